import type { Clock } from "../platform/clock.js";

/** After which a replica is taken for dead; the same in `deleteSilentReplicas`. */
const silenceMs = 20_000;

/**
 * Whether this replica may judge others. If PostgreSQL was away, all replicas seem silent: whoever sweeps first when it is
 * back would take all others for dead. So one that could not beat itself lets the others show themselves first.
 */
export class Vigil {
  readonly #clock: Clock;
  #lastBeatAtMs: number;
  #judgesFromMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastBeatAtMs = this.#nowMs();
  }

  /** To be called when this replica has said that it lives. */
  beaten(): void {
    if (this.#isLate()) this.#judgesFromMs = this.#nowMs() + silenceMs;
    this.#lastBeatAtMs = this.#nowMs();
  }

  mayJudge(): boolean {
    return !this.#isLate() && this.#nowMs() >= this.#judgesFromMs;
  }

  #isLate(): boolean {
    return this.#nowMs() - this.#lastBeatAtMs > silenceMs / 2;
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }
}
