import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measurePeers, workloads as peerWorkloads, type PeerRow } from "./peers/measure.js";
import { ours, type OurRow } from "./ours.js";
import { describePeer, report } from "./report.js";

/**
 * `npm run bench -- [workload...] [--runs N] [--no-peers] [--write] [--backlog N] [--history N] [--profile FOLDER]`; all workloads, three
 * runs of each and all peers unless said. Everything together is written to results.md.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    runs: { type: "string", default: "3" },
    peers: { type: "boolean", default: true },
    /** Writes results.md of the chosen workloads too. */
    write: { type: "boolean", default: false },
    /** Tasks that wait, for `backlog`. */
    backlog: { type: "string", default: "1000000" },
    /** Events of the past, for `growth`. */
    history: { type: "string", default: "10000000" },
    /** Where to write a processor profile of each server, for Chrome's developer tools. */
    profile: { type: "string" },
  },
});

const unknown = positionals.filter((name) => !(name in ours));
if (unknown.length > 0) throw new Error(`not known: ${unknown.join(", ")}; there are ${Object.keys(ours).join(", ")}`);
const runs = Number(values.runs);
const nodeArguments = values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`];
const isChosen = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

const rows: OurRow[] = [];
for (const [name, measure] of Object.entries(ours)) {
  if (!isChosen(name)) continue;
  const row = await measure({ runs, nodeArguments, queued: Number(values.backlog), events: Number(values.history) });
  process.stdout.write(`${name}: ${row.measured}\n`);
  rows.push(row);
}
const peers: PeerRow[] = values.peers
  ? await measurePeers({
      runs,
      workloads: peerWorkloads.filter(isChosen),
      onRow: (row) => process.stdout.write(`${describePeer(row)}\n`),
    })
  : [];
if (values.write || (values.peers && positionals.length === 0))
  await writeFile(new URL("results.md", import.meta.url), report({ rows, peers, runs }));
process.exit(0);
