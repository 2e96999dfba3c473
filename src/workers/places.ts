import type { Clock } from "../platform/clock.js";

/** So many at a time; who comes later waits in order of arrival, but not for ever. */
export class Places {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(clock: Clock, count: number) {
    this.#clock = clock;
    this.#free = count;
  }

  /** Whether a place was got within the time; who has one gives it back with `leave`. */
  take(waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const settle = (isTaken: boolean): void => {
        this.#waiting.delete(enter);
        cancel();
        signal.removeEventListener("abort", giveUp);
        resolve(isTaken);
      };
      const enter = (): void => settle(true);
      const giveUp = (): void => settle(false);
      const cancel = this.#clock.after(waitMs, giveUp);
      signal.addEventListener("abort", giveUp);
      this.#waiting.add(enter);
    });
  }

  /** Who leaves hands its place to the first that waits. */
  leave(): void {
    const [next] = this.#waiting;
    if (next) next();
    else this.#free++;
  }
}
