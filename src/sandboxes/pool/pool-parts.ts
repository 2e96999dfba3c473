import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import type { Log } from "../../platform/log.js";
import type { SandboxHost } from "../host.js";
import type { SandboxSpec } from "../model.js";
import type { PoolMetrics } from "./pool-metrics.js";
import type { PoolSizes } from "./pool-sizes.js";

export interface PoolConfig {
  readonly sizes: PoolSizes;
  /** Id of the process, as sandboxes have it. */
  readonly ownerId: string;
  /** What a member may use: what a sandbox gets that asks for nothing. */
  readonly resources: Pick<SandboxSpec, "cpuMillis" | "memoryBytes" | "storageBytes">;
  /** From the order until it waits. */
  readonly readyTimeoutMs: number;
  /** Where containers reach Muster, once the server listens. */
  readonly musterUrl: () => string;
}

export interface PoolParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly host: SandboxHost;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: PoolMetrics;
  readonly config: PoolConfig;
}

/** A member is ended by its host at this age, whatever it has become. */
export const maxAgeMs = 24 * 3_600_000;
/** One that has waited so long makes room for another: what it becomes has to have time left. */
export const maxWaitMs = 12 * 3_600_000;
