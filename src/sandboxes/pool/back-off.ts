const firstMs = 1_000;
const maxMs = 300_000;

interface Failing {
  readonly count: number;
  readonly atMs: number;
  readonly untilMs: number;
}

/** What has failed is tried again later each time; by key, as few as there are images in the pool. */
export class BackOff {
  readonly #failing = new Map<string, Failing>();

  /** `leastMs`: when the host says so itself. Failures of what was begun together count once. */
  fail(key: string, nowMs: number, leastMs = 0): void {
    const before = this.#failing.get(key);
    const isFurther = before === undefined || nowMs >= before.untilMs;
    const count = (before?.count ?? 0) + (isFurther ? 1 : 0);
    const delayMs = Math.max(leastMs, Math.min(maxMs, firstMs * 2 ** (count - 1)));
    this.#failing.set(key, { count, atMs: nowMs, untilMs: Math.max(before?.untilMs ?? 0, nowMs + delayMs) });
  }

  /** It has gone well at that time. */
  succeed(key: string, atMs: number): void {
    if (atMs > (this.#failing.get(key)?.atMs ?? Infinity)) this.#failing.delete(key);
  }

  /** How long it is not to be tried; 0 where it may be. */
  waitMs(key: string, nowMs: number): number {
    return Math.max(0, (this.#failing.get(key)?.untilMs ?? 0) - nowMs);
  }
}
