import { systemClock, type Clock } from "../../src/platform/clock.js";

/** The real time, and how many of its timers still wait. */
export class CountingClock implements Clock {
  pending = 0;

  now(): Date {
    return systemClock.now();
  }

  after(delayMs: number, run: () => void): () => void {
    let isPending = true;
    this.pending++;
    const settle = (): void => {
      if (isPending) this.pending--;
      isPending = false;
    };
    const cancel = systemClock.after(delayMs, () => {
      settle();
      run();
    });
    return () => {
      settle();
      cancel();
    };
  }
}
