import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { Connection } from "./connection.js";
import type { Feed } from "./follow.js";

/** How far back to begin, and when to leave. */
export interface FollowInput<P> {
  /** After this position; 0, or the feed's present end, unless said. */
  readonly after?: P;
  /** Ends the loop. So does `break`. */
  readonly signal?: AbortSignal;
}

/** The position to begin behind, or what asks for it; null when there is nothing to follow. */
export type Beginning<P> = P | ((connection: Connection) => Promise<P | null>);

/** What the parts of a client share: its token and its socket. */
export interface ClientCalls {
  /** Runs a query or mutation. Rejects with MusterRequestError. */
  execute<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R>;
  /** Follows a feed over any number of connections. */
  follow<R, V, T, P extends number | string>(
    feed: Feed<R, V, T, P>,
    after: Beginning<P>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<T, void>;
}
