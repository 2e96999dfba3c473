import type { Broker } from "../platform/broker/broker.js";
import type { Log } from "../platform/log.js";
import type { StreamHead } from "./catalogue.js";

/** What can grow: the streams of events, the output of tasks, the logs of sandboxes. */
const logNames = ["events", "output", "logs"] as const;

export type LogName = (typeof logNames)[number];

const shards = 16;
/** Heads per message: some 20 KB. */
const maxHeads = 400;

/** The topic on which a stream's growth is told: `events.<tenant>.<shard>`. */
export function topicOf(log: LogName, { tenantId, streamId }: Omit<StreamHead, "seq">): string {
  return `${log}.${tenantId}.${shardOf(streamId)}`;
}

/** The topics of all of a tenant's streams. */
export function topicsOf(log: LogName, tenantId: string): string {
  return `${log}.${tenantId}.*`;
}

/** The tenant of a topic or a pattern. */
export function tenantOf(topic: string): string {
  return topic.split(".")[1] ?? "";
}

function shardOf(streamId: string): number {
  let hash = 0;
  for (let index = 0; index < streamId.length; index++) hash = (hash * 31 + streamId.charCodeAt(index)) | 0;
  return (hash >>> 0) % shards;
}

/** What a message of an `Announcer` tells; nothing when it is of somebody else. */
export function parseHeads(
  topic: string,
  body: string,
): { readonly log: LogName; readonly heads: readonly StreamHead[] } {
  const [name, tenantId = ""] = topic.split(".");
  const heads = parsePairs(body).map(([streamId, seq]) => ({ tenantId, streamId, seq }));
  return { log: logNames.find((log) => log === name) ?? "events", heads };
}

function parsePairs(body: string): (readonly [streamId: string, seq: number])[] {
  try {
    const pairs: unknown = JSON.parse(body);
    return Array.isArray(pairs) ? pairs.filter(isHead) : [];
  } catch {
    return [];
  }
}

function isHead(value: unknown): value is readonly [string, number] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}

export interface AnnouncerOptions {
  readonly broker: Broker;
  readonly log: Log;
  /** Whether another replica follows events of the tenant. */
  readonly isFollowed: (tenantId: string) => boolean;
}

/** Tells other replicas that streams have grown: what is told within a tick goes out as one message per topic. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #heads = new Map<string, Map<string, number>>();
  #scheduled: NodeJS.Immediate | null = null;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  add(log: LogName, head: StreamHead): void {
    if (!this.#options.isFollowed(head.tenantId)) return;
    const { streamId, seq } = head;
    const topic = topicOf(log, head);
    const heads = this.#heads.get(topic) ?? new Map<string, number>();
    this.#heads.set(topic, heads.set(streamId, Math.max(seq, heads.get(streamId) ?? 0)));
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  /** Sends what is waiting, now. */
  flush(): void {
    if (this.#scheduled) clearImmediate(this.#scheduled);
    this.#scheduled = null;
    const topics = this.#heads;
    this.#heads = new Map();
    for (const [topic, heads] of topics) this.#send(topic, [...heads]);
  }

  #send(topic: string, heads: readonly (readonly [string, number])[]): void {
    try {
      for (let from = 0; from < heads.length; from += maxHeads) {
        this.#options.broker.broadcast(topic, JSON.stringify(heads.slice(from, from + maxHeads)));
      }
    } catch (error) {
      this.#options.log.warn({ err: error, topic }, "announcing failed: other replicas find what is new by sweeping");
    }
  }
}
