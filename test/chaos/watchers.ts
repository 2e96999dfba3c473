import { setMaxListeners } from "node:events";
import type { FeedEvent, MusterClient } from "../../sdk/src/index.js";

interface Seen {
  readonly seq: number;
  readonly type: string;
}

interface SeenInFeed extends Seen {
  readonly streamId: string;
}

const last = new Set(["TASK_COMPLETED", "TASK_QUARANTINED"]);

/** Those who follow the tenant's feed, and single tasks, through all of it, and remember what they saw. */
export class Watchers {
  readonly feeds: SeenInFeed[][] = [];
  readonly streams = new Map<string, Seen[]>();
  readonly #leave = new AbortController();
  readonly #running: Promise<void>[] = [];

  constructor() {
    // One per follower.
    setMaxListeners(Infinity, this.#leave.signal);
  }

  follow(client: MusterClient): void {
    const seen: SeenInFeed[] = [];
    this.feeds.push(seen);
    this.#running.push(this.#followFeed(client, seen));
  }

  followTask(client: MusterClient, taskId: string): void {
    const seen: Seen[] = [];
    this.streams.set(taskId, seen);
    this.#running.push(this.#followStream(client, taskId, seen));
  }

  async stop(): Promise<void> {
    this.#leave.abort();
    await Promise.all(this.#running);
  }

  async #followFeed(client: MusterClient, seen: SeenInFeed[]): Promise<void> {
    for await (const event of client.events({}, { signal: this.#leave.signal })) {
      seen.push({ streamId: streamOf(event), seq: event.seq, type: event.type });
    }
  }

  async #followStream(client: MusterClient, taskId: string, seen: Seen[]): Promise<void> {
    for await (const { seq, type } of client.taskEvents(taskId, { signal: this.#leave.signal })) {
      seen.push({ seq, type });
      if (last.has(type)) return;
    }
  }
}

function streamOf(event: FeedEvent): string {
  if (event.__typename === "TaskEvent") return event.taskId;
  if (event.__typename === "SandboxEvent") return event.sandboxId;
  return event.__typename === "AgentEvent" ? event.agentId : event.runId;
}
