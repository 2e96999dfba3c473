import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { warmUp } from "../conditions.js";
import { Caller } from "./caller.js";
import { nodeArguments } from "./installed.js";
import { measureRuns } from "./runs.js";
import type { Address, Producer } from "./peer.js";
import { peerOf, type PeerId } from "./registry.js";
import { Starts } from "./starts.js";
import type { WorkerOrder } from "./worker.js";
import { isOfRuns, type Figures, type TaskWorkload, type Workload } from "./workload.js";

/** What the process is told once. */
export interface DriverOrder {
  readonly peer: PeerId;
  readonly address: Address;
  readonly workload: Workload;
  /** How much of the work is done: 1 is all of it. */
  readonly scale: number;
}

/** A worker in a process of its own; resolves when it takes tasks. */
async function startWorker({ peer, address }: WorkerOrder): Promise<ChildProcess> {
  const worker = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { execArgv: nodeArguments });
  const ready = new Promise<void>((resolve) => worker.once("message", () => resolve()));
  // Without its worker a run cannot end: the exit is the one report that the main process needs.
  worker.once("exit", () => process.exit(1));
  process.once("exit", () => worker.kill("SIGKILL"));
  worker.send({ peer, address });
  await ready;
  return worker;
}

const measurements: Readonly<Record<TaskWorkload, (caller: Caller, scale: number) => Promise<Figures>>> = {
  bulk: async (caller, scale) => ({ tasksPerSecond: await caller.bulk({ tasks: Math.ceil(20_000 * scale) }) }),
  single: async (caller, scale) => ({ tasksPerSecond: await caller.single(Math.ceil(5_000 * scale)) }),
  latency: (caller, scale) => caller.latency(10 * scale),
};

/** The same worker serves the warm-up and the measurement, so that both sides are warm. */
async function run(order: DriverOrder): Promise<Figures> {
  const { address, workload, scale } = order;
  const worker = await startWorker(order);
  const starts = new Starts(worker);
  const peer = peerOf(order.peer);
  if (isOfRuns(workload)) {
    if (!peer.conduct) throw new Error(`${peer.name} has no runs`);
    return measureRuns(await peer.conduct(address), starts, { workload, scale });
  }
  if (!peer.produce) throw new Error(`${peer.name} is measured by its runs`);
  const producer = await peer.produce(address);
  const caller = new Caller(producer, starts);
  await warm(caller, worker, { producer, scale });
  return measurements[workload](caller, scale);
}

async function warm(caller: Caller, worker: ChildProcess, { producer, scale }: WarmUp): Promise<void> {
  if (producer.settle) worker.kill("SIGSTOP");
  // The worker stands still so that what settles sees tasks wait, as in a place that is in use.
  const onSent = async (): Promise<void> => {
    await producer.settle?.();
    worker.kill("SIGCONT");
  };
  await caller.bulk({ tasks: Math.ceil(warmUp.bulk * scale), onSent });
  await caller.single(Math.ceil(warmUp.single * scale));
}

interface WarmUp {
  readonly producer: Producer;
  readonly scale: number;
}

process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(1));
process.once("message", (order) => {
  void run(order as DriverOrder).then((figures) => process.send?.(figures));
});
