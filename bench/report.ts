import { cpus, totalmem } from "node:os";
import type { OurRow } from "./ours.js";
import type { PeerRow } from "./peers/measure.js";

export interface Findings {
  readonly rows: readonly OurRow[];
  readonly peers: readonly PeerRow[];
  readonly runs: number;
}

export function describePeer(row: PeerRow): string {
  return `${row.peer} ${row.version}: ${row.workload}: ${figureOf(row)} (${row.settings})`;
}

/** The page that `npm run bench` writes. */
export function report({ rows, peers, runs }: Findings): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? "CPU"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const own = rows.flatMap(({ figure }) => figure ?? []);
  return [
    "# Measured",
    "",
    `${new Date().toISOString().slice(0, 10)} · ${machine}`,
    "",
    "Load, server (all roles in one process), agents, PostgreSQL and RabbitMQ (quorum queues) share this machine; everything is durable and",
    `goes through GraphQL. ${runs === 1 ? "One run" : `Medians of ${runs} runs`}, each on a fresh database. \`npm run bench\` measures it again; [notes.md](notes.md) tells`,
    "what made the difference, and [peers/README.md](peers/README.md) how others are measured.",
    "",
    "| workload | measured | target |",
    "|---|---|---|",
    ...rows.map(({ workload, measured, target }) => `| ${workload} | ${measured} | ${target} |`),
    "",
    "## Beside others, on the same work in the same run",
    "",
    "| | bulk, tasks/s | ours is | single, tasks/s | ours is | latency p50 / p95 / p99, ms |",
    "|---|---|---|---|---|---|",
    ...comparison([...own, ...peers]),
    "",
    "| | version | durability and settings |",
    "|---|---|---|",
    ...distinct([...own, ...peers]).map(({ peer, version, settings }) => `| ${peer} | ${version} | ${settings} |`),
    "",
  ].join("\n");
}

function comparison(all: readonly PeerRow[]): string[] {
  const rowOf = (peer: string, workload: string): PeerRow | undefined =>
    all.find((row) => row.peer === peer && row.workload === workload);
  const ratio = (peer: string, workload: string): string => {
    const [own, theirs] = [rowOf("Muster", workload), rowOf(peer, workload)];
    const isKnown = own && theirs && "tasksPerSecond" in own && "tasksPerSecond" in theirs;
    return isKnown ? `${(own.tasksPerSecond / theirs.tasksPerSecond).toFixed(2)} ×` : "";
  };
  const cell = (peer: string, workload: string): string => {
    const row = rowOf(peer, workload);
    return row ? figureOf(row) : "";
  };
  return distinct(all).map(({ peer }) => {
    const cells = ["bulk", "single"].flatMap((workload) => [cell(peer, workload), ratio(peer, workload)]);
    return `| ${[peer, ...cells, cell(peer, "latency")].join(" | ")} |`;
  });
}

function distinct(rows: readonly PeerRow[]): PeerRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.peer, row])).values()].toReversed();
}

function figureOf(row: PeerRow): string {
  if ("tasksPerSecond" in row) return String(Math.round(row.tasksPerSecond));
  return [row.p50Ms, row.p95Ms, row.p99Ms].map((ms) => ms.toFixed(1)).join(" / ");
}
