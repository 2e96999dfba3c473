import { systemClock } from "../../src/platform/clock.js";
import { ManualClock } from "./manual-clock.js";

/** The real time, but for alarms of one delay: those come when the test moves on. */
export class HeldClock extends ManualClock {
  /** How many of those were set. */
  count = 0;
  readonly #heldMs: number;

  constructor(heldMs: number) {
    super();
    this.#heldMs = heldMs;
  }

  override now(): Date {
    return systemClock.now();
  }

  override after(delayMs: number, run: () => void): () => void {
    if (delayMs !== this.#heldMs) return systemClock.after(delayMs, run);
    this.count += 1;
    return super.after(delayMs, run);
  }
}
