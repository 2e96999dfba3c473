import type { Clock } from "../../../src/platform/clock.js";

/** Time as the server's own clock tells it. */
export class ServerTime {
  readonly #clock: Clock;
  #skewMs = 0;
  #lastNanos = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): Date {
    return new Date(this.#clock.now().getTime() + this.#skewMs);
  }

  skew(byMs: number): void {
    this.#skewMs = byMs;
    this.#lastNanos = 0n;
  }

  /** RFC 3339 with nanoseconds: each later than the one before. */
  instant(): string {
    const nanos = BigInt(this.now().getTime()) * 1_000_000n;
    this.#lastNanos = nanos > this.#lastNanos ? nanos : this.#lastNanos + 1n;
    const at = new Date(Number(this.#lastNanos / 1_000_000_000n) * 1_000).toISOString().slice(0, 19);
    return `${at}.${String(this.#lastNanos % 1_000_000_000n).padStart(9, "0")}Z`;
  }
}
