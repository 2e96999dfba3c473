import { tellStartsMs } from "../conditions.js";
import type { Address } from "./peer.js";
import { peerOf, type PeerId } from "./registry.js";

/** What the process is told once; then it works until it is disconnected. */
export interface WorkerOrder {
  readonly peer: PeerId;
  readonly address: Address;
}

/** That it takes tasks, and every handler's start: milliseconds since the call, 0 when the task does not carry it. */
export type WorkerReport =
  | { readonly type: "ready" }
  | { readonly type: "started"; readonly latenciesMs: readonly number[] };

async function run({ peer, address }: WorkerOrder): Promise<void> {
  let latenciesMs: number[] = [];
  await peerOf(peer).work(address, ({ at }) => {
    latenciesMs.push(at === undefined ? 0 : Number(process.hrtime.bigint() - BigInt(at)) / 1e6);
  });
  tell({ type: "ready" });
  setInterval(() => {
    if (latenciesMs.length > 0) tell({ type: "started", latenciesMs });
    latenciesMs = [];
  }, tellStartsMs);
}

function tell(report: WorkerReport): void {
  process.send?.(report);
}

process.once("disconnect", () => process.exit(0));
process.once("message", (order) => void run(order as WorkerOrder));
