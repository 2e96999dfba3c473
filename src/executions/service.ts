import type { BinaryService } from "../binaries/index.js";
import type { Principal } from "../identity/index.js";
import type { AgentRuns, Catalogue } from "../marketplace/index.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { MusterError, notFound } from "../platform/errors.js";
import { isStorable } from "../platform/labels.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { parsePage, type Page } from "../platform/page.js";
import { startAll, stopAll, type Service } from "../platform/service.js";
import type { WasmLimits } from "../wasm/index.js";
import { Admission, type AdmissionLimits } from "./admission.js";
import type { ExecuteInput, ExecutionListing, ExecutionService } from "./door.js";
import { createExecutionMetrics } from "./execution-metrics.js";
import { Ledger } from "./ledger.js";
import { newestFirst } from "./listing.js";
import type { Execution } from "./model.js";
import { checkRequest, type AgentReference } from "./request.js";
import { ExecutionRuns } from "./runs.js";
import { ExecutionStore } from "./store.js";
import { Subjects } from "./subjects.js";
import { Vigil } from "./vigil.js";
import { createWasmWorkers, type WorkerConfig, type WorkerNeighbours } from "./workers/wasm-workers.js";

export interface ExecutionConfig extends AdmissionLimits {
  /** What a second of a run costs, whatever the item's price. */
  readonly costPerSecond: number;
  /** The most that a run may be allowed. */
  readonly maxLimits: WasmLimits;
  readonly workers: WorkerConfig;
}

export interface ExecutionServiceParts extends WorkerNeighbours {
  readonly database: Database;
  readonly binaries: Pick<BinaryService, "get">;
  readonly catalogue: Pick<Catalogue, "item" | "runnable">;
  readonly agentRuns: Pick<AgentRuns, "run" | "limitsOf">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** With `wasm` it does tasks of what tenants have installed; with `reaper` it gives up runs whose process is gone. */
  readonly roles: ReadonlySet<string>;
  readonly config: ExecutionConfig;
}

export function createExecutionService(parts: ExecutionServiceParts): ExecutionService {
  const { database, config, roles } = parts;
  const store = new ExecutionStore(database);
  const metrics = createExecutionMetrics(parts.metrics, () => runs.count);
  const vigil = new Vigil({ ...parts, isSweeper: roles.has("reaper"), onLost: metrics.onLost });
  const runs: ExecutionRuns = new ExecutionRuns({
    ...parts,
    ...{ metrics, vigil, ledger: new Ledger(parts), costPerSecond: config.costPerSecond },
    find: async (tenantId, id) => (await store.getMany(tenantId, [id])).get(id) ?? null,
  });
  const workers = roles.has("wasm") ? [createWasmWorkers({ ...parts, runs, config: config.workers })] : [];
  const services: Service[] = [vigil, runsService(runs), ...workers];
  return {
    name: "executions",
    start: () => startAll(services),
    stop: () => stopAll(services),
    execute: createExecute(parts, runs),
    getMany: (tenantId, ids) => store.getMany(tenantId, ids),
    list: (tenantId, listing) => list(parts, store, { tenantId, listing }),
  };
}

function runsService(runs: ExecutionRuns): Service {
  return { name: "execution runs", start: async () => undefined, stop: () => runs.stop() };
}

function createExecute(
  parts: ExecutionServiceParts,
  runs: ExecutionRuns,
): (principal: Principal, input: ExecuteInput) => Promise<Execution> {
  const subjects = new Subjects(parts);
  const admission = new Admission(parts.config);
  return async ({ id: createdBy, tenantId }, input) => {
    const { agent, ...call } = checkRequest(input, parts.config.maxLimits);
    const subject = await subjects.find(tenantId, agent);
    return admission.run(tenantId, async () => {
      try {
        return await runs.run({ tenantId, subject, call, createdBy, taskId: null });
      } catch (error) {
        throw located(error, agent, input);
      }
    });
  };
}

/** What only an input of the client can bring about, by the path that the run gives it: the rest is the module's fault. */
const ownFields = new Set(["input", "stdin", "args", "env", "limits"]);

/** What the run says is wrong with its module stands at whatever named it. */
function located(error: unknown, { item }: AgentReference, input: ExecuteInput): unknown {
  if (!(error instanceof MusterError) || error.path === undefined) return error;
  const [field = ""] = error.path;
  const isBase64 = field === "stdin" && typeof input.stdinBase64 === "string";
  if (isBase64) return error.without(1).below(["stdinBase64"]);
  if (ownFields.has(String(field))) return error;
  if (field === "directories") return error.without(error.path.length).below(["files"]);
  return error.without(error.path.length).below(["agent", item === null ? "binary" : "item"]);
}

interface ListDemand {
  readonly tenantId: string;
  readonly listing: ExecutionListing;
}

async function list(
  { catalogue }: Pick<ExecutionServiceParts, "catalogue">,
  store: ExecutionStore,
  { tenantId, listing }: ListDemand,
): Promise<Page<Execution>> {
  const page = parsePage(listing, newestFirst);
  const { item, ...filter } = listing.filter ?? {};
  if (item === null || item === undefined) return store.list({ ...filter, tenantId, page, itemId: null });
  const found = isStorable(item) ? await catalogue.item(tenantId, item) : null;
  if (!found) throw notFound("item", item.slice(0, 200), ["filter", "item"]);
  return store.list({ ...filter, tenantId, page, itemId: found.id });
}
