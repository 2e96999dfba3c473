import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { Announcer, parseHeads, topicsOf } from "./announcer.js";
import type { EventRecord, StreamHead } from "./catalogue.js";
import { encodeCursor, type FeedStart } from "./cursor.js";
import { admitsOf, FeedReader, type FeedKey } from "./feed.js";
import { readFeedPages } from "./feed-pages.js";
import type { LoggedEvent } from "./logged-event.js";
import { Interest } from "./interest.js";
import { meteredSource, measureSubscribers } from "./measures.js";
import type {
  EventService,
  FeedDemand,
  FeedPage,
  FollowFeedInput,
  FollowInput,
  Follower,
  FollowLogsInput,
  FollowOutputInput,
  OutputChunk,
  SandboxLogChunk,
} from "./model.js";
import { watchForEnd } from "./output.js";
import { createPageReader } from "./pages.js";
import { StreamLog } from "./stream-log.js";
import { eventSource, logSource, outputSource } from "./streams.js";
import type { Subscriber } from "./subscriber.js";
import { Tailer } from "./tailer.js";
import { Topics } from "./topics.js";
import { checkAfter, checkFeed } from "./validate.js";

export interface EventServiceOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  readonly config: {
    /** Rows kept for a subscriber that is slow; 1,000 is a good number. */
    readonly subscriberBuffer: number;
    /** Milliseconds after which a lost wake-up is repaired, and in which a stuck subscriber is noticed; 2,000 is a good number. */
    readonly sweepMs: number;
  };
}

type FollowToEnd = FollowInput & Pick<FollowOutputInput, "ended" | "eventSeq">;

export function createEventService(options: EventServiceOptions): EventService {
  return new LogEventService(options);
}

class LogEventService implements EventService {
  readonly name = "events";
  readonly #options: EventServiceOptions;
  readonly #announcer: Announcer;
  readonly #topics: Topics;
  readonly #interest: Interest;
  readonly #readPage: ReturnType<typeof createPageReader>;
  readonly #feeds: FeedReader;
  readonly #feed: Tailer<FeedKey, LoggedEvent>;
  readonly #streams: {
    readonly events: StreamLog<LoggedEvent>;
    readonly output: StreamLog<OutputChunk>;
    readonly logs: StreamLog<SandboxLogChunk>;
  };
  readonly #tailers: readonly Pick<Tailer<never, never>, "stop" | "wakeAll" | "subscriberCount">[];
  #forgetReconnect: (() => void) | null = null;

  constructor(options: EventServiceOptions) {
    const { database, broker, clock, log, metrics, config } = options;
    const { subscriberBuffer, sweepMs } = config;
    const tailing = { clock, log, sweepMs };
    const metered = meteredSource(metrics);
    const events = new Tailer(metered(eventSource(database, subscriberBuffer)), tailing);
    const output = new Tailer(metered(outputSource(database, subscriberBuffer)), tailing);
    const logs = new Tailer(metered(logSource(database, subscriberBuffer)), tailing);
    const topics: Topics = new Topics({
      ...tailing,
      broker,
      onMessage: (body, topic) => this.#hear(body, topic),
      onFollowed: (tenantId) => this.#interest.tell(tenantId),
    });
    const interest = new Interest({ ...tailing, broker, followed: () => topics.followed });
    const announcer = new Announcer({ broker, log, isFollowed: (tenantId) => interest.has(tenantId) });
    this.#interest = interest;
    this.#options = options;
    this.#announcer = announcer;
    this.#topics = topics;
    this.#readPage = createPageReader(database);
    this.#feeds = new FeedReader(database, clock, () => this.#feed.wakeAll());
    this.#feed = new Tailer(metered(this.#feeds.source(subscriberBuffer)), tailing);
    this.#streams = {
      events: new StreamLog({ name: "events", tailer: events, topics, announcer }),
      output: new StreamLog({ name: "output", tailer: output, topics, announcer }),
      logs: new StreamLog({ name: "logs", tailer: logs, topics, announcer }),
    };
    this.#tailers = [events, output, logs, this.#feed];
    measureSubscribers(metrics, () => this.#tailers.reduce((sum, { subscriberCount }) => sum + subscriberCount, 0));
  }

  async start(): Promise<void> {
    this.#forgetReconnect ??= this.#options.broker.onReconnect(() => {
      this.#interest.renew();
      for (const tailer of this.#tailers) tailer.wakeAll();
    });
    await this.#interest.start();
  }

  async stop(): Promise<void> {
    this.#forgetReconnect?.();
    this.#announcer.flush();
    await Promise.all(this.#tailers.map((tailer) => tailer.stop()));
    await this.#feeds.settled();
    await this.#topics.settled();
    await this.#interest.stop();
  }

  announce(heads: readonly StreamHead[]): void {
    for (const head of heads) {
      this.#streams.events.announce(head);
      this.#feed.wakeGroup(head.tenantId);
    }
  }

  announceOutput(heads: readonly StreamHead[]): void {
    for (const head of heads) this.#streams.output.announce(head);
  }

  announceLogs(heads: readonly StreamHead[]): void {
    for (const head of heads) this.#streams.logs.announce(head);
  }

  async read(streamId: string, afterSeq: number, limit: number): Promise<EventRecord[]> {
    checkAfter(afterSeq);
    return await this.#readPage({ streamId, after: afterSeq, limit });
  }

  follow({ tenantId, streamId, after, onOverflow }: FollowInput): Follower<EventRecord> {
    checkAfter(after);
    return this.#streams.events.follow({ tenantId, streamId }, { after, onOverflow });
  }

  followOutput({ taskId, ...input }: FollowOutputInput): Follower<OutputChunk> {
    return this.#followToEnd(this.#streams.output, { ...input, streamId: taskId });
  }

  followLogs({ sandboxId, ...input }: FollowLogsInput): Follower<SandboxLogChunk> {
    return this.#followToEnd(this.#streams.logs, { ...input, streamId: sandboxId });
  }

  followFeed(input: FollowFeedInput): Follower<EventRecord> {
    const { key, start } = checkFeed(input);
    const { tenantId } = key;
    const letGo = this.#topics.hold(topicsOf("events", tenantId), () => this.#feed.wakeGroup(tenantId));
    const close = () => {
      letGo();
      if (this.#feed.isIdle) this.#feeds.rest();
    };
    const subscriber = this.#feed.open(key, close, input.onOverflow);
    if (start === null) void this.#beginNow(key, subscriber);
    else this.#begin(key, subscriber, start);
    return subscriber;
  }

  readFeeds(demands: readonly FeedDemand[]): Promise<FeedPage[]> {
    return readFeedPages(this.#feeds, demands);
  }

  async position(): Promise<string> {
    return encodeCursor(await this.#feeds.startNow());
  }

  /** Rows of what belongs to something that ends, as its own stream tells. */
  #followToEnd<Row>(log: StreamLog<Row>, { after, ended, eventSeq, onOverflow, ...key }: FollowToEnd): Follower<Row> {
    checkAfter(after);
    const watched = ended ? null : this.#streams.events.follow(key, { after: eventSeq });
    const rows = log.follow(key, { after, onOverflow, onClose: () => void watched?.return() });
    const end = () => log.endAfterLog(key, rows);
    if (watched) void watchForEnd(watched, end);
    else end();
    return rows;
  }

  async #beginNow(key: FeedKey, subscriber: Subscriber<LoggedEvent>): Promise<void> {
    try {
      this.#begin(key, subscriber, await this.#feeds.startNow());
    } catch (error) {
      subscriber.fail(error);
    }
  }

  #begin(key: FeedKey, subscriber: Subscriber<LoggedEvent>, start: FeedStart): void {
    subscriber.admits = admitsOf(start);
    this.#feed.begin(key, subscriber, start.position);
  }

  /** What a replica announced, this one included. */
  #hear(body: string, topic: string): void {
    const { log, heads } = parseHeads(topic, body);
    for (const head of heads) {
      this.#streams[log].wake(head, head.seq);
      if (log === "events") this.#feed.wakeGroup(head.tenantId);
    }
  }
}
