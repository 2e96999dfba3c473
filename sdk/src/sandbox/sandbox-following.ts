import type { ClientCalls, FollowInput } from "../client-calls.js";
import { bySeq } from "../client-feeds.js";
import type { Connection } from "../connection.js";
import { MusterRequestError } from "../errors.js";
import type { Feed } from "../follow.js";
import {
  SandboxEventsDocument,
  SandboxLogsDocument,
  SandboxStatusDocument,
  type EventType,
  type SandboxEventsSubscription,
  type SandboxEventsSubscriptionVariables,
  type SandboxLogsSubscription,
  type SandboxLogsSubscriptionVariables,
  type SandboxStatus,
} from "../generated/graphql.js";

export type SandboxEvent = SandboxEventsSubscription["sandboxEvents"];
export type SandboxLogChunk = SandboxLogsSubscription["sandboxLogs"];

const finalStatuses: ReadonlySet<SandboxStatus> = new Set(["SUCCEEDED", "FAILED", "TERMINATED", "LOST"]);

/** Each is a sandbox's last. */
const endings: ReadonlySet<EventType> = new Set([
  "SANDBOX_SUCCEEDED",
  "SANDBOX_FAILED",
  "SANDBOX_TERMINATED",
  "SANDBOX_LOST",
]);

/** Whether a sandbox has ended. */
export function isFinalSandbox(status: SandboxStatus): boolean {
  return finalStatuses.has(status);
}

export function sandboxNotFound(id: string): MusterRequestError {
  return new MusterRequestError("NOT_FOUND", `No sandbox ${id}.`, { reason: "SANDBOX_NOT_FOUND" });
}

/** A sandbox's events after a position, up to the one that ended it; none when that was before. */
export function followSandbox(
  calls: ClientCalls,
  id: string,
  { after = 0, signal }: FollowInput<number>,
): AsyncGenerator<SandboxEvent, void> {
  const begin = async (connection: Connection): Promise<number | null> => {
    const { sandbox } = (await connection.execute(SandboxStatusDocument, { id, after })).data;
    if (sandbox == null) throw sandboxNotFound(id);
    return isFinalSandbox(sandbox.status) && sandbox.events.nodes.length === 0 ? null : after;
  };
  return calls.follow(eventsFeed(id), begin, signal);
}

/** A sandbox's log after a position, up to its end. */
export function followSandboxLog(
  calls: ClientCalls,
  id: string,
  { after = 0, signal }: FollowInput<number>,
): AsyncGenerator<SandboxLogChunk, void> {
  const feed: Feed<SandboxLogsSubscription, SandboxLogsSubscriptionVariables, SandboxLogChunk, number> = {
    ...bySeq,
    document: SandboxLogsDocument,
    variables: (position) => ({ id, after: position }),
    itemOf: (data) => data.sandboxLogs,
    // A server that shuts down completes its subscriptions too: only a sandbox that has ended writes no more.
    isOver: async () => {
      const { sandbox } = await calls.execute(SandboxStatusDocument, { id });
      return sandbox == null || isFinalSandbox(sandbox.status);
    },
  };
  return calls.follow(feed, after, signal);
}

function eventsFeed(
  id: string,
): Feed<SandboxEventsSubscription, SandboxEventsSubscriptionVariables, SandboxEvent, number> {
  return {
    ...bySeq,
    document: SandboxEventsDocument,
    variables: (after) => ({ id, after }),
    itemOf: (data) => data.sandboxEvents,
    isLast: ({ type }) => endings.has(type),
    isOver: () => Promise.resolve(false),
  };
}
