import type { Connection } from "./connection.js";
import { messageOf, TaskAbortError } from "./errors.js";
import type { Logger } from "./logger.js";
import { maxLeases, type Reports } from "./reports.js";
import type { Workload } from "./workload.js";

/** An agent without work beats so many times slower. */
const idleFactor = 3;

export interface HeartOptions {
  readonly connection: Pick<Connection, "current">;
  readonly reports: Reports;
  readonly workload: Workload;
  readonly logger: Logger;
  /** At most this long between two beats, in milliseconds: a third of the lease. */
  readonly intervalMs: number;
  /** How busy, 0 to 1. */
  load(): number;
}

/** Extends the leases of all accepted work, and stops the work whose lease is lost. */
export class Heart {
  readonly #options: HeartOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #beating = false;
  #skipped = 0;
  #stopped = false;

  constructor(options: HeartOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Beats now: right after a reconnect, before anything is given up. */
  async beat(): Promise<void> {
    const { connection, workload } = this.#options;
    if (this.#beating || connection.current === null) return;
    this.#beating = true;
    try {
      const runs = workload.held;
      for (let start = 0; start === 0 || start < runs.length; start += maxLeases) {
        await this.#extend(runs.slice(start, start + maxLeases));
      }
    } catch (error) {
      this.#options.logger.warn("Heartbeat failed", { error: messageOf(error) });
    } finally {
      this.#beating = false;
    }
  }

  async #extend(runs: Workload["held"]): Promise<void> {
    const { reports, load } = this.#options;
    const outcomes = await reports.heartbeat(
      runs.map(({ lease }) => lease),
      Math.min(1, Math.max(0, load())),
    );
    for (const [index, run] of runs.entries()) {
      if (outcomes[index] === "APPLIED") continue;
      run.abort(new TaskAbortError("LEASE_LOST", "The lease is lost: the task ended or went to another try."));
    }
  }

  /** Jitter, downwards only, keeps a fleet from beating in step and a lease from running out. */
  #schedule(): void {
    if (this.#stopped) return;
    const delayMs = this.#options.intervalMs * (0.8 + 0.2 * Math.random());
    this.#timer = setTimeout(() => void this.#tick().finally(() => this.#schedule()), delayMs);
  }

  async #tick(): Promise<void> {
    const idle = this.#options.workload.held.length === 0;
    this.#skipped = idle ? this.#skipped + 1 : 0;
    if (idle && this.#skipped % idleFactor !== 0) return;
    await this.beat();
  }
}
