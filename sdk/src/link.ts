import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { GraphQLFormattedError } from "graphql";
import { defer } from "./deferred.js";
import { operationOf } from "./document.js";
import { type MusterConnectionError, MusterRequestError } from "./errors.js";
import { openWire, type Wire, type WireOptions } from "./wire.js";

export interface LinkSink<R> {
  next(data: R): void;
  /** The server ended it: with an error or, without one, because it is complete. Not called when the link is lost. */
  end(error: MusterRequestError | null): void;
}

interface OperationSink<R> extends LinkSink<R> {
  lost(error: MusterConnectionError): void;
}

/** One socket, from its opening to its end: it never reconnects. What is under way when it ends rejects with the end's error. */
export class Link {
  readonly #connected = defer<true>();
  readonly #closed = defer<MusterConnectionError>();
  readonly #wire: Wire;
  readonly #timeoutMs: number;
  #ending: MusterConnectionError | null = null;

  private constructor(options: WireOptions) {
    this.#timeoutMs = options.timeoutMs;
    this.#wire = openWire(options, {
      connect: () => this.#connected.resolve(true),
      end: (error) => {
        this.#ending ??= error;
        this.#closed.resolve(this.#ending);
      },
    });
  }

  /** Opens a socket and authenticates. Rejects with a MusterConnectionError when it ends before it is acknowledged. */
  static async open(options: WireOptions, signal: AbortSignal): Promise<Link> {
    const link = new Link(options);
    const giveUp = (): void => link.terminate();
    signal.addEventListener("abort", giveUp, { once: true });
    const outcome = await Promise.race([link.#connected.promise, link.closed]);
    signal.removeEventListener("abort", giveUp);
    if (outcome !== true) throw outcome;
    return link;
  }

  /** Resolves, and never rejects, with why the socket ended. */
  get closed(): Promise<MusterConnectionError> {
    return this.#closed.promise;
  }

  /**
   * Runs a query or mutation. Rejects with MusterRequestError when it is refused, with MusterConnectionError when its
   * answer cannot come any more: then it may or may not have been applied.
   */
  execute<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    return new Promise((resolve, reject) => {
      let answered = false;
      const timer = setTimeout(() => this.terminate(), this.#timeoutMs);
      const settle = (conclude: () => void): void => {
        // The answer is followed by its completion.
        if (answered) return;
        answered = true;
        clearTimeout(timer);
        conclude();
      };
      this.#run(document, variables, {
        next: (data) => settle(() => resolve(data)),
        end: (error) => settle(() => reject(error ?? MusterRequestError.fromAnswer([]))),
        lost: (error) => settle(() => reject(error)),
      });
    });
  }

  /** Follows a subscription until the answered function is called, the server ends it, or the link is lost. */
  subscribe<R, V>(document: TypedDocumentNode<R, V>, variables: V, sink: LinkSink<R>): () => void {
    let wanted = true;
    const dispose = this.#run(document, variables, {
      next: (data) => wanted && sink.next(data),
      end: (error) => wanted && sink.end(error),
      lost: () => {},
    });
    return () => {
      wanted = false;
      dispose();
    };
  }

  /** Closes the socket in order. */
  close(): void {
    this.#wire.close();
  }

  /** Gives the socket up at once: for a peer that does not answer. */
  terminate(): void {
    this.#wire.terminate();
  }

  #run<R, V>(document: TypedDocumentNode<R, V>, variables: V, sink: OperationSink<R>): () => void {
    if (this.#ending !== null) {
      sink.lost(this.#ending);
      return () => {};
    }
    const payload = { ...operationOf(document), variables: variables as Record<string, unknown> };
    return this.#wire.subscribe<R>(payload, {
      next: ({ data, errors }) => {
        if (errors !== undefined) sink.end(MusterRequestError.fromAnswer(errors));
        else if (data !== undefined && data !== null) sink.next(data);
      },
      error: (failure) => this.#fail(failure, sink),
      // After a normal closure the client completes whatever runs.
      complete: () => (this.#ending === null ? sink.end(null) : sink.lost(this.#ending)),
    });
  }

  /** The client's `error` is the server's errors, the socket's end, or what the variables' serialisation threw. */
  #fail<R>(failure: unknown, sink: OperationSink<R>): void {
    if (Array.isArray(failure)) sink.end(MusterRequestError.fromAnswer(failure as GraphQLFormattedError[]));
    else if (this.#ending !== null) sink.lost(this.#ending);
    else sink.end(new MusterRequestError("BAD_USER_INPUT", "The variables are not JSON.", { cause: failure }));
  }
}
