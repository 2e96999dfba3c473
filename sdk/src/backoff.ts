export interface BackoffOptions {
  /** Shortest wait, in milliseconds. */
  readonly baseMs: number;
  /** Longest wait, in milliseconds. */
  readonly capMs: number;
  /** 0 to below 1; `Math.random` unless said. */
  readonly random?: () => number;
}

/**
 * Exponential backoff with decorrelated jitter: each wait is drawn between the base and three times the last one, so that
 * a fleet that lost the same server does not return in step. Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015: `sleep = min(cap, random_between(base, sleep * 3))`.
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #lastMs: number;

  constructor({ baseMs, capMs, random = Math.random }: BackoffOptions) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
    this.#lastMs = baseMs;
  }

  /** How long to wait before the next attempt, in milliseconds. */
  next(): number {
    const drawnMs = this.#baseMs + this.#random() * (this.#lastMs * 3 - this.#baseMs);
    this.#lastMs = Math.min(this.#capMs, drawnMs);
    return this.#lastMs;
  }

  /** Forgets the failures: the next wait is a short one again. */
  reset(): void {
    this.#lastMs = this.#baseMs;
  }
}
