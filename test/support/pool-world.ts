import { setMaxListeners } from "node:events";
import { expect } from "vitest";
import { createClaimDesk } from "../../src/sandboxes/pool/claim-desk.js";
import { deliverMs } from "../../src/sandboxes/pool/deliveries.js";
import { createPoolMetrics } from "../../src/sandboxes/pool/pool-metrics.js";
import { createWarmPool } from "../../src/sandboxes/pool/warm-pool.js";
import type {
  HostError,
  HostOrder,
  HostReport,
  SandboxClaim,
  SandboxHost,
  SandboxSpec,
} from "../../src/sandboxes/index.js";
import type { KeptSandbox } from "../../src/sandboxes/ledger.js";
import type { ClaimDesk, WarmPool } from "../../src/sandboxes/pool.js";
import type { ClaimedSandbox } from "../../src/sandboxes/sql/warm-deliver.sql.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics, type Metrics } from "../../src/platform/metrics.js";
import { eventually } from "./eventually.js";
import { HeldClock } from "./held-clock.js";
import { openTestServices, type TestServices } from "./services.js";

export const image = "muster-agent:latest";
const mib = 1024 * 1024;
export const resources = { cpuMillis: 250, memoryBytes: 256 * mib, storageBytes: 512 * mib };

/** Says that everything it is told to make is there; its containers are played by a test, or wait for a claim by themselves. */
export class PoolHost implements SandboxHost {
  readonly name = "host";
  readonly isolates = true;
  readonly orders: HostOrder[] = [];
  readonly removed: string[] = [];
  readonly there = new Map<string, HostOrder>();
  isAvailable = true;
  /** What it throws instead of making something. */
  failure: HostError | null = null;
  onProvisioned: (order: HostOrder) => void = () => undefined;

  constructor(readonly id: string) {}

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async provision(order: HostOrder): Promise<void> {
    this.orders.push(order);
    if (this.failure) throw this.failure;
    this.there.set(order.ref, order);
    this.onProvisioned(order);
  }

  async remove(ref: string): Promise<void> {
    this.removed.push(ref);
    this.there.delete(ref);
  }

  async list(): Promise<HostReport[]> {
    return [...this.there.keys()].map((ref) => reportOf(ref, "RUNNING"));
  }

  onReport(): () => void {
    return () => undefined;
  }

  async *logs(): AsyncIterable<never> {}
}

export function reportOf(ref: string, phase: HostReport["phase"]): HostReport {
  return {
    ...{ ref, phase, reason: null, message: null, exitCode: null, containerId: null, connection: null },
    ...{ startedAt: null, finishedAt: null, cpuMs: null, peakMemoryBytes: null },
  };
}

interface WarmMember {
  readonly id: string;
  readonly image: string;
  readonly ownerId: string;
  readonly ready: boolean;
  readonly sandboxId: string | null;
}

export interface PoolProcess {
  readonly pool: WarmPool;
  readonly desk: ClaimDesk;
  readonly ownerId: string;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

export interface PoolProcessOptions {
  readonly sizes?: Readonly<Record<string, number>>;
  readonly clock?: Clock;
  readonly broker?: Broker;
  readonly readyTimeoutMs?: number;
  readonly issueKey?: (sandbox: ClaimedSandbox) => Promise<string | null>;
}

/** A host, and processes that keep a pool on it and hold the calls of its containers. A new one for each test. */
export class PoolWorld {
  readonly host = new PoolHost(`local:${newId("replica")}`);
  /** What the containers were told, by what the host knows them by. */
  readonly claims = new Map<string, SandboxClaim>();
  /** Where the containers wait, in turn. */
  readonly desks: ClaimDesk[] = [];
  readonly #processes: PoolProcess[] = [];
  readonly #over = new AbortController();
  readonly #containers = new Set<Promise<void>>();
  #tenantId: Promise<string> | null = null;

  constructor(readonly services: TestServices) {
    this.host.onProvisioned = (order) => this.play(order);
    // One for each container that waits.
    setMaxListeners(0, this.#over.signal);
  }

  static services(): Promise<TestServices> {
    return openTestServices({ poolSize: 10 });
  }

  /** A process, started. Its replica is known as long as it runs. */
  async process(options: PoolProcessOptions = {}): Promise<PoolProcess> {
    const { clock = new HeldClock(deliverMs), broker = this.services.broker, readyTimeoutMs = 60_000 } = options;
    const ownerId = newId("replica");
    await this.rows("INSERT INTO replicas (id, roles) VALUES ($1, '{sandboxes}')", [ownerId]);
    const metrics = createMetrics();
    const sizes = new Map(Object.entries(options.sizes ?? { [image]: 2 }));
    const parts = { database: this.services.database, broker, clock, log: silentLog };
    const pool = createWarmPool({
      ...{ ...parts, host: this.host, metrics: createPoolMetrics(metrics) },
      config: { sizes, ownerId, resources, readyTimeoutMs, musterUrl: () => "http://muster.example" },
    });
    const issueKey = options.issueKey ?? (async ({ id, taskId }) => (taskId === null ? null : `key of ${id}`));
    const desk = createClaimDesk({ ...parts, clock: systemClock, issueKey });
    await desk.start();
    this.desks.push(desk);
    await pool.start();
    const stop = async (): Promise<void> => {
      await pool.stop();
      await desk.stop();
      this.desks.splice(0, this.desks.length, ...this.desks.filter((one) => one !== desk));
      await this.rows("DELETE FROM replicas WHERE id = $1", [ownerId]);
    };
    const process = { pool, desk, ownerId, metrics, stop };
    this.#processes.push(process);
    return process;
  }

  /** A container that waits until it is told what to do. */
  play({ ref, secrets }: HostOrder): void {
    const container = this.#wait(ref, secrets["MUSTER_POOL_KEY"] ?? "").finally(() =>
      this.#containers.delete(container),
    );
    this.#containers.add(container);
  }

  /** A sandbox that is being provisioned. */
  async sandbox(changes: Partial<SandboxSpec> = {}, taskId: string | null = newId("task")): Promise<KeptSandbox> {
    const tenantId = await (this.#tenantId ??= this.#addTenant());
    const id = newId("sandbox");
    const spec: SandboxSpec = {
      ...{ image, command: null, args: ["a"], env: { A: "1" }, files: [{ path: "in.txt", base64: "YQ==" }] },
      ...{ ...resources, timeoutMs: 60_000, egress: [], labels: {} },
      ...changes,
    };
    await this.rows(
      `INSERT INTO sandboxes (id, tenant_id, status, task_id, spec, host, created_by)
      VALUES ($1, $2, 'PROVISIONING', $3, $4, $5, 'user')`,
      [id, tenantId, taskId, JSON.stringify(spec), this.host.id],
    );
    // All that the pool reads of it is there.
    return { id, tenantId, taskId, agentId: null, spec } as KeptSandbox;
  }

  members(): Promise<WarmMember[]> {
    return this.rows(
      `SELECT id, image, owner_id AS "ownerId", ready_at IS NOT NULL AS ready, sandbox_id AS "sandboxId"
      FROM warm_sandboxes WHERE host = $1 ORDER BY id`,
      [this.host.id],
    );
  }

  /** Resolves when so many wait that no sandbox has become. */
  ready(count: number): Promise<WarmMember[]> {
    return eventually(async () => {
      const free = (await this.members()).filter((member) => member.ready && member.sandboxId === null);
      expect(free).toHaveLength(count);
      return free;
    });
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.services.database.pool.query(text, [...values])).rows as Row[];
  }

  async close(): Promise<void> {
    this.#over.abort();
    for (const process of this.#processes) await process.stop();
    await Promise.all(this.#containers);
  }

  async #addTenant(): Promise<string> {
    const tenantId = newId("tenant");
    await this.rows("INSERT INTO tenants (id, name) VALUES ($1, 'T')", [tenantId]);
    return tenantId;
  }

  async #wait(ref: string, key: string): Promise<void> {
    for (let turn = 0; !this.#over.signal.aborted && this.host.there.has(ref); turn++) {
      const desk = this.desks[turn % Math.max(1, this.desks.length)];
      if (!desk) return;
      try {
        const claim = await desk.awaitClaim(key, 25_000, this.#over.signal);
        if (claim) return void this.claims.set(ref, claim);
      } catch {
        return;
      }
    }
  }
}
