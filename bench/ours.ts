import { api, describeApi } from "./api.js";
import { backlog, describeBacklog } from "./backlog.js";
import { graph } from "./definitions.js";
import { blobs, describeBlobs } from "./blobs.js";
import { describeExecutions, executions } from "./executions.js";
import { describeFanOut, fanOut } from "./fan-out.js";
import { median } from "./figures.js";
import { describeGrowth, growth } from "./growth.js";
import { describeIdle, idle } from "./idle.js";
import type { PeerRow } from "./peers/measure.js";
import { describeSearches, searches } from "./marketplace.js";
import { describeSandboxes, sandboxes, type SandboxFigure } from "./sandboxes.js";
import { startServer } from "./server.js";
import {
  atHand,
  bulk,
  latency,
  leave,
  prepare,
  single,
  singleOverHttp,
  slots,
  type Bench,
  type Throughput,
} from "./workloads.js";
import { chain, diamonds, parallel, spread, wideGraph } from "./workflow-workloads.js";

export interface MeasureOptions {
  readonly runs: number;
  /** For the server's Node. */
  readonly nodeArguments: readonly string[];
  /** Tasks that wait in a long queue. */
  readonly queued: number;
  /** Events in a long history. */
  readonly events: number;
}

/** A figure of ours, the median of the runs. */
export interface OurRow {
  readonly workload: string;
  readonly measured: string;
  readonly target: string;
  /** To be set beside the peers' of the same name. */
  readonly figure?: PeerRow | undefined;
}

type Measure = (options: MeasureOptions) => Promise<OurRow>;

/** Each run has a server and a database of its own: nothing of one run is in another's tables. */
async function repeat<Figure>(
  { runs, nodeArguments }: Pick<MeasureOptions, "runs" | "nodeArguments">,
  measure: (bench: Bench) => Promise<Figure>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (let run = 0; run < runs; run++) {
    const server = await startServer({ nodeArguments });
    try {
      const bench = await prepare(server);
      figures.push(await measure(bench));
      await leave(bench);
    } finally {
      await server.stop();
    }
  }
  return figures;
}

const us = {
  peer: "Muster",
  version: "this one",
  settings: `PostgreSQL synchronous_commit on; every row and event is kept; ${slots} slots, ${atHand} more tasks at hand`,
} as const;

/** The workloads, in the order of the report. */
export const ours: Readonly<Record<string, Measure>> = {
  bulk: async (options) => {
    const figures = await repeat(options, (bench) => bulk(bench));
    const figure = { ...us, workload: "bulk", tasksPerSecond: perSecondOf(figures) } as const;
    return {
      workload: "bulk",
      measured: told(figures),
      target: "≥ 6,000/s, BullMQ's, 2.5 × graphile-worker's",
      figure,
    };
  },
  single: async (options) => {
    const figures = await repeat(options, (bench) => single(bench));
    const figure = { ...us, workload: "single", tasksPerSecond: perSecondOf(figures) } as const;
    return {
      workload: "single, over the client's socket",
      measured: told(figures),
      target: "≥ 2,500/s, 2.5 × the best of graphile-worker, pg-boss, DBOS, Restate",
      figure,
    };
  },
  "single-http": async (options) => {
    const figures = await repeat(options, singleOverHttp);
    return { workload: "single, a request over HTTP each", measured: told(figures), target: "" };
  },
  latency: async (options) => {
    const figures = await repeat(options, (bench) => latency(bench));
    const of = (name: "p50Ms" | "p95Ms" | "p99Ms"): number => median(figures.map((figure) => figure[name]));
    const [p50Ms, p95Ms, p99Ms] = [of("p50Ms"), of("p95Ms"), of("p99Ms")];
    return {
      workload: "latency",
      measured: `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
      target: "p50 ≤ 2 ms, p99 ≤ 6 ms",
      figure: { ...us, workload: "latency", p50Ms, p95Ms, p99Ms },
    };
  },
  chain: async (options) => {
    const figures = await repeat(options, chain);
    const msPerStep = 1_000 / perSecondOf(figures);
    return {
      workload: "chain: a run of 100 steps, one after the other",
      measured: `${msPerStep.toFixed(2)} ms/step; ${processorOf(figures, "step")}`,
      target: "≤ 4 ms/step",
      figure: { ...us, workload: "chain", msPerStep },
    };
  },
  spread: async (options) => {
    const figures = await repeat(options, spread);
    return {
      workload: "spread: a run that does 1,000 items, and a join",
      measured: told(figures, "step"),
      target: "≥ 3,000 steps/s",
      figure: { ...us, workload: "spread", stepsPerSecond: perSecondOf(figures) },
    };
  },
  parallel: async (options) => {
    const figures = await repeat(options, parallel);
    const workload = "parallel: a run of 1,000 steps that need nothing, and a join";
    return { workload, measured: told(figures, "step"), target: "" };
  },
  diamonds: async (options) => {
    const figures = await repeat(options, (bench) => diamonds(bench));
    const workload = "diamonds: 1,000 runs at a time, 500 calls in flight, each of 10 steps (1, 8, 1)";
    return { workload, measured: told(figures, "step"), target: "≥ 2,500 steps/s" };
  },
  graph: async (options) => {
    const figures = await repeat(options, wideGraph);
    // Tasks take no time, so all of it is the engine's.
    const seconds = (graph.steps.length / perSecondOf(figures)).toFixed(2);
    const workload = "graph: a run of 2,000 steps in five levels, one of them 1,500 wide";
    return { workload, measured: `${seconds} s, all of it overhead; ${told(figures, "step")}`, target: "≤ 2 s" };
  },
  "fan-out": async (options) => {
    const figures = await repeat(options, fanOut);
    const workload = "fan-out: one task's events to 1,000 subscribers";
    return { workload, measured: describeFanOut(figures), target: "≥ 50,000 deliveries/s" };
  },
  idle: async (options) => {
    const figures = await repeat({ ...options, runs: 1 }, (bench) => idle(bench));
    const workload = "idle: 10,000 agents connected to one replica, one run";
    return { workload, measured: describeIdle(figures), target: "< 20 KB each, assignment p99 < 50 ms" };
  },
  "idle-20k": async (options) => {
    const figures = await repeat({ ...options, runs: 1 }, (bench) => idle(bench, { agents: 20_000 }));
    const workload = "idle-20k: 20,000, or as many as the machine lets a process have sockets, one run";
    return { workload, measured: describeIdle(figures), target: "< 20 KB each, assignment p99 < 50 ms" };
  },
  api: async (options) => {
    const figures = await repeat(options, api);
    const workload = "api: a page of 50 tasks with their agents";
    return { workload, measured: describeApi(figures), target: "p99 < 20 ms at 1,000/s" };
  },
  executions: async (options) => {
    const figures = await repeat(options, executions);
    const workload = "executions: executeAgent of a WASM module that says hello";
    return {
      workload,
      measured: describeExecutions(figures),
      target: "cold ≤ 25 ms, warm p50 ≤ 3 ms, ≥ 500 executions/s",
    };
  },
  blobs: async () => {
    const workload = "blobs: 50 MB to the store of files and back, verified and synced";
    return { workload, measured: describeBlobs(await blobs()), target: "≥ 150 MB/s" };
  },
  sandboxes: async ({ runs }) => {
    const figures: SandboxFigure[] = [];
    for (let run = 0; run < runs; run++) figures.push(await sandboxes());
    const workload = "sandboxes: provisioned, run, ended and removed, by the port of hosts";
    return {
      workload,
      measured: describeSandboxes(figures),
      target: "≥ 500/s, memory flat; 10,000 in ≤ 5 s; child process p50 ≤ 150 ms; pool p50 ≤ 20 ms",
    };
  },
  search: async () => {
    const figures = await searches();
    const workload = `search: ${figures.length} sorts of searches of 100,000 items`;
    return { workload, measured: describeSearches(figures), target: "p95 < 30 ms" };
  },
  backlog: async (options) => {
    const { queued, runs } = options;
    const figures = await fillOnce(options, (bench) => backlog(bench, { queued, runs }));
    const workload = `backlog: ${queued.toLocaleString("en")} tasks queued`;
    return { workload, measured: describeBacklog(figures), target: "≥ 90 % of the short queue's" };
  },
  growth: async (options) => {
    const { events, runs } = options;
    const figures = await fillOnce(options, (bench) => growth(bench, { events, runs }));
    const workload = `growth: ${events.toLocaleString("en")} events of history, beside none`;
    return { workload, measured: describeGrowth(figures), target: "0.90 to 1.10 ×" };
  },
};

/** All runs in one database, which takes long to fill: before and after it is filled. */
async function fillOnce<Figure>(
  { nodeArguments }: MeasureOptions,
  measure: (bench: Bench) => Promise<Figure>,
): Promise<Figure> {
  const [figure] = await repeat({ runs: 1, nodeArguments }, measure);
  if (figure === undefined) throw new Error("nothing was measured");
  return figure;
}

function perSecondOf(figures: readonly Throughput[]): number {
  return median(figures.map(({ perSecond }) => perSecond));
}

function told(figures: readonly Throughput[], unit = "task"): string {
  return `${Math.round(perSecondOf(figures))} ${unit}s/s; ${processorOf(figures, unit)}`;
}

function processorOf(figures: readonly Throughput[], unit: string): string {
  const roles = Object.keys(figures[0]?.cpuUs ?? {});
  const cpu = roles.map((role) => `${role} ${median(figures.map(({ cpuUs }) => cpuUs[role] ?? 0))}`).join(", ");
  return `processor per ${unit} in µs: ${cpu}`;
}
