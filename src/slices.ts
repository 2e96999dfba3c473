import { availableParallelism } from "node:os";
import type { Services } from "../resolvers/index.js";
import { createAgentService, OldAgents } from "./agents/index.js";
import { createBinaryService } from "./binaries/index.js";
import type { Config } from "./config.js";
import { DispatchService, PoolGauge } from "./dispatch/index.js";
import { createEventService } from "./events/index.js";
import { createExecutionService, OldExecutions } from "./executions/index.js";
import { createIdentityService } from "./identity/index.js";
import { AgentRuns, createMarketplaceService } from "./marketplace/index.js";
import type { BlobStore } from "./platform/blobs/index.js";
import type { Broker } from "./platform/broker/broker.js";
import type { Clock } from "./platform/clock.js";
import type { Database } from "./platform/db/index.js";
import type { Expirer } from "./platform/expirer.js";
import { newId } from "./platform/ids.js";
import type { Log } from "./platform/log.js";
import type { Metrics } from "./platform/metrics.js";
import type { Service } from "./platform/service.js";
import { OldTasks, TaskService } from "./tasks/index.js";
import { createWasmRunner, inspectModule, maxWasmLimits } from "./wasm/index.js";
import { sandboxConfig, sandboxHost, sandboxPolicy } from "./sandbox-wiring.js";
import { checkSpec, createSandboxService, OldSandboxes } from "./sandboxes/index.js";
import { createWorkflowService, OldRuns } from "./workflows/index.js";

const dayMs = 86_400_000;
const accessTokenMs = 15 * 60_000;
const refreshTokenMs = 30 * dayMs;
/** How soon a lost wake-up of a subscriber is repaired. */
const eventSweepMs = 2000;
const mib = 1024 * 1024;

/** What all slices stand on. */
export interface SliceParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly broker: Broker;
  readonly blobs: BlobStore;
  /** Where clients reach this installation, once the server listens. */
  readonly baseUrl: () => string;
}

type Lower = Omit<Services, "binaries" | "marketplace" | "executions" | "sandboxes">;

export interface Slices {
  readonly services: Services;
  readonly gauge: PoolGauge;
  /** Where this process runs modules. */
  readonly wasm: readonly Service[];
}

/** The slices, from the lowest up. */
export function wireSlices(parts: SliceParts): Slices {
  const { config } = parts;
  const { jwtSecret, subscriberBuffer, ackTimeoutMs, leaseMs, maxTaskBytes } = config;
  const identity = createIdentityService({ ...parts, config: { jwtSecret, accessTokenMs, refreshTokenMs } });
  const events = createEventService({ ...parts, config: { subscriberBuffer, sweepMs: eventSweepMs } });
  const roles = [...config.roles];
  const replicaId = newId("replica");
  const agents = createAgentService({ ...parts, identity, events, replicaId, roles });
  const policy = sandboxPolicy(config);
  const checkSandbox = (input: object) => checkSpec(input, policy);
  const gauge = new PoolGauge(parts);
  const tasks = new TaskService({
    ...parts,
    events,
    config: {
      ackTimeoutMs,
      leaseMs,
      maxTaskBytes,
      backoff: { baseMs: config.backoffBaseMs, maxMs: config.backoffMaxMs },
    },
    checkSandbox,
    admit: (poolId, count) => gauge.admit(poolId, count),
    tellAgent: (agentId, taskId, reason) => agents.sendCommand(agentId, { type: "CancelTask", taskId, reason }),
  });
  const expirers = expirersOf(parts);
  const dispatch = new DispatchService({ ...parts, identity, agents, tasks, gauge, roles: config.roles, expirers });
  const workflows = createWorkflowService({
    ...parts,
    ...{ identity, events, tasks, maxTaskBytes, checkSandbox },
    isOnDuty: config.roles.has("workflows"),
  });
  const lower = { identity, events, agents, tasks, dispatch, workflows };
  const { wasm, ...upper } = wireMarketplace(parts, lower);
  const sandboxes = createSandboxService({
    ...{ ...parts, ...lower, catalogue: upper.marketplace.catalogue, ownerId: replicaId, policy },
    host: sandboxHost(parts),
    config: sandboxConfig(config, parts.baseUrl),
  });
  return { services: { ...lower, ...upper, sandboxes }, gauge, wasm };
}

function wireMarketplace(
  parts: SliceParts,
  lower: Lower,
): Omit<Services, keyof Lower | "sandboxes"> & Pick<Slices, "wasm"> {
  const { config } = parts;
  const { wasmWorkers: workers, wasmMaxTimeoutMs: timeoutMs } = config;
  const maxLimits = { ...maxWasmLimits, memoryBytes: config.wasmMaxMemoryMib * mib, timeoutMs, cpuMs: timeoutMs };
  const wasm = createWasmRunner({
    ...parts,
    config: { ...(workers > 0 && { workers }), maxWaiting: config.wasmMaxWaiting },
  });
  const binaries = createBinaryService({
    ...parts,
    ...lower,
    collects: config.roles.has("reaper"),
    config: { maxBinaryBytes: config.maxBinaryBytes, quotaBytes: config.binaryQuotaBytes },
  });
  const agentRuns = new AgentRuns({ wasm, binaries, maxLimits });
  const marketplace = createMarketplaceService({ ...parts, ...lower, binaries, agentRuns, inspectModule });
  const executions = createExecutionService({
    ...parts,
    ...lower,
    ...marketplace,
    ...{ binaries, agentRuns, roles: config.roles },
    config: {
      maxPerTenant: config.maxTenantExecutions,
      perMinute: config.tenantExecutionsPerMinute,
      costPerSecond: config.executionCostPerSecond,
      maxLimits,
      workers: {
        capacity: workers || availableParallelism(),
        leaseMs: config.leaseMs,
        ackTimeoutMs: config.ackTimeoutMs,
        drainMs: config.drainTimeoutMs,
      },
    },
  });
  // Agents are run where people ask for it, and where their tasks are done; either dispatches too.
  const isRunHere = config.roles.has("dispatcher");
  return { binaries, marketplace, executions, wasm: isRunHere ? [wasm] : [] };
}

/** What does not stay for ever. */
function expirersOf({ config, ...parts }: SliceParts): Expirer[] {
  if (config.retentionDays === null) return [];
  const kept = { ...parts, keepMs: config.retentionDays * dayMs };
  return [new OldRuns(kept), new OldTasks(kept), new OldAgents(kept), new OldExecutions(kept), new OldSandboxes(kept)];
}
