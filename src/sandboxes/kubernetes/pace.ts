import type { Clock } from "../../platform/clock.js";

/** Longer each time, and never quite the same, so that many who were stopped at once do not come back at once. */
export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  #times = 0;

  constructor(firstMs: number, maxMs: number) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
  }

  /** Between a half and the whole of a time that doubles with each call. */
  nextMs(): number {
    const wholeMs = Math.min(this.#maxMs, this.#firstMs * 2 ** this.#times);
    this.#times = Math.min(this.#times + 1, 30);
    return wholeMs * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.#times = 0;
  }
}

/** So many a second on average, a tenth of a second's worth at once: a token bucket, kept as the time from which on it is full again. */
export class Pace {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #burstMs: number;
  #fullAtMs = 0;

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#everyMs = 1000 / perSecond;
    this.#burstMs = Math.max(100, this.#everyMs);
  }

  /** Takes a place and answers how long to wait for it; 0 for not at all. */
  take(): number {
    const nowMs = this.#clock.now().getTime();
    const fullAtMs = Math.max(nowMs, this.#fullAtMs) + this.#everyMs;
    this.#fullAtMs = fullAtMs;
    return Math.max(0, Math.ceil(fullAtMs - this.#burstMs - nowMs));
  }

  /** Nobody gets a place before: the server has asked for it. */
  holdFor(ms: number): void {
    this.#fullAtMs = Math.max(this.#fullAtMs, this.#clock.now().getTime() + ms + this.#burstMs);
  }
}
