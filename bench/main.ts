import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { median } from "./figures.js";
import { startServer, type BenchServer } from "./server.js";
import { bulk, idle, latency, prepare, single, type Throughput } from "./workloads.js";

const databaseUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const amqpUrl = process.env["MUSTER_BENCH_AMQP_URL"] ?? "amqp://guest:guest@127.0.0.1:5672";
const runs = Number(process.env["MUSTER_BENCH_RUNS"] ?? 3);
/** Where to write a processor profile of each server, for Chrome's developer tools; nowhere unless said. */
const profileDir = process.env["MUSTER_BENCH_PROFILE_DIR"];
const nodeArguments = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${profileDir}`] : [];
const only = process.argv.slice(2);

interface Row {
  readonly workload: string;
  readonly measured: string;
  readonly target: string;
}

type Workload = () => Promise<Row>;

/** Each run has a server and a database of its own: nothing of one run is in another's tables. */
async function repeat<Figure>(measure: (server: BenchServer) => Promise<Figure>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (let run = 0; run < runs; run++) {
    const server = await startServer({ databaseUrl, amqpUrl, port: 4_800 + run, nodeArguments });
    try {
      figures.push(await measure(server));
    } finally {
      await server.stop();
    }
  }
  return figures;
}

const workloads: Record<string, Workload> = {
  latency: async () => {
    const figures = await repeat(async (server) => latency(await prepare(server)));
    const [p50, p99] = [median(figures.map(({ p50Ms }) => p50Ms)), median(figures.map(({ p99Ms }) => p99Ms))];
    return {
      workload: "create → handler start, 100/s for 10 s",
      measured: `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      target: "p50 ≤ 3 ms, p99 ≤ 10 ms",
    };
  },
  bulk: async () => {
    const figures = await repeat(async (server) => bulk(await prepare(server)));
    return {
      workload: "bulk: 20,000 tasks, createTasks of 500, 64 slots",
      measured: told(figures),
      target: "≥ 6,000/s",
    };
  },
  single: async () => {
    const figures = await repeat(async (server) => single(await prepare(server)));
    return {
      workload: "single: 5,000 createTask calls, 64 in flight, 64 slots",
      measured: told(figures),
      target: "≥ 2,500/s",
    };
  },
  idle: async () => {
    const figures = await repeat(async (server) => idle(await prepare(server)));
    const kilobytes = median(figures.map(({ bytesPerAgent }) => bytesPerAgent)) / 1_024;
    const seconds = median(figures.map(({ connectSeconds }) => connectSeconds));
    return {
      workload: "idle: 10,000 agents connected to one replica",
      measured: `${kilobytes.toFixed(1)} KB each; connected in ${seconds.toFixed(0)} s`,
      target: "< 30 KB each",
    };
  },
};

function told(figures: readonly Throughput[]): string {
  const perSecond = Math.round(median(figures.map((figure) => figure.perSecond)));
  const roles = Object.keys(figures[0]?.cpuUs ?? {});
  const cpu = roles.map((role) => `${role} ${median(figures.map(({ cpuUs }) => cpuUs[role] ?? 0))}`).join(", ");
  return `${perSecond} tasks/s create → complete; processor per task in µs: ${cpu}`;
}

function report(rows: readonly Row[]): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? "CPU"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  return [
    "# Measured",
    "",
    `${new Date().toISOString().slice(0, 10)} · ${machine}`,
    "",
    "Load, server (all roles in one process), PostgreSQL and RabbitMQ (quorum queues) share this machine; everything is durable and goes",
    `through GraphQL. Medians of ${runs} runs, each on a fresh database. \`npm run bench\` measures it again.`,
    "",
    "| workload | measured | target |",
    "|---|---|---|",
    ...rows.map(({ workload, measured, target }) => `| ${workload} | ${measured} | ${target} |`),
    "",
  ].join("\n");
}

const chosen = Object.entries(workloads).filter(([name]) => only.length === 0 || only.includes(name));
const rows: Row[] = [];
for (const [name, workload] of chosen) {
  const row = await workload();
  process.stdout.write(`${name}: ${row.measured} (target ${row.target})\n`);
  rows.push(row);
}
if (only.length === 0) await writeFile(new URL("results.md", import.meta.url), report(rows));
process.exit(0);
