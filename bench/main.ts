import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measurePeers, type PeerRow } from "./peers/measure.js";
import { workloads as peerWorkloads } from "./peers/workload.js";
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

const isWritten = values.write || (values.peers && positionals.length === 0);
const rows: OurRow[] = [];
const peers: PeerRow[] = [];

/** After each row: a run that is broken off leaves what it has measured. */
async function write(told: string): Promise<void> {
  process.stdout.write(`${told}\n`);
  if (isWritten) await writeFile(new URL("results.md", import.meta.url), report({ rows, peers, runs }));
}

async function measureOurs(isWanted: (name: string) => boolean): Promise<void> {
  for (const [name, measure] of Object.entries(ours)) {
    if (!isChosen(name) || !isWanted(name)) continue;
    const row = await measure({ runs, nodeArguments, queued: Number(values.backlog), events: Number(values.history) });
    rows.push(row);
    await write(`${name}: ${row.measured}`);
  }
}

// What is set beside the peers first, right before theirs: a machine is not the same for an hour.
const isCompared = (name: string): boolean => peerWorkloads.some((workload) => workload === name);
await measureOurs(isCompared);
if (values.peers) {
  const onRow = async (row: PeerRow): Promise<void> => {
    peers.push(row);
    await write(describePeer(row));
  };
  await measurePeers({ runs, workloads: peerWorkloads.filter(isChosen), onRow });
}
await measureOurs((name) => !isCompared(name));
process.exit(0);
