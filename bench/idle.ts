import { readFileSync } from "node:fs";
import { latenciesOf, median, secondsSince, type Latencies } from "./figures.js";
import { startFleet } from "./fleet-process.js";
import { evenly } from "./pace.js";
import { dismiss, kind, register, type Bench } from "./workloads.js";

const settleMs = 10_000;
/** Of what a process may have open, this much is left to all that is no agent's socket. */
const otherFiles = 300;

export interface IdleFigures {
  readonly agents: number;
  readonly connectSeconds: number;
  readonly bytesPerAgent: number;
  /** From before the call that creates a task to the start of its handler, at any of them. */
  readonly assignment: Latencies;
}

/** Memory of the server per connected agent that has nothing to do, and how fast work finds one of them. */
export async function idle(bench: Bench, { agents: wanted = 10_000 } = {}): Promise<IdleFigures> {
  const agents = Math.min(wanted, mostOpenFiles() - otherFiles);
  const keys = await register(bench, agents);
  await dismiss(bench);
  const before = await bench.server.memory();
  const startMs = performance.now();
  const fleet = await startFleet({ url: bench.server.url, keys, concurrency: 1, prefetch: 0 });
  const connectSeconds = secondsSince(startMs);
  // What connecting left behind is collected within a few seconds.
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const pace = { perSecond: 100, count: 1_000 };
  await evenly(pace, () => bench.client.createTask({ kind, input: { at: String(process.hrtime.bigint()) } }));
  const assignment = latenciesOf(await fleet.started(pace.count));
  // Last: with 20,000 agents the p99 of assignments was 113 and 149 ms after the collection, and 24 and 29 ms before it.
  const bytesPerAgent = ((await bench.server.memory()) - before) / agents;
  await fleet.stop();
  return { agents, connectSeconds, bytesPerAgent, assignment };
}

/** The hard limit, to which Node raises its own. */
function mostOpenFiles(): number {
  const limits = readFileSync("/proc/self/limits", "utf8");
  return Number(/^Max open files +\S+ +(\d+)/m.exec(limits)?.[1] ?? Infinity);
}

export function describeIdle(figures: readonly IdleFigures[]): string {
  const of = (figure: (figures: IdleFigures) => number): number => median(figures.map(figure));
  const agents = of((figure) => figure.agents).toLocaleString("en");
  const kilobytes = (of(({ bytesPerAgent }) => bytesPerAgent) / 1_024).toFixed(1);
  const seconds = of(({ connectSeconds }) => connectSeconds).toFixed(0);
  const p50 = of(({ assignment }) => assignment.p50Ms).toFixed(1);
  const p99 = of(({ assignment }) => assignment.p99Ms).toFixed(1);
  return `${agents} agents, ${kilobytes} KB each; connected in ${seconds} s; assignment p50 ${p50} ms, p99 ${p99} ms`;
}
