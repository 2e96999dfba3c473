import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import { extendExecutions, loseExecutions } from "./sql/lose-executions.sql.js";

/** Beyond what a run may take: for its end to be written down, and for clocks that differ. */
export const marginMs = 60_000;
const extendEveryMs = 15_000;
/** What is due sooner than this is put off. */
const extendBeforeMs = 30_000;
const loseEveryMs = 10_000;
/** Rows in one statement. */
const batchSize = 500;
const lost = JSON.stringify({ reason: "LOST", message: "The process that ran it is gone." });

export interface VigilParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether it looks for what others have left; what is under way here is put off anyway. */
  readonly isSweeper: boolean;
  readonly onLost: (count: number) => void;
}

/**
 * Tells runs that are under way from those whose process is gone: a run is due when its time is over, and is put off by the process
 * that has it while it waits for a place to run. What is overdue is lost.
 */
export class Vigil implements Service {
  readonly name = "execution vigil";
  readonly #parts: VigilParts;
  readonly #extender: Repeater;
  readonly #sweeper: Repeater;
  /** When the runs under way are due, by this process's clock. */
  readonly #dueAtMs = new Map<string, number>();

  constructor(parts: VigilParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#extender = new Repeater({ name: "execution extender", clock, log, run: () => this.#extend() });
    this.#sweeper = new Repeater({ name: "execution sweeper", clock, log, run: () => this.#sweep() });
  }

  async start(): Promise<void> {
    this.#extender.start();
    if (this.#parts.isSweeper) this.#sweeper.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#extender.stop(), this.#sweeper.stop()]);
  }

  watch(id: string, leaseMs: number): void {
    this.#dueAtMs.set(id, this.#nowMs() + leaseMs);
  }

  unwatch(id: string): void {
    this.#dueAtMs.delete(id);
  }

  async #extend(): Promise<number> {
    const beforeMs = this.#nowMs() + extendBeforeMs;
    const due = [...this.#dueAtMs].filter(([, atMs]) => atMs < beforeMs).map(([id]) => id);
    for (let from = 0; from < due.length; from += batchSize) {
      const ids = due.slice(from, from + batchSize);
      await this.#parts.database.query(extendExecutions, [ids, marginMs]);
      for (const id of ids) if (this.#dueAtMs.has(id)) this.watch(id, marginMs);
    }
    return extendEveryMs;
  }

  async #sweep(): Promise<number> {
    const rows = await this.#parts.database.query<{ id: string }>(loseExecutions, [batchSize, lost]);
    if (rows.length > 0) this.#parts.onLost(rows.length);
    return rows.length < batchSize ? loseEveryMs : 0;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}
