import { median } from "./figures.js";
import type { PeerRow } from "./peers/measure.js";
import { startServer, type BenchServer } from "./server.js";
import { bulk, idle, latency, prepare, single, singleOverHttp, type Throughput } from "./workloads.js";

const databaseUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const amqpUrl = process.env["MUSTER_BENCH_AMQP_URL"] ?? "amqp://guest:guest@127.0.0.1:5672";

export interface MeasureOptions {
  readonly runs: number;
  /** For the server's Node. */
  readonly nodeArguments: readonly string[];
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
  { runs, nodeArguments }: MeasureOptions,
  measure: (server: BenchServer) => Promise<Figure>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (let run = 0; run < runs; run++) {
    const server = await startServer({ databaseUrl, amqpUrl, nodeArguments });
    try {
      figures.push(await measure(server));
    } finally {
      await server.stop();
    }
  }
  return figures;
}

const us = {
  peer: "Muster",
  version: "",
  settings: "PostgreSQL synchronous_commit on; every row and event is kept",
} as const;

/** The workloads, in the order of the report. */
export const ours: Readonly<Record<string, Measure>> = {
  bulk: async (options) => {
    const figures = await repeat(options, async (server) => bulk(await prepare(server)));
    const figure = { ...us, workload: "bulk", tasksPerSecond: perSecondOf(figures) } as const;
    return { workload: "bulk", measured: told(figures), target: "≥ 6,000/s", figure };
  },
  single: async (options) => {
    const figures = await repeat(options, async (server) => single(await prepare(server)));
    const figure = { ...us, workload: "single", tasksPerSecond: perSecondOf(figures) } as const;
    return { workload: "single, over the client's socket", measured: told(figures), target: "≥ 2,500/s", figure };
  },
  "single-http": async (options) => {
    const figures = await repeat(options, async (server) => singleOverHttp(await prepare(server)));
    return { workload: "single, a request over HTTP each", measured: told(figures), target: "" };
  },
  latency: async (options) => {
    const figures = await repeat(options, async (server) => latency(await prepare(server)));
    const of = (name: "p50Ms" | "p95Ms" | "p99Ms"): number => median(figures.map((figure) => figure[name]));
    const [p50Ms, p95Ms, p99Ms] = [of("p50Ms"), of("p95Ms"), of("p99Ms")];
    return {
      workload: "latency",
      measured: `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
      target: "p50 ≤ 3 ms, p99 ≤ 10 ms",
      figure: { ...us, workload: "latency", p50Ms, p95Ms, p99Ms },
    };
  },
  idle: async (options) => {
    const figures = await repeat(options, async (server) => idle(await prepare(server)));
    const kilobytes = median(figures.map(({ bytesPerAgent }) => bytesPerAgent)) / 1_024;
    const seconds = median(figures.map(({ connectSeconds }) => connectSeconds));
    return {
      workload: "idle: 10,000 agents connected to one replica",
      measured: `${kilobytes.toFixed(1)} KB each; connected in ${seconds.toFixed(0)} s`,
      target: "< 30 KB each",
    };
  },
};

function perSecondOf(figures: readonly Throughput[]): number {
  return median(figures.map(({ perSecond }) => perSecond));
}

function told(figures: readonly Throughput[]): string {
  const roles = Object.keys(figures[0]?.cpuUs ?? {});
  const cpu = roles.map((role) => `${role} ${median(figures.map(({ cpuUs }) => cpuUs[role] ?? 0))}`).join(", ");
  return `${Math.round(perSecondOf(figures))} tasks/s; processor per task in µs: ${cpu}`;
}
