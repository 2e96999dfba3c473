import type { Clock } from "./clock.js";

/** Resolves when the time is over, or `signal` aborts. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(delayMs, end);
    signal.addEventListener("abort", end);
  });
}

/** Whether the work ended within the time; it goes on otherwise. Rejects as it does. */
export async function endsWithin(clock: Clock, work: Promise<unknown>, waitMs: number): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([work.then(() => true), pause(clock, waitMs, over.signal).then(() => false)]);
  } finally {
    over.abort();
  }
}
