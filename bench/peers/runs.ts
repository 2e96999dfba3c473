import { chainSteps, medianMs, series, spreadSteps } from "../run-times.js";
import type { Conductor } from "./peer.js";
import type { Starts } from "./starts.js";
import type { Figures, RunWorkload } from "./workload.js";

interface RunsOrder {
  readonly workload: RunWorkload;
  /** How many of the steps each run has: 1 is all of them. */
  readonly scale: number;
}

/** Runs one after the other, as with ours. Waits in the end until the worker has told of every step: none was left out. */
export async function measureRuns(
  conductor: Conductor,
  starts: Starts,
  { workload, scale }: RunsOrder,
): Promise<Figures> {
  const steps = Math.ceil((workload === "chain" ? chainSteps : spreadSteps) * scale);
  const run = (): Promise<unknown> => conductor[workload](steps);
  for (let count = 0; count < series.warmUp; count++) await run();
  await conductor.settle?.();
  const ms = await medianMs(series.runs, run);
  await starts.take((series.warmUp + series.runs) * steps);
  return workload === "chain" ? { msPerStep: ms / steps } : { stepsPerSecond: (steps * 1_000) / ms };
}
