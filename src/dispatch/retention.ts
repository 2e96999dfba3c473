import type { Clock } from "../platform/clock.js";
import type { Expirer } from "../platform/expirer.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";

/** From the end of a pass through everything to the next. */
const everyMs = 60_000;
/** How long a statement should take: while it runs, the feeds of all tenants wait for it. */
const targetMs = 10;
/** 1,000 rows took 3 ms; of twice as many the calls beside them had twice the p99. */
const [minRows, maxRows] = [50, 1_000];
/** After each statement a pause so many times as long: a process is at it for a fifth of the time, and less when PostgreSQL is busy. */
const restFactor = 4;
const minRestMs = 20;

export interface RetentionParts {
  /** What there is to be deleted, in turn. */
  readonly expirers: readonly Expirer[];
  readonly clock: Clock;
  readonly log: Log;
  readonly onDeleted: (table: string, rows: number) => void;
}

interface Sort {
  readonly expirer: Expirer;
  /** How many rows a statement of it may take. */
  rows: number;
}

/** Deletes what is too old, in short statements with pauses. Any number of processes may run it at once. */
export class Retention implements Service {
  readonly name = "retention";
  readonly #parts: RetentionParts;
  readonly #repeater: Repeater;
  readonly #sorts: readonly Sort[];
  /** Those that have more to look at in this pass; the first is next. */
  #pending: readonly Sort[];

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#sorts = parts.expirers.map((expirer) => ({ expirer, rows: maxRows }));
    this.#pending = this.#sorts;
    this.#repeater = new Repeater({ name: this.name, clock: parts.clock, log: parts.log, run: () => this.#turn() });
  }

  async start(): Promise<void> {
    this.#repeater.start();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  async #turn(): Promise<number> {
    const [sort, ...others] = this.#pending;
    if (!sort) {
      this.#pending = this.#sorts;
      return everyMs;
    }
    const startedAtMs = this.#nowMs();
    const isDone = await this.#expire(sort).finally(() => adapt(sort, this.#nowMs() - startedAtMs));
    this.#pending = isDone ? others : [...others, sort];
    return Math.max(minRestMs, (this.#nowMs() - startedAtMs) * restFactor);
  }

  async #expire({ expirer, rows }: Sort): Promise<boolean> {
    const { deleted, isDone } = await expirer.expire(rows);
    for (const [table, count] of Object.entries(deleted)) if (count > 0) this.#parts.onDeleted(table, count);
    return isDone;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}

/** Rows differ in size, and disks in speed. At most twice as many as before, as one quick statement says little. */
function adapt(sort: Sort, tookMs: number): void {
  const factor = Math.min(2, targetMs / Math.max(1, tookMs));
  sort.rows = Math.round(Math.min(maxRows, Math.max(minRows, sort.rows * factor)));
}
