import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Backoff } from "./backoff.js";
import { closeCodes, isFatal, isRefusal } from "./close-codes.js";
import { defer } from "./deferred.js";
import { MusterConnectionError, messageOf, MusterRequestError } from "./errors.js";
import { Link } from "./link.js";
import type { Logger } from "./logger.js";
import { readToken, type TokenSource } from "./token.js";
import { loadWebSocket, type WebSocketConstructor } from "./web-socket.js";
import { settlesWithin, wait } from "./wait.js";

/** A link that lived this long was good: the next wait is short again. */
const stableMs = 5_000;
/** A closing handshake may take this long before the socket is given up. */
const closingMs = 2_000;

export interface ConnectionOptions {
  /** `ws(s)://` address. */
  readonly url: string;
  readonly token: TokenSource;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly reconnect: { readonly baseMs: number; readonly capMs: number };
  /** Unless given, the browser's own or `ws`. */
  readonly webSocket?: WebSocketConstructor | undefined;
  /** A link is up, the first one or the next. */
  onLink?(link: Link): void;
  /** It ended for good, and not because of `close`. */
  onFatal?(error: MusterConnectionError): void;
}

/** What `execute` answers: `resent` tells that an earlier, unanswered send of the same may have been applied. */
export interface Execution<R> {
  readonly data: R;
  readonly resent: boolean;
}

/** How one link ended. */
interface Life {
  readonly error: MusterConnectionError;
  /** The token that was used, once it was known. */
  readonly token: string | undefined;
  /** Whether trying again is of no use. */
  readonly hopeless: boolean;
}

/** Keeps one link up: opens the next with backoff and jitter when the last one ends, until closed or refused for good. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #backoff: Backoff;
  readonly #stop = new AbortController();
  #next = defer<Link>();
  #link: Link | null = null;
  #running: Promise<void> | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.reconnect);
    this.#silence();
  }

  /** The link that is up now, if any. */
  get current(): Link | null {
    return this.#link;
  }

  /** Starts connecting, once. Failures are retried in the background. */
  open(): void {
    this.#running ??= this.#run();
  }

  /** The link that is up, or the next. Rejects with MusterConnectionError when there will be none. */
  link(): Promise<Link> {
    return this.#link === null ? this.#next.promise : Promise.resolve(this.#link);
  }

  /**
   * Runs an operation that may be sent again: over the next link when its answer was lost, after a wait when the server
   * cannot serve it now. Rejects with MusterRequestError when refused, MusterConnectionError when closed.
   */
  async execute<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<Execution<R>> {
    const backoff = new Backoff({ baseMs: 100, capMs: 5_000 });
    for (let resent = false; ;) {
      const link = await this.link();
      try {
        return { data: await link.execute(document, variables), resent };
      } catch (error) {
        if (error instanceof MusterRequestError && !error.transient) throw error;
        // A refused request was not applied; one whose answer was lost, or that timed out within the server, may be.
        resent ||= error instanceof MusterConnectionError || (error as MusterRequestError).code !== "RATE_LIMITED";
        if (error instanceof MusterRequestError) await wait(backoff.next(), this.#stop.signal);
        else await link.closed;
      }
    }
  }

  /** Ends the link and every wait for one. Resolves when no socket and no timer is left. */
  async close(): Promise<void> {
    this.#stop.abort();
    const link = this.#link;
    link?.close();
    this.#drop(new MusterConnectionError(1000, "The connection is closed."));
    if (link !== null && !(await settlesWithin(link.closed, closingMs))) link.terminate();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let refused: string | undefined; !this.#stop.signal.aborted;) {
      const openedAt = Date.now();
      const { error, token, hopeless } = await this.#live(refused);
      if (this.#stop.signal.aborted) return;
      if (hopeless) return this.#fail(error);
      if (Date.now() - openedAt > stableMs) this.#backoff.reset();
      refused = isRefusal(error.closeCode) ? token : undefined;
      const waitMs = this.#backoff.next();
      this.#options.logger.warn("Not connected", { reason: error.message, retryInMs: Math.round(waitMs) });
      await wait(waitMs, this.#stop.signal);
    }
  }

  /** One link from its opening to its end. */
  async #live(refused: string | undefined): Promise<Life> {
    let token: string | undefined;
    try {
      token = await readToken(this.#options.token, refused);
      const { url, timeoutMs } = this.#options;
      const webSocket = this.#options.webSocket ?? (await loadWebSocket());
      const link = await Link.open({ url, token, timeoutMs, webSocket }, this.#stop.signal);
      this.#rise(link);
      const error = await link.closed;
      this.#fall();
      return this.#judge(error, token, refused);
    } catch (error) {
      return this.#judge(error, token, refused);
    }
  }

  #judge(error: unknown, token: string | undefined, refused: string | undefined): Life {
    if (error instanceof MusterRequestError && !error.transient) {
      const ending = new MusterConnectionError(closeCodes.unauthorized, `No token: ${error.message}`, { cause: error });
      return { error: ending, token, hopeless: true };
    }
    if (!(error instanceof MusterConnectionError)) {
      return { error: new MusterConnectionError(1006, messageOf(error), { cause: error }), token, hopeless: false };
    }
    // Another token may be let in; one that never changes, or that came back after it was refused, will not.
    const lastToken = typeof this.#options.token === "string" || token === refused;
    return { error, token, hopeless: isFatal(error.closeCode) || (isRefusal(error.closeCode) && lastToken) };
  }

  #rise(link: Link): void {
    if (this.#stop.signal.aborted) return link.close();
    this.#link = link;
    this.#next.resolve(link);
    this.#options.onLink?.(link);
  }

  #fall(): void {
    this.#link = null;
    this.#next = defer<Link>();
    this.#silence();
    if (this.#stop.signal.aborted) this.#drop(new MusterConnectionError(1000, "The connection is closed."));
  }

  #fail(error: MusterConnectionError): void {
    this.#stop.abort();
    this.#drop(error);
    this.#options.onFatal?.(error);
  }

  /** Whoever waits for a link, now or later, is told that none will come. */
  #drop(error: MusterConnectionError): void {
    this.#next.reject(error);
    if (this.#link === null) return;
    this.#link = null;
    this.#next = defer<Link>();
    this.#silence();
    this.#next.reject(error);
  }

  /** Nobody may be waiting when the promise rejects. */
  #silence(): void {
    this.#next.promise.catch(() => {});
  }
}
