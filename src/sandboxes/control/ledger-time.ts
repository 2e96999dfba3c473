import type { Clock } from "../../platform/clock.js";

/** What time it is for the ledger, whose clock sets the deadlines: told by the instants that it writes. */
export class LedgerTime {
  readonly #clock: Clock;
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** That the ledger has written this instant just now. */
  learn(at: Date | null): void {
    if (at) this.#aheadMs = at.getTime() - this.#clock.now().getTime();
  }

  nowMs(): number {
    return this.#clock.now().getTime() + this.#aheadMs;
  }
}
