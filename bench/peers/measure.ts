import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../figures.js";
import type { DriverOrder } from "./driver.js";
import { findNode, install, nodeArguments } from "./installed.js";
import { peerIds, peerOf, type PeerId } from "./registry.js";
import { isOfRuns, workloads, type Figures, type Workload } from "./workload.js";

/** A peer that lost its way would keep us waiting; no run has taken a fifth of this. */
const patienceMs = 300_000;

export type PeerRow = Figures & {
  readonly peer: string;
  readonly version: string;
  readonly settings: string;
  readonly workload: Workload;
};

export interface PeerOptions {
  readonly peers?: readonly PeerId[];
  readonly workloads?: readonly Workload[];
  /** The row has the medians of so many runs. */
  readonly runs?: number;
  /** How much of the work each run does; 1 unless said. */
  readonly scale?: number;
  /** Called with each row as soon as it is known. */
  readonly onRow?: (row: PeerRow) => void | Promise<void>;
  /** Ends the processes of the run under way, whose place is then removed. */
  readonly signal?: AbortSignal;
}

/** The same work as ours done by others, each run on a place of its own. Installs the peers when they are not. */
export async function measurePeers(options: PeerOptions = {}): Promise<PeerRow[]> {
  install();
  const rows: PeerRow[] = [];
  for (const peer of options.peers ?? peerIds) {
    for (const workload of (options.workloads ?? workloads).filter((each) => does(peer, each))) {
      const row = await measurePeer(peer, workload, options);
      await options.onRow?.(row);
      rows.push(row);
    }
  }
  return rows;
}

function does(peer: PeerId, workload: Workload): boolean {
  const { produce, conduct } = peerOf(peer);
  return (isOfRuns(workload) ? conduct : produce) !== undefined;
}

async function measurePeer(peer: PeerId, workload: Workload, options: PeerOptions): Promise<PeerRow> {
  const { runs = 3, scale = 1, signal } = options;
  const { name, settings } = peerOf(peer);
  const figures: Figures[] = [];
  let version = "";
  for (let run = 0; run < runs; run++) {
    const place = await peerOf(peer).open();
    try {
      version = place.version;
      figures.push(await drive({ peer, address: place.address, workload, scale }, signal));
    } finally {
      await place.remove();
    }
  }
  return { peer: name, version, settings, workload, ...medianOf(figures) };
}

/** Hands a run to a process on the peers' Node, which ends with it. */
async function drive(order: DriverOrder, signal: AbortSignal | undefined): Promise<Figures> {
  const module = fileURLToPath(new URL("driver.ts", import.meta.url));
  const patience = AbortSignal.timeout(patienceMs);
  const either = signal ? AbortSignal.any([signal, patience]) : patience;
  const driver = fork(module, { execPath: findNode(), execArgv: nodeArguments, signal: either });
  const ended = once(driver, "exit");
  driver.send(order);
  try {
    return await Promise.race([
      once(driver, "message").then(([figures]) => figures as Figures),
      ended.then(([code]) => Promise.reject<Figures>(new Error(`${order.peer} ended with ${code}`))),
    ]);
  } finally {
    if (driver.connected) driver.disconnect();
    await ended;
  }
}

/** All have the same names. */
function medianOf(figures: readonly Figures[]): Figures {
  const names = Object.keys(figures[0] ?? {});
  const of = (name: string): number =>
    median(figures.map((figure) => Object.entries(figure).find(([key]) => key === name)?.[1] ?? Number.NaN));
  return Object.fromEntries(names.map((name) => [name, of(name)])) as unknown as Figures;
}
