import { cpus, totalmem } from "node:os";
import type { OurRow } from "./ours.js";
import type { PeerRow } from "./peers/measure.js";
import type { Workload } from "./peers/workload.js";

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
  const ofWorkloads = (names: readonly Workload[]): PeerRow[] =>
    [...own, ...peers].filter(({ workload }) => names.includes(workload));
  return [
    "# Measured",
    "",
    `${new Date().toISOString().slice(0, 10)} · ${machine}`,
    "",
    "Load, server (all roles in one process), agents, PostgreSQL and RabbitMQ (quorum queues) share this machine; everything is durable and",
    `goes through GraphQL. ${runs === 1 ? "One run" : `Medians of ${runs} runs`}, each on a fresh database. \`npm run bench\` measures it again; [notes.md](notes.md) tells`,
    "what made the difference, and [peers/README.md](peers/README.md) how others are measured. `npx tsx bench/wfcommons.ts FILE...` runs",
    "graphs as https://wfcommons.org has recorded them, and tells what they take beyond their critical path.",
    "",
    "| workload | measured | target |",
    "|---|---|---|",
    ...rows.map(({ workload, measured, target }) => `| ${workload} | ${measured} | ${target} |`),
    "",
    "## Beside others, on the same work in the same run",
    "",
    "| | bulk, tasks/s | ours is | single, tasks/s | ours is | latency p50 / p95 / p99, ms |",
    "|---|---|---|---|---|---|",
    ...comparison(ofWorkloads(["bulk", "single", "latency"]), taskColumns),
    "",
    "Runs of steps that do nothing: 100 one after the other, and 1,000 side by side with a join. Steps are done by another process or service, but for",
    "*local steps*, which are done in the process of the run itself: that is less work.",
    "",
    "| | chain, ms/step | ours is | spread, steps/s | ours is |",
    "|---|---|---|---|---|",
    ...comparison(ofWorkloads(["chain", "spread"]), runColumns),
    "",
    "| | version | durability and settings |",
    "|---|---|---|",
    ...distinct([...own, ...peers]).map(({ peer, version, settings }) => `| ${peer} | ${version} | ${settings} |`),
    "",
  ].join("\n");
}

/** A workload's figure, and how many times as fast ours is. */
const taskColumns: readonly Column[] = ["bulk", "bulk ratio", "single", "single ratio", "latency"];
const runColumns: readonly Column[] = ["chain", "chain ratio", "spread", "spread ratio"];
type Column = Workload | `${Workload} ratio`;

function comparison(all: readonly PeerRow[], columns: readonly Column[]): string[] {
  const rowOf = (peer: string, workload: string): PeerRow | undefined =>
    all.find((row) => row.peer === peer && row.workload === workload);
  const cell = (peer: string, column: Column): string => {
    const [workload = "", isRatio] = column.split(" ");
    const [own, theirs] = [rowOf("Muster", workload), rowOf(peer, workload)];
    if (isRatio === undefined) return theirs ? figureOf(theirs) : "";
    return own && theirs ? `${(speedOf(own) / speedOf(theirs)).toFixed(2)} ×` : "";
  };
  return distinct(all).map(({ peer }) => `| ${[peer, ...columns.map((column) => cell(peer, column))].join(" | ")} |`);
}

function distinct(rows: readonly PeerRow[]): PeerRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.peer, row])).values()].toReversed();
}

function figureOf(row: PeerRow): string {
  if ("tasksPerSecond" in row) return String(Math.round(row.tasksPerSecond));
  if ("stepsPerSecond" in row) return String(Math.round(row.stepsPerSecond));
  if ("msPerStep" in row) return row.msPerStep.toFixed(2);
  return [row.p50Ms, row.p95Ms, row.p99Ms].map((ms) => ms.toFixed(1)).join(" / ");
}

/** The more the faster. */
function speedOf(row: PeerRow): number {
  if ("tasksPerSecond" in row) return row.tasksPerSecond;
  if ("stepsPerSecond" in row) return row.stepsPerSecond;
  return 1 / ("msPerStep" in row ? row.msPerStep : row.p50Ms);
}
