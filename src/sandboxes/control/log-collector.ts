import { Places } from "../../workers/index.js";
import type { Charge } from "./charge.js";
import { LogReading, type LogReadingParts } from "./log-reading.js";

export interface LogCollectorParts extends Omit<LogReadingParts, "room"> {
  readonly maxLogsFollowed: number;
}

/** Collects the logs of sandboxes: of so many as they are written, of the others when they have ended. */
export class LogCollector {
  readonly #parts: LogReadingParts;
  readonly #readings = new Map<string, LogReading>();
  #isStopped = false;

  constructor(parts: LogCollectorParts) {
    this.#parts = { ...parts, room: new Places(parts.clock, parts.maxLogsFollowed) };
  }

  /** Begins to read its log, unless it does already. */
  follow(charge: Charge): void {
    if (this.#isStopped || charge.isLogDone) return;
    const { id } = charge.sandbox;
    if (!this.#readings.has(id)) this.#readings.set(id, new LogReading(this.#parts, charge));
  }

  /** Resolves when the log is kept up to its end, or what was read of it when `waitMs` is over. Never rejects. */
  async finish(charge: Charge, waitMs: number): Promise<void> {
    // A container that never was heard to run may have run for a moment.
    if (waitMs > 0) this.follow(charge);
    const { id } = charge.sandbox;
    await this.#readings.get(id)?.finish(waitMs);
    this.#readings.delete(id);
    charge.isLogDone = true;
  }

  /** Whoever looks after it next reads on from where the ledger has it. */
  drop(charge: Charge): void {
    const { id } = charge.sandbox;
    const reading = this.#readings.get(id);
    this.#readings.delete(id);
    void reading?.finish(0);
  }

  /** Writes what was read, and reads no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#readings.values()].map((reading) => reading.finish(0)));
    this.#readings.clear();
  }
}
