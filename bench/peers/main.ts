import { parseArgs } from "node:util";
import type { Workload } from "./driver.js";
import { measurePeers, workloads, type PeerRow } from "./measure.js";
import { peerIds, type PeerId } from "./registry.js";

/** `npx tsx bench/peers/main.ts [peer...] [--runs N] [--workload bulk|single|latency]`; all of them unless said. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "3" },
    workload: { type: "string", multiple: true, default: [...workloads] },
  },
});

function findUnknown(words: readonly string[], known: readonly string[]): void {
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) throw new Error(`not known: ${unknown.join(", ")}; there are ${known.join(", ")}`);
}

function describe(row: PeerRow): string {
  const figure =
    "tasksPerSecond" in row
      ? `${Math.round(row.tasksPerSecond)} tasks/s`
      : `p50 ${row.p50Ms.toFixed(1)} ms, p95 ${row.p95Ms.toFixed(1)} ms, p99 ${row.p99Ms.toFixed(1)} ms`;
  return `${row.peer} ${row.version}: ${row.workload}: ${figure} (${row.settings})\n`;
}

findUnknown(positionals, peerIds);
findUnknown(values.workload, workloads);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
await measurePeers({
  peers: positionals.length === 0 ? peerIds : (positionals as PeerId[]),
  workloads: values.workload as Workload[],
  runs: Number(values.runs),
  scale: Number(process.env["MUSTER_BENCH_SCALE"] ?? 1),
  onRow: (row) => process.stdout.write(describe(row)),
  signal: stop.signal,
});
