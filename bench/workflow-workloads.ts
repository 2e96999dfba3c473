import type { WorkflowSource } from "../src/workflows/definition/model.js";
import { cpuTimes, perTask, type CpuTimes } from "./cpu.js";
import { chainOf, diamond, graph, parallelOf, spread as spreadDefinition } from "./definitions.js";
import { secondsSince } from "./figures.js";
import { chainSteps, medianMs, series, spreadSteps, type Series } from "./run-times.js";
import { allEnded, define, run, start, type RunOrder } from "./workflow-runs.js";
import { fleetForThroughput, type Bench, type Throughput } from "./workloads.js";

/** Runs of 100 steps, one after the other. */
export function chain(bench: Bench): Promise<Throughput> {
  return inTurn(bench, { name: "chain", definition: chainOf(chainSteps), steps: chainSteps });
}

/** Runs of one step with 1,000 items. */
export function spread(bench: Bench): Promise<Throughput> {
  const input = { items: Array.from({ length: spreadSteps }, (_, index) => index) };
  return inTurn(bench, { name: "spread", definition: spreadDefinition, steps: spreadSteps, input });
}

/** Runs of 1,000 steps that need nothing. */
export function parallel(bench: Bench): Promise<Throughput> {
  return inTurn(bench, { name: "parallel", definition: parallelOf(spreadSteps), steps: spreadSteps });
}

/** Runs of 2,000 steps in five levels. */
export function wideGraph(bench: Bench): Promise<Throughput> {
  return inTurn(bench, { name: "graph", definition: graph, steps: graph.steps.length, runs: 5 });
}

interface Subject extends Partial<Series> {
  readonly name: string;
  readonly definition: WorkflowSource;
  /** Tasks of a run. */
  readonly steps: number;
  readonly input?: unknown;
}

/** Steps per second of the median of runs that follow each other, and what a step costs over all of them. */
async function inTurn(bench: Bench, { name, definition, steps, input, ...counts }: Subject): Promise<Throughput> {
  const { warmUp, runs } = { ...series, ...counts };
  const fleet = await fleetForThroughput(bench);
  await define(bench.client, name, definition);
  const order: RunOrder = { workflow: name, input };
  for (let count = 0; count < warmUp; count++) await run(bench.client, order);
  const processor = watchProcessor(bench, fleet.pid);
  const ms = await medianMs(runs, () => run(bench.client, order));
  const cpuUs = processor(runs * steps);
  await fleet.started((warmUp + runs) * steps);
  return { perSecond: (steps * 1_000) / ms, cpuUs };
}

/** Steps per second of runs side by side, from the first call that starts one to the end of the last. */
export async function diamonds(bench: Bench, { runs = 1_000, callsInFlight = 500 } = {}): Promise<Throughput> {
  const fleet = await fleetForThroughput(bench);
  const workflow = "diamond";
  await define(bench.client, workflow, diamond);
  const startAll = async (count: number): Promise<void> => {
    let left = count;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await start(bench.client, { workflow });
    };
    await Promise.all(Array.from({ length: callsInFlight }, caller));
    await allEnded(bench.client, workflow);
  };
  await startAll(runs / 4);
  const processor = watchProcessor(bench, fleet.pid);
  const startMs = performance.now();
  await startAll(runs);
  const steps = runs * diamond.steps.length;
  const perSecond = steps / secondsSince(startMs);
  return { perSecond, cpuUs: processor(steps) };
}

/** Answers what was used per step since now. */
function watchProcessor({ server }: Bench, agent: number): (steps: number) => CpuTimes {
  const pids = { server: server.pid, agent, load: process.pid };
  const before = cpuTimes(pids, server.database);
  return (steps) => perTask(before, cpuTimes(pids, server.database), steps);
}
