import type { EventRecord, EventType, StreamHead } from "./catalogue.js";
import type { Service } from "../platform/service.js";

/** A piece of a task's output. */
export interface OutputChunk {
  readonly taskId: string;
  /** Gapless from 1 in its task. */
  readonly seq: number;
  readonly attempt: number;
  readonly chunk: string;
  readonly at: Date;
}

/** A piece of a sandbox's log. */
export interface SandboxLogChunk {
  readonly sandboxId: string;
  /** Gapless from 1 in its sandbox. */
  readonly seq: number;
  readonly stream: "STDOUT" | "STDERR";
  readonly text: string;
  readonly at: Date;
}

interface Followed {
  readonly tenantId: string;
  /** Called once, at the moment of a SubscriberOverflow: a consumer that is stuck does not come to see it thrown. */
  readonly onOverflow?: (() => void) | undefined;
}

export interface FollowInput extends Followed {
  /** Id of a task, an agent, a run or a sandbox. */
  readonly streamId: string;
  /** The last `seq` that the subscriber has; 0 for none. */
  readonly after: number;
}

interface FeedFilter {
  /** Any of these; all unless said. */
  readonly types?: readonly EventType[] | null | undefined;
  /** Of any of these tasks, agents, runs or sandboxes, up to 100; all unless said. */
  readonly subjectIds?: readonly string[] | null | undefined;
}

export interface FollowFeedInput extends Followed {
  /** Cursor of the last event that the subscriber has, or a `position`; null for what is committed from now on. */
  readonly after: string | null;
  /** All conditions hold together. */
  readonly filter?: FeedFilter | null | undefined;
}

/** A demand for a page of a tenant's feed. */
export interface FeedDemand {
  readonly tenantId: string;
  /** Cursor of the last event that the reader has, of its last page, or a `position`. */
  readonly after: string;
  /** Any of these; all unless said. */
  readonly types?: readonly EventType[] | null | undefined;
  /** Most events to look at, those of other types among them: a page may be empty and yet not the last one. */
  readonly limit: number;
}

export interface FeedPage {
  /** Oldest first. The cursor of each is where a reader that has it goes on. */
  readonly events: readonly EventRecord[];
  /** Where to go on behind the page. */
  readonly cursor: string;
  /** Whether the limit cut it off. */
  readonly more: boolean;
}

export interface FollowOutputInput extends Followed {
  readonly taskId: string;
  /** The last `seq` of the output that the subscriber has; 0 for none. */
  readonly after: number;
  /** Whether the task had ended when its stream was at `eventSeq`. */
  readonly ended: boolean;
  readonly eventSeq: number;
}

export interface FollowLogsInput extends Followed {
  readonly sandboxId: string;
  /** The last `seq` of the log that the subscriber has; 0 for none. */
  readonly after: number;
  /** Whether the sandbox had ended, its log complete, when its stream was at `eventSeq`. */
  readonly ended: boolean;
  readonly eventSeq: number;
}

/**
 * Rows from a log, then live. To be iterated once, or returned: it holds a place in the machinery from the start.
 * `next` rejects with SubscriberOverflow when the consumer is stuck, once it has taken what was buffered.
 */
export type Follower<Row> = AsyncIterableIterator<Row, undefined>;

/** The log of all that happens, and the ways to follow it. Every follower gets each row once, in order. */
export interface EventService extends Service {
  /** Tells followers here and on other replicas that streams have grown. Best effort: to be called after the commit. Never throws. */
  announce(heads: readonly StreamHead[]): void;
  /** The same for the output of tasks: `streamId` is the task's. */
  announceOutput(heads: readonly StreamHead[]): void;
  /** The same for the logs of sandboxes: `streamId` is the sandbox's. */
  announceLogs(heads: readonly StreamHead[]): void;
  /** A page of a stream, oldest first, of whatever tenant. Throws BAD_USER_INPUT at `["after"]`, as all that take a position. */
  read(streamId: string, afterSeq: number, limit: number): Promise<EventRecord[]>;
  /** A stream's events. Never ends by itself. */
  follow(input: FollowInput): Follower<EventRecord>;
  /**
   * The tenant's events in the order in which they were written; each stream in the order of its `seq`. Never ends by itself.
   * Throws BAD_USER_INPUT at `["after"]` for a cursor that is none, at `["filter", "subjectIds"]` for ids that are none.
   */
  followFeed(input: FollowFeedInput): Follower<EventRecord>;
  /**
   * A page of each of many feeds, in the order of the demands, for a reader that keeps its place itself: one that goes on behind
   * each page gets every event once, in the order of `followFeed`. One statement for all of them.
   */
  readFeeds(demands: readonly FeedDemand[]): Promise<FeedPage[]>;
  /** The present end of every tenant's feed, as a cursor: a feed after it is one that had begun with this call. */
  position(): Promise<string>;
  /** A task's output. Ends when the task has ended and all of it is delivered. */
  followOutput(input: FollowOutputInput): Follower<OutputChunk>;
  /** A sandbox's log. Ends when the sandbox has ended and all of it is delivered: whoever writes its end has written its log before. */
  followLogs(input: FollowLogsInput): Follower<SandboxLogChunk>;
}
