import type { Clock } from "../../src/platform/clock.js";

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** Time that moves when the test says so. */
export class ManualClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now: Date = new Date()) {
    this.#now = now.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  after(delayMs: number, run: () => void): () => void {
    const alarm = { at: this.#now + delayMs, run };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Moves on and runs what falls due on the way, in order of time. */
  advance(byMs: number): void {
    const end = this.#now + byMs;
    for (let next = this.#firstUntil(end); next; next = this.#firstUntil(end)) {
      this.#alarms.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  #firstUntil(end: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}
