import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { isRefusal } from "./close-codes.js";
import { Connection, type ConnectionOptions } from "./connection.js";
import { MusterConnectionError, MusterRequestError } from "./errors.js";
import type { Link } from "./link.js";
import { settlesWithin } from "./wait.js";

/** One socket for all that a client follows and calls; none while nobody holds it. */
export class ClientSocket {
  readonly #options: ConnectionOptions;
  #connection: Connection | null = null;
  #holders = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Opens it, unless it is open. To be released as often as it is held. */
  hold(): Connection {
    this.#holders += 1;
    this.#connection ??= new Connection(this.#options);
    this.#connection.open();
    return this.#connection;
  }

  /** The last to leave closes the socket. */
  async release(): Promise<void> {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }

  /** Runs a query or mutation, once: one whose answer is lost with the socket rejects as UNAVAILABLE. While it is held only. */
  async execute<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    try {
      const link = this.#connection?.current ?? (await this.#linkInTime());
      return await link.execute(document, variables);
    } catch (error) {
      if (!(error instanceof MusterConnectionError)) throw error;
      const code = isRefusal(error.closeCode) ? "UNAUTHENTICATED" : "UNAVAILABLE";
      throw new MusterRequestError(code, `No answer: ${error.message}`, { reason: "CONNECTION_FAILED", cause: error });
    }
  }

  async #linkInTime(): Promise<Link> {
    const { timeoutMs } = this.#options;
    const link = this.#connection?.link() ?? Promise.reject(new MusterConnectionError(1000, "The client was closed."));
    if (await settlesWithin(link, timeoutMs)) return link;
    throw new MusterRequestError("UNAVAILABLE", `No connection within ${timeoutMs} ms.`, {
      reason: "CONNECTION_FAILED",
    });
  }
}
