import { median } from "./figures.js";

/** Runs one after the other: those before the ones that count, and those. */
export interface Series {
  readonly warmUp: number;
  readonly runs: number;
}

/** What is the same for us and for the peers. */
export const series: Series = { warmUp: 3, runs: 10 };
export const chainSteps = 100;
export const spreadSteps = 1_000;

/** The median of what runs take, from before the call that starts one until the caller knows that it has ended. */
export async function medianMs(runs: number, run: () => Promise<unknown>): Promise<number> {
  const timesMs: number[] = [];
  while (timesMs.length < runs) {
    const startMs = performance.now();
    await run();
    timesMs.push(performance.now() - startMs);
  }
  return median(timesMs);
}
