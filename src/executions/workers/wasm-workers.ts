import { wasmKinds, type AgentRuns, type Catalogue, type InstallationDesk } from "../../marketplace/index.js";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { BuiltInWorkers, Places, type WorkerNeighbours as AnyWorkerNeighbours } from "../../workers/index.js";
import type { ExecutionRuns } from "../runs.js";
import { WasmJob, type WasmJobParts } from "./wasm-job.js";

export interface WorkerConfig {
  /** Tasks of one tenant at a time: as many as the runner has workers. */
  readonly capacity: number;
  /** Of the tasks: what heartbeats extend, and how long an assignment may wait to be accepted. */
  readonly leaseMs: number;
  readonly ackTimeoutMs: number;
  /** What runs when the process stops may take this long. */
  readonly drainMs: number;
}

export interface WorkerNeighbours extends AnyWorkerNeighbours {
  readonly tasks: AnyWorkerNeighbours["tasks"] & WasmJobParts["tasks"];
  readonly catalogue: Pick<Catalogue, "runnable">;
  readonly installations: Pick<InstallationDesk, "installationsOf" | "tenantsWithKinds" | "onInstallationsChanged">;
}

export interface WasmWorkersParts extends WorkerNeighbours {
  readonly runs: Pick<ExecutionRuns, "run">;
  readonly agentRuns: Pick<AgentRuns, "limitsOf">;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: WorkerConfig;
}

/** Does the tasks of what tenants have installed as modules. */
export function createWasmWorkers({ config, installations, ...parts }: WasmWorkersParts): BuiltInWorkers {
  const { capacity, leaseMs, ackTimeoutMs, drainMs } = config;
  const jobParts: WasmJobParts = {
    ...parts,
    installations,
    waitMs: ackTimeoutMs / 2,
    // Twice as many as run at a time: while one is loaded or written down, another runs.
    places: new Places(parts.clock, 2 * capacity),
  };
  return new BuiltInWorkers({
    ...parts,
    ...{ what: "wasm", kinds: [wasmKinds], capacity, leaseMs, drainMs },
    findTenants: (after) => installations.tenantsWithKinds(after),
    onTenantsChanged: (listener) => installations.onInstallationsChanged(listener),
    createJob: (agent, assignment) => new WasmJob(jobParts, agent, assignment),
  });
}
