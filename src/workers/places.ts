import type { Clock } from "../platform/clock.js";
import { pause } from "../platform/pause.js";

/** So many at a time; who comes later waits in order of arrival, but not for ever. */
export class Places {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(clock: Clock, count: number) {
    this.#clock = clock;
    this.#free = count;
  }

  /** Never below 0, though more may be in than there are places: what is there already is let in anyway. */
  get free(): number {
    return Math.max(0, this.#free);
  }

  /** Takes places whether or not there are any. */
  enter(count: number): void {
    this.#free -= count;
  }

  /** Whether a place was got within the time; who has one gives it back with `leave`. */
  async take(waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    const over = new AbortController();
    let isIn = false;
    const enter = (): void => {
      isIn = true;
      over.abort();
    };
    this.#waiting.add(enter);
    const giveUp = (): void => over.abort();
    signal.addEventListener("abort", giveUp);
    await pause(this.#clock, waitMs, over.signal);
    signal.removeEventListener("abort", giveUp);
    this.#waiting.delete(enter);
    return isIn;
  }

  /** Who leaves hands its place to the first that waits. */
  leave(count = 1): void {
    for (let left = 0; left < count; left++) this.#leaveOne();
  }

  #leaveOne(): void {
    const [next] = this.#waiting;
    if (!next || this.#free < 0) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
