import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import { findDueRuns, findNextDue } from "../sql/find-due-runs.sql.js";

const batchSize = 500;
/** An alarm set by another process is broadcast; should that be lost, it is found this late. */
const pollMs = 5_000;
/** Topic on which other processes tell when something falls due, in ms from then. */
const topic = "workflows.due";

export interface AlarmParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  /** Looks at the run now; resolves when it has. */
  readonly look: (runId: string) => Promise<unknown>;
  /** Whether this process looks after what falls due. */
  readonly isOnDuty: boolean;
}

/** Wakes runs in which something falls due: a sleep, a timeout, an approval that nobody gave. */
export class Alarm implements Service {
  readonly name = "workflow alarm";
  readonly #parts: AlarmParts;
  readonly #repeater: Repeater;
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
    this.#repeater = new Repeater({ ...parts, name: this.name, run: () => this.#turn() });
  }

  async start(): Promise<void> {
    if (!this.#parts.isOnDuty) return;
    this.#unsubscribe = await this.#parts.broker.subscribe(topic, (body) => this.#repeater.wakeIn(Number(body) || 0));
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#unsubscribe?.();
    this.#unsubscribe = null;
    await this.#repeater.stop();
  }

  /** Something falls due in so many milliseconds. */
  setIn(delayMs: number): void {
    const waitMs = Math.max(0, Math.ceil(delayMs));
    // What is further away is found by polling.
    if (waitMs > pollMs) return;
    if (this.#parts.isOnDuty) this.#repeater.wakeIn(waitMs);
    else this.#parts.broker.broadcast(topic, String(waitMs));
  }

  async #turn(): Promise<number> {
    const { database, log, look } = this.#parts;
    const due = await database.query<{ runId: string }>(findDueRuns, [batchSize]);
    const looks = await Promise.allSettled(due.map(({ runId }) => look(runId)));
    const failed = looks.find((one) => one.status === "rejected");
    if (failed)
      log.warn({ err: failed.reason, runs: due.length }, "looking at runs that are due failed: it is tried again");
    if (failed) return 1_000;
    if (due.length === batchSize) return 0;
    const [next] = await database.query<{ inMs: number | null }>(findNextDue, []);
    return Math.min(pollMs, Math.max(1, Math.ceil(next?.inMs ?? pollMs)));
  }
}
