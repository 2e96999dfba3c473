/** Time as the code sees it, so that a test can hold it still. */
export interface Clock {
  now(): Date;
  /** Calls `run` once after `delayMs`; the answer cancels it. Never keeps the process alive. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
