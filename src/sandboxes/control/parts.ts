import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import type { Metrics } from "../../platform/metrics.js";
import type { SandboxHost } from "../host.js";
import type { SandboxLedger } from "../ledger.js";
import type { SandboxNeighbours } from "../neighbours.js";
import type { WarmPool } from "../pool.js";

/** What the controller needs of the slices below. */
export interface ControllerNeighbours {
  readonly identity: SandboxNeighbours["identity"];
  readonly agents: SandboxNeighbours["agents"];
  readonly tasks: Pick<SandboxNeighbours["tasks"], "accept" | "reject" | "fail" | "hold" | "specsOf" | "ended">;
  readonly catalogue: SandboxNeighbours["catalogue"];
}

export interface ControllerConfig {
  /** Where programs reach Muster: asked for each, since a server may know it only when it listens. */
  readonly url: () => string;
  /** Sandboxes that this process looks after at a time. */
  readonly maxRunning: number;
  readonly readyTimeoutMs: number;
  /** What is ended gets this long to end by itself. */
  readonly graceMs: number;
  /** In that time from its start the agent inside has to accept its task; else its try has failed. */
  readonly acceptMs: number;
  /** Of tasks. */
  readonly leaseMs: number;
  /** Of a sandbox's log, what is kept. */
  readonly maxLogBytes: number;
  /** Logs that are read at a time, while their programs run; of the others it is read at their end. */
  readonly maxLogsFollowed: number;
  /** Whether a host that does not isolate may run what nobody trusts. */
  readonly allowUntrusted: boolean;
  /** Of a release's sandbox, where its manifest does not say. */
  readonly defaults: { readonly cpuMillis: number; readonly memoryBytes: number; readonly storageBytes: number };
}

export interface ControllerParts extends ControllerNeighbours {
  readonly ledger: SandboxLedger;
  readonly host: SandboxHost;
  readonly pool: WarmPool;
  readonly broker: Pick<Broker, "subscribe" | "onReconnect">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The process: its `replica_...`. */
  readonly ownerId: string;
  readonly config: ControllerConfig;
  /** From 0 up to 1; `Math.random` but in tests. */
  readonly random?: () => number;
}
