export interface Pace {
  readonly perSecond: number;
  readonly count: number;
}

/**
 * Calls evenly, whether or not earlier calls are answered; resolves when all are. Each is told when it was due, on the clock of
 * `performance.now()`: measured from there, no wait is lost because the load itself was late.
 */
export async function evenly({ perSecond, count }: Pace, call: (dueMs: number) => Promise<unknown>): Promise<void> {
  const calls: Promise<unknown>[] = [];
  const startMs = performance.now();
  for (let n = 0; n < count; n++) {
    const dueMs = startMs + (n * 1_000) / perSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    calls.push(call(dueMs));
  }
  await Promise.all(calls);
}
