import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Backoff } from "./backoff.js";
import type { Connection } from "./connection.js";
import type { MusterRequestError } from "./errors.js";
import { Inbox, type InboxEnd } from "./inbox.js";
import type { Link } from "./link.js";
import { wait } from "./wait.js";

/** What a slow reader may fall behind before the server is told to hold on. */
const inboxCapacity = 1_000;

export interface Feed<R, V, T, P> {
  readonly document: TypedDocumentNode<R, V>;
  variables(after: P): V;
  itemOf(data: R): T;
  positionOf(item: T): P;
  /** Whether the item was there already: what a resumed subscription might repeat. */
  isOld(item: T, after: P): boolean;
  /** Whether nothing will come behind this item. */
  isLast?(item: T): boolean;
  /** Asked when the server completes the subscription: whether nothing more will come. */
  isOver(): Promise<boolean>;
}

export interface FollowOptions<P> {
  readonly connection: Connection;
  /** The position to begin behind, or what asks for it once: null when nothing will come. */
  readonly after: P | (() => Promise<P | null>);
  readonly signal: AbortSignal;
}

/**
 * Follows a feed over any number of connections: each subscription begins after the last item that was read, so nothing is
 * missed and nothing repeated. A reader that falls behind ends the subscription for a while instead of filling the memory.
 */
export async function* follow<R, V, T, P extends number | string>(
  feed: Feed<R, V, T, P>,
  options: FollowOptions<P>,
): AsyncGenerator<T, void> {
  const { connection, signal } = options;
  const backoff = new Backoff({ baseMs: 100, capMs: 5_000 });
  const start = await unlessLeft(signal, () => beginningOf(options));
  if (start === null) return;
  let after = start;
  while (!signal.aborted) {
    const link = await unlessLeft(signal, () => connection.link());
    if (link === null) return;
    const segment = subscribe(feed, { link, after, signal });
    let step = await segment.next();
    try {
      for (; step.done !== true; step = await segment.next()) {
        if (signal.aborted) return;
        if (feed.isOld(step.value, after)) continue;
        after = feed.positionOf(step.value);
        backoff.reset();
        yield step.value;
        if (feed.isLast?.(step.value) === true) return;
      }
    } finally {
      await segment.return({ kind: "LEFT" });
    }
    if (await isLast(step.value, feed)) return;
    if (step.value.kind !== "FULL") await wait(backoff.next(), signal);
  }
}

async function beginningOf<P extends number | string>({ after }: FollowOptions<P>): Promise<P | null> {
  return typeof after === "function" ? after() : after;
}

async function isLast(end: InboxEnd, feed: { isOver(): Promise<boolean> }): Promise<boolean> {
  if (end.kind === "FAILED") throw end.error;
  return end.kind === "LEFT" || (end.kind === "OVER" && (await feed.isOver()));
}

/** One subscription over one link. Returns why it ended. */
async function* subscribe<R, V, T, P>(
  feed: Feed<R, V, T, P>,
  { link, after, signal }: { readonly link: Link; readonly after: P; readonly signal: AbortSignal },
): AsyncGenerator<T, InboxEnd> {
  const inbox = new Inbox<T>(inboxCapacity);
  const leave = (): void => inbox.end({ kind: "LEFT" });
  signal.addEventListener("abort", leave, { once: true });
  const close = link.subscribe(feed.document, feed.variables(after), {
    next: (data) => {
      if (!inbox.push(feed.itemOf(data))) close();
    },
    end: (error) => inbox.end(endOf(error)),
  });
  void link.closed.then(() => inbox.end({ kind: "LOST" }));
  try {
    return yield* inbox.read();
  } finally {
    signal.removeEventListener("abort", leave);
    close();
  }
}

function endOf(error: MusterRequestError | null): InboxEnd {
  if (error === null) return { kind: "OVER" };
  return error.transient ? { kind: "BUSY" } : { kind: "FAILED", error };
}

/** What it waits for; null as soon as the signal aborts. */
async function unlessLeft<T>(signal: AbortSignal, begin: () => Promise<T>): Promise<T | null> {
  if (signal.aborted) return null;
  let leave: () => void = () => {};
  const left = new Promise<null>((resolve) => {
    leave = () => resolve(null);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([begin(), left]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
