import { latenciesOf, median, secondsSince, type Latencies } from "./figures.js";
import { fillBacklog } from "./fill.js";
import { evenly } from "./pace.js";
import { atHand, dismiss, drained, fleetOf, kind, slots, type Bench } from "./workloads.js";

const counted = 20_000;
/** Beyond what is counted: so that the last ones, too, find a full queue. */
const spare = 4_000;
const urgentPace = { perSecond: 20, count: 200 };

export interface BacklogFigures {
  /** Tasks per second out of a queue that holds little more than is taken. */
  readonly emptyPerSecond: number;
  readonly fullPerSecond: number;
  /** From before the call that creates an URGENT task to the start of its handler, past all that waits. */
  readonly urgent: Latencies;
}

/** Both queues are filled the same way before the agent connects: only their lengths differ. */
export async function backlog(bench: Bench, { queued = 1_000_000, runs = 1 } = {}): Promise<BacklogFigures> {
  await dismiss(bench);
  const emptyPerSecond = await repeated(runs, async () => {
    await fillBacklog(bench.server.databaseUrl, counted + spare);
    return drain(bench, { all: true });
  });
  await fillBacklog(bench.server.databaseUrl, queued);
  const fullPerSecond = await repeated(runs, () => drain(bench, { all: false }));
  return { emptyPerSecond, fullPerSecond, urgent: await urgentLatency(bench) };
}

async function repeated(runs: number, measure: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  while (figures.length < runs) figures.push(await measure());
  return median(figures);
}

/** Tasks per second, from the agent's first task on. */
async function drain(bench: Bench, { all }: { readonly all: boolean }): Promise<number> {
  const fleet = await fleetOf(bench, { agents: 1, concurrency: slots, prefetch: atHand });
  const startMs = performance.now();
  const started = (await fleet.started(counted)).length;
  const perSecond = started / secondsSince(startMs);
  if (all) await drained(bench);
  await fleet.stop();
  return perSecond;
}

/** Only urgent tasks tell when they were created; of the others the fleet says 0. */
async function urgentLatency(bench: Bench): Promise<Latencies> {
  const fleet = await fleetOf(bench, { agents: 1, concurrency: slots });
  await evenly(urgentPace, () =>
    bench.client.createTask({ kind, priority: "URGENT", input: { at: String(process.hrtime.bigint()) } }),
  );
  const latenciesMs: number[] = [];
  while (latenciesMs.length < urgentPace.count) {
    latenciesMs.push(...(await fleet.started(1)).filter((latencyMs) => latencyMs > 0));
  }
  await fleet.stop();
  return latenciesOf(latenciesMs);
}

export function describeBacklog({ emptyPerSecond, fullPerSecond, urgent }: BacklogFigures): string {
  const share = ((100 * fullPerSecond) / emptyPerSecond).toFixed(0);
  const rates = `${Math.round(fullPerSecond)} tasks/s, ${share} % of the ${Math.round(emptyPerSecond)}/s of a short queue`;
  return `${rates}; an urgent task starts after p50 ${urgent.p50Ms.toFixed(1)} ms, p99 ${urgent.p99Ms.toFixed(1)} ms`;
}
