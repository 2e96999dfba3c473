import { sandboxCapability } from "../agents/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { startAll, stopAll, type Service } from "../platform/service.js";
import type { TaskService } from "../tasks/index.js";
import { BuiltInWorkers, type WorkerNeighbours } from "../workers/index.js";
import { createSandboxController, type SandboxController } from "./control/controller.js";
import type { ControllerConfig } from "./control/parts.js";
import { createSandboxDesk } from "./desk.js";
import type { SandboxService } from "./door.js";
import type { SandboxHost } from "./host.js";
import type { LedgerConfig } from "./ledger.js";
import type { SandboxNeighbours } from "./neighbours.js";
import { createClaimDesk } from "./pool/claim-desk.js";
import { createPoolMetrics } from "./pool/pool-metrics.js";
import type { PoolSizes } from "./pool/pool-sizes.js";
import { createWarmPool } from "./pool/warm-pool.js";
import { PostgresLedger } from "./postgres-ledger.js";
import type { SpecPolicy } from "./spec.js";
import type { ClaimedSandbox } from "./sql/warm-deliver.sql.js";
import { checkResources } from "./spec/resources.js";

export interface SandboxConfig
  extends LedgerConfig, Pick<ControllerConfig, "url" | "maxRunning" | "graceMs" | "leaseMs" | "maxLogBytes"> {
  /** Most of a tenant that wait, beside those of tasks. */
  readonly maxWaiting: number;
  /** Whether a host that does not isolate may run what nobody trusts. */
  readonly allowUntrusted: boolean;
  /** How many of which image wait in the pool. */
  readonly pool: PoolSizes;
}

export interface SandboxServiceParts extends SandboxNeighbours, Pick<WorkerNeighbours, "dispatch"> {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly agents: SandboxNeighbours["agents"] & WorkerNeighbours["agents"];
  readonly tasks: SandboxNeighbours["tasks"] & Pick<TaskService, "heartbeat" | "pools" | "signals">;
  /** The process: its `replica_...`. */
  readonly ownerId: string;
  readonly policy: SpecPolicy;
  /** Where this process has sandboxes made; null where others do, or nobody. */
  readonly host: SandboxHost | null;
  readonly config: SandboxConfig;
}

/** What has started a container and hears nothing of its task within that time gives the try up. */
const acceptMs = 60_000;
const maxLogsFollowed = 500;

export function createSandboxService(parts: SandboxServiceParts): SandboxService {
  const { host, config } = parts;
  const ledger = new PostgresLedger(parts);
  const desk = createSandboxDesk({ ...parts, ledger, maxWaiting: config.maxWaiting });
  const claims = createClaimDesk({ ...parts, issueKey: (sandbox) => keyOf(parts, sandbox) });
  const services = [claims, ...(host ? keepersOf(parts, host, ledger) : [])];
  return {
    name: "sandboxes",
    start: () => startAll(services),
    stop: () => stopAll(services),
    ...desk,
    awaitClaim: claims.awaitClaim.bind(claims),
  };
}

/** What a container of the pool works with from now on: the controller has issued the same as it chose the container. */
async function keyOf(
  { identity, agents, clock }: SandboxServiceParts,
  { id, tenantId, taskId, agentId, spec }: ClaimedSandbox,
): Promise<string | null> {
  if (taskId === null && agentId === null) return null;
  const worker = agentId ?? (await agents.ensureBuiltIn(tenantId, "sandbox")).id;
  const expiresAt = new Date(clock.now().getTime() + spec.timeoutMs);
  return identity.issueSandboxKey({ tenantId, sandboxId: id, agentId: worker, taskId, expiresAt });
}

/** Each may use what stands before it: the host outlives those that give it orders. */
function keepersOf(parts: SandboxServiceParts, host: SandboxHost, ledger: PostgresLedger): Service[] {
  const { config, ownerId } = parts;
  const defaults = checkResources(null, parts.policy);
  const poolConfig = { sizes: config.pool, ownerId, resources: defaults, musterUrl: config.url };
  const pool = createWarmPool({
    ...{ ...parts, host, metrics: createPoolMetrics(parts.metrics) },
    config: { ...poolConfig, readyTimeoutMs: config.readyTimeoutMs },
  });
  const controller = createSandboxController({
    ...{ ...parts, host, pool, ledger },
    config: { ...config, acceptMs, maxLogsFollowed, defaults },
  });
  return [host, pool, controller, endingsService(parts, controller), workersOf(parts, controller)];
}

/** Tasks come to it as to an agent: when they are due, in turn, and no more of a tenant at a time than it may have. */
function workersOf(parts: SandboxServiceParts, controller: SandboxController): Service {
  const { tasks, config } = parts;
  return new BuiltInWorkers({
    ...parts,
    ...{ what: "sandbox", kinds: null, capacity: config.maxPerTenant, leaseMs: config.leaseMs },
    // What is under way goes on without this process, or is ended by its host: there is nothing to wait for.
    drainMs: 0,
    findTenants: (after) => tasks.pools.tenantsRequiring(sandboxCapability, after),
    onTenantsChanged: (listener) =>
      tasks.pools.created.on((pools) => {
        if (pools.some(({ capabilities }) => capabilities.includes(sandboxCapability))) listener();
      }),
    createJob: (agent, assignment) => controller.job({ agent, assignment }),
    onCancelled: (taskId) => controller.cancelled(taskId),
  });
}

/** Tells the controller at once of tries that have ended at this process; of others it asks. */
function endingsService({ tasks }: SandboxServiceParts, controller: SandboxController): Service {
  let forget = (): void => undefined;
  return {
    name: "ends of sandboxed tasks",
    start: async () => {
      forget = tasks.signals.released.on((leases) => {
        const ended = leases.filter(({ by }) => by !== "HANDED_BACK").map(({ taskId }) => taskId);
        if (ended.length > 0) controller.taskEnded(ended);
      });
    },
    stop: async () => forget(),
  };
}
