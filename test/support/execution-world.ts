import { createHash } from "node:crypto";
import {
  createExecutionService,
  type ExecutionConfig,
  type ExecutionService,
  type ExecutionServiceParts,
} from "../../src/executions/index.js";
import type { Principal } from "../../src/identity/index.js";
import { AgentRuns, type Installation, type Manifest, type RunnableRelease } from "../../src/marketplace/index.js";
import type { Database } from "../../src/platform/db/database.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { notFound } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics, type Metrics } from "../../src/platform/metrics.js";
import {
  createWasmRunner,
  type WasmLimits,
  type WasmRequest,
  type WasmResult,
  type WasmRunner,
} from "../../src/wasm/index.js";
import { TaskWorld, type Replica, type ReplicaOptions } from "./task-world.js";

const mebibyte = 1024 * 1024;

export const maxLimits: WasmLimits = {
  memoryBytes: 256 * mebibyte,
  timeoutMs: 300_000,
  cpuMs: 300_000,
  outputBytes: 4 * mebibyte,
  fileBytes: 16 * mebibyte,
};

export interface ExecutionReplica extends Replica {
  readonly executions: ExecutionService;
  readonly metrics: Metrics;
}

export interface ExecutionReplicaOptions extends ReplicaOptions {
  readonly limits?: Partial<Omit<ExecutionConfig, "workers">>;
  readonly workers?: Partial<ExecutionConfig["workers"]>;
  /** Instead of the world's. */
  readonly database?: Database;
  readonly executionClock?: Clock;
}

type Run = (request: WasmRequest) => Promise<WasmResult>;

/** Replicas that run modules, directly and as tasks, for tenants that have published and installed some. */
export class ExecutionWorld {
  readonly shelf: Shelf;
  /** What becomes of a run; the runner's own way unless a test says otherwise. */
  intercept: (request: WasmRequest, run: Run) => Promise<WasmResult> = (request, run) => run(request);
  readonly #executions: ExecutionService[] = [];

  private constructor(
    readonly tasks: TaskWorld,
    readonly wasm: WasmRunner,
  ) {
    this.shelf = new Shelf(tasks);
  }

  static async open(): Promise<ExecutionWorld> {
    const config = { workers: 2, maxWaiting: 40, maxWaitingPerOwner: 20 };
    const wasm = createWasmRunner({ log: silentLog, metrics: createMetrics(), config });
    await wasm.start();
    return new ExecutionWorld(await TaskWorld.open(), wasm);
  }

  async close(): Promise<void> {
    for (const service of this.#executions) await service.stop();
    await this.tasks.close();
    await this.wasm.stop();
  }

  async replica(options: ExecutionReplicaOptions = {}): Promise<ExecutionReplica> {
    const roles = options.roles ?? ["api", "dispatcher", "feeder", "reaper", "wasm"];
    const replica = await this.tasks.replica({ ...options, roles });
    const metrics = createMetrics();
    const executions = createExecutionService({ ...this.#parts(options), ...replica, metrics, roles: new Set(roles) });
    if (options.start !== false) await executions.start();
    this.#executions.push(executions);
    const stop = async (): Promise<void> => {
      await executions.stop();
      await replica.stop();
    };
    return { ...replica, executions, metrics, stop };
  }

  tenant(): Promise<Principal> {
    return this.tasks.tenant();
  }

  rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.tasks.rows<Row>(text, values);
  }

  #parts({
    limits,
    workers,
    ...options
  }: ExecutionReplicaOptions): Omit<ExecutionServiceParts, "agents" | "dispatch" | "tasks" | "metrics" | "roles"> {
    const runner = { run: (request: WasmRequest) => this.intercept(request, (one) => this.wasm.run(one)) };
    return {
      database: options.database ?? this.tasks.services.database,
      clock: options.executionClock ?? systemClock,
      log: silentLog,
      catalogue: this.shelf,
      installations: this.shelf,
      binaries: this.shelf.binaries,
      agentRuns: new AgentRuns({ wasm: runner, binaries: this.shelf.binaries, maxLimits }),
      config: {
        ...{ maxPerTenant: 1_000, perMinute: 100_000, costPerSecond: 2, maxLimits },
        ...limits,
        workers: { capacity: 2, leaseMs: 30_000, ackTimeoutMs: 10_000, drainMs: 5_000, ...workers },
      },
    };
  }
}

export interface Published {
  readonly itemId: string;
  readonly releaseId: string;
  readonly name: string;
}

export interface Publication {
  readonly name: string;
  readonly module: Uint8Array;
  readonly manifest?: Manifest;
  readonly pricePerRun?: number;
  /** Who may see it; all unless said. */
  readonly only?: Principal;
}

/** Stands for the marketplace and the binaries: their rows are in the database, their rules are the simplest that there are. */
class Shelf {
  readonly #tasks: TaskWorld;
  readonly #modules = new Map<string, Uint8Array>();
  readonly #releases = new Map<string, RunnableRelease & { readonly only: string | null }>();
  readonly #binaries = new Map<string, { readonly id: string; readonly tenantId: string; readonly sha256: string }>();
  readonly #installed = new Map<string, Set<string>>();
  readonly #listeners = new Set<(tenantId: string) => void>();

  constructor(tasks: TaskWorld) {
    this.#tasks = tasks;
  }

  readonly binaries = {
    get: async (tenantId: string, idOrSha256: string) => {
      const found = [...this.#binaries.values()].find(
        (one) => one.tenantId === tenantId && (one.id === idOrSha256 || one.sha256 === idOrSha256),
      );
      if (!found) return null;
      const size = this.#modules.get(found.sha256)?.length ?? 0;
      return { ...found, size, mediaType: "application/wasm", createdBy: "user", createdAt: new Date() };
    },
    load: async ({ sha256 }: { readonly sha256: string }) => {
      const module = this.#modules.get(sha256);
      if (!module) throw new Error(`no module ${sha256}`);
      return module;
    },
  };

  /** A binary of a tenant; answers its id. */
  async add({ tenantId }: Principal, module: Uint8Array): Promise<string> {
    const sha256 = createHash("sha256").update(module).digest("hex");
    const key = `${tenantId} ${sha256}`;
    const known = this.#binaries.get(key);
    if (known) return known.id;
    const id = newId("binary");
    const size = module.length;
    await this.#tasks.rows("INSERT INTO blobs (sha256, size) VALUES ($1, $2) ON CONFLICT DO NOTHING", [sha256, size]);
    await this.#tasks.rows(
      `INSERT INTO binaries (id, tenant_id, sha256, size, media_type, created_by)
       VALUES ($1, $2, $3, $4, 'application/wasm', 'user')`,
      [id, tenantId, sha256, size],
    );
    this.#modules.set(sha256, module);
    this.#binaries.set(key, { id, tenantId, sha256 });
    return id;
  }

  /** An item with a release. Once more under the same name: what it runs from now on. */
  async publish(by: Principal, publication: Publication): Promise<Published> {
    const { name, module, manifest = {}, pricePerRun = 0, only } = publication;
    await this.add(by, module);
    const sha256 = createHash("sha256").update(module).digest("hex");
    const known = this.#releases.get(name)?.item.id;
    const itemId = known ?? (await this.#insertItem(by, name, pricePerRun));
    const releaseId = newId("release");
    await this.#tasks.rows(
      `INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, binary_sha256, binary_size, digest, published_by)
       VALUES ($1, $2, $3, $4, 'LISTED', $5, $6, $7, $6, 'user')`,
      [releaseId, by.tenantId, itemId, releaseId, JSON.stringify(manifest), sha256, module.length],
    );
    const release = { id: releaseId, itemId, manifest, binarySha256: sha256, binarySize: module.length };
    const runnable = { item: { id: itemId, name, pricePerRun }, release, only: only?.tenantId ?? null };
    // What executions read of an item and a release is there.
    this.#releases.set(name, runnable as unknown as RunnableRelease & { readonly only: string | null });
    return { itemId, releaseId, name };
  }

  install({ tenantId }: Principal, { itemId }: Published): void {
    this.#installed.set(tenantId, (this.#installed.get(tenantId) ?? new Set()).add(itemId));
    for (const tell of this.#listeners) tell(tenantId);
  }

  uninstall({ tenantId }: Principal, { itemId }: Published): void {
    this.#installed.get(tenantId)?.delete(itemId);
    for (const tell of this.#listeners) tell(tenantId);
  }

  async runnable(tenantId: string, item: string, range: string | null): Promise<RunnableRelease> {
    const found = this.#find(tenantId, item);
    if (!found) throw notFound("item", item, ["item"]);
    if (range !== null && range !== "^1") throw notFound("release", range, ["version"]);
    return found;
  }

  async item(tenantId: string, nameOrId: string): Promise<RunnableRelease["item"] | null> {
    return this.#find(tenantId, nameOrId)?.item ?? null;
  }

  async installationsOf(tenantId: string, itemIds: readonly string[]): Promise<Map<string, Installation>> {
    const installed = itemIds.filter((id) => this.#installed.get(tenantId)?.has(id));
    // Only whether there is one is asked for.
    return new Map(installed.map((itemId) => [itemId, { itemId } as Installation]));
  }

  async tenantsWithKinds(after: string): Promise<string[]> {
    const tenants = [...this.#installed].filter(([, items]) => items.size > 0).map(([tenantId]) => tenantId);
    return tenants.filter((tenantId) => tenantId > after).toSorted();
  }

  onInstallationsChanged(listener: (tenantId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #find(tenantId: string, item: string): RunnableRelease | undefined {
    const found = [...this.#releases.values()].find((one) => one.item.name === item || one.item.id === item);
    return found && (found.only === null || found.only === tenantId) ? found : undefined;
  }

  async #insertItem({ tenantId }: Principal, name: string, pricePerRun: number): Promise<string> {
    const [publisherId, itemId] = [newId("publisher"), newId("item")];
    await this.#tasks.rows(
      "INSERT INTO publishers (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, 'P', 'user')",
      [publisherId, tenantId, `p-${publisherId.slice(-26)}`],
    );
    await this.#tasks.rows(
      `INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, price_per_run)
       VALUES ($1, $2, $3, $4, 'AGENT', '', $5)`,
      [itemId, tenantId, publisherId, name, pricePerRun],
    );
    return itemId;
  }
}
