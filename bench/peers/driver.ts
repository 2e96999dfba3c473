import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Latencies } from "../figures.js";
import { Caller } from "./caller.js";
import { nodeArguments } from "./installed.js";
import type { Address } from "./peer.js";
import { peerOf, type PeerId } from "./registry.js";
import type { WorkerOrder } from "./worker.js";

export type Workload = "bulk" | "single" | "latency";

/** What the process is told once. */
export interface DriverOrder {
  readonly peer: PeerId;
  readonly address: Address;
  readonly workload: Workload;
  /** How much of the work is done: 1 is all of it. */
  readonly scale: number;
}

export type Figures = { readonly tasksPerSecond: number } | Latencies;

/** As ours: one call each, then in bulk. */
const warmUp = { single: 5_000, bulk: 10_000 };

/** A worker in a process of its own; resolves when it takes tasks. */
async function startWorker(order: WorkerOrder): Promise<ChildProcess> {
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { execArgv: nodeArguments });
  const ready = new Promise<void>((resolve) => worker.once("message", () => resolve()));
  // Without its worker a run cannot end: the exit is the one report that the main process needs.
  worker.once("exit", () => process.exit(1));
  process.once("exit", () => worker.kill("SIGKILL"));
  worker.send(order);
  await ready;
  return worker;
}

const measurements: Readonly<Record<Workload, (caller: Caller, scale: number) => Promise<Figures>>> = {
  bulk: async (caller, scale) => ({ tasksPerSecond: await caller.bulk({ tasks: Math.ceil(20_000 * scale) }) }),
  single: async (caller, scale) => ({ tasksPerSecond: await caller.single(Math.ceil(5_000 * scale)) }),
  latency: (caller, scale) => caller.latency(10 * scale),
};

/** The same worker serves the warm-up and the measurement, so that both sides are warm. */
async function run({ peer, address, workload, scale }: DriverOrder): Promise<Figures> {
  const worker = await startWorker({ peer, address });
  const producer = await peerOf(peer).produce(address);
  const caller = new Caller(producer, worker);
  await caller.single(Math.ceil(warmUp.single * scale));
  if (producer.settle) worker.kill("SIGSTOP");
  // The worker stands still so that what settles sees tasks wait, as in a place that is in use.
  const onSent = async (): Promise<void> => {
    await producer.settle?.();
    worker.kill("SIGCONT");
  };
  await caller.bulk({ tasks: Math.ceil(warmUp.bulk * scale), onSent });
  return measurements[workload](caller, scale);
}

process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(1));
process.once("message", (order) => {
  void run(order as DriverOrder).then((figures) => process.send?.(figures));
});
