import { setMaxListeners } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createRabbitMqBroker } from "../src/platform/broker/rabbitmq-broker.js";
import { systemClock } from "../src/platform/clock.js";
import { createDatabase, migrate, type Database } from "../src/platform/db/index.js";
import { newId } from "../src/platform/ids.js";
import { silentLog } from "../src/platform/log.js";
import { createMetrics } from "../src/platform/metrics.js";
import type { HostOrder, HostReport, SandboxHost, SandboxSpec } from "../src/sandboxes/index.js";
import type { KeptSandbox } from "../src/sandboxes/ledger.js";
import type { ClaimDesk } from "../src/sandboxes/pool.js";
import { createClaimDesk } from "../src/sandboxes/pool/claim-desk.js";
import { createPoolMetrics } from "../src/sandboxes/pool/pool-metrics.js";
import { createWarmPool } from "../src/sandboxes/pool/warm-pool.js";
import { latenciesOf, type Latencies } from "./figures.js";

const databaseUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const amqpUrl = process.env["MUSTER_BENCH_AMQP_URL"] ?? "amqp://guest:guest@127.0.0.1:5672";
const image = "muster-agent:latest";
const resources = { cpuMillis: 250, memoryBytes: 256 * 2 ** 20, storageBytes: 512 * 2 ** 20 };
const poolSize = 20;
const warmUps = 20;
const rounds = 300;

/** Its containers wait for a claim at once, in this process: what is measured is the claim, not their start. */
class WaitingHost implements SandboxHost {
  readonly name = "waiting containers";
  readonly id = "local:bench";
  readonly isolates = true;
  readonly isAvailable = true;
  readonly #desk: ClaimDesk;
  readonly #over = new AbortController();
  readonly #there = new Set<string>();

  constructor(desk: ClaimDesk) {
    this.#desk = desk;
    // One for each container that waits.
    setMaxListeners(0, this.#over.signal);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#over.abort();
  }

  async provision({ ref, secrets }: HostOrder): Promise<void> {
    this.#there.add(ref);
    void this.#wait(secrets["MUSTER_POOL_KEY"] ?? "");
  }

  async remove(ref: string): Promise<void> {
    this.#there.delete(ref);
  }

  async list(): Promise<HostReport[]> {
    return [];
  }

  onReport(): () => void {
    return () => undefined;
  }

  async *logs(): AsyncIterable<never> {}

  async #wait(key: string): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) if (await this.#desk.awaitClaim(key, 30_000, signal).catch(() => "none")) return;
  }
}

/** From the call that wants one to the answer that it has been told, over PostgreSQL and RabbitMQ. */
export async function warmClaims(): Promise<Latencies> {
  const name = `muster_bench_pool_${process.pid}`;
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await administer(`CREATE DATABASE ${name}`);
  try {
    await migrate(url.href, fileURLToPath(new URL("../prisma/migrations", import.meta.url)));
    const database = createDatabase({ url: url.href, poolSize: 10, log: silentLog, metrics: createMetrics() });
    const broker = createRabbitMqBroker({ url: amqpUrl, prefix: `${name}.`, log: silentLog });
    await database.start();
    await broker.start();
    const parts = { database, broker, clock: systemClock, log: silentLog };
    const desk = createClaimDesk({ ...parts, issueKey: async ({ id }) => `a key of ${id}` });
    const host = new WaitingHost(desk);
    const ownerId = newId("replica");
    const sizes = new Map([[image, poolSize]]);
    const config = { sizes, ownerId, resources, readyTimeoutMs: 60_000, musterUrl: () => "http://muster.example" };
    const pool = createWarmPool({ ...parts, host, metrics: createPoolMetrics(createMetrics()), config });
    await database.pool.query("INSERT INTO replicas (id, roles) VALUES ($1, '{sandboxes}')", [ownerId]);
    for (const service of [desk, pool]) await service.start();
    const timesMs = await measure(database, host, (sandbox) => pool.take(sandbox));
    for (const service of [pool, host, desk, broker, database]) await service.stop();
    return latenciesOf(timesMs.slice(warmUps));
  } finally {
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function measure(
  database: Database,
  host: SandboxHost,
  take: (sandbox: KeptSandbox) => Promise<string | null>,
): Promise<number[]> {
  const tenantId = newId("tenant");
  await database.pool.query("INSERT INTO tenants (id, name) VALUES ($1, 'bench')", [tenantId]);
  const timesMs: number[] = [];
  while (timesMs.length < warmUps + rounds) {
    const sandbox = await insert(database, host, tenantId);
    const startMs = performance.now();
    const ref = await take(sandbox);
    const tookMs = performance.now() - startMs;
    // The next ones are being made.
    if (ref === null) await new Promise((resolve) => setTimeout(resolve, 20));
    else timesMs.push(tookMs);
  }
  return timesMs;
}

async function insert(database: Database, host: SandboxHost, tenantId: string): Promise<KeptSandbox> {
  const [id, taskId] = [newId("sandbox"), newId("task")];
  const empty = { command: null, args: ["a"], env: {}, files: [], egress: [], labels: {} };
  const spec: SandboxSpec = { image, ...empty, ...resources, timeoutMs: 60_000 };
  await database.pool.query(
    `INSERT INTO sandboxes (id, tenant_id, status, task_id, spec, host, created_by)
    VALUES ($1, $2, 'PROVISIONING', $3, $4, $5, 'user')`,
    [id, tenantId, taskId, JSON.stringify(spec), host.id],
  );
  // All that the pool reads of it.
  return { id, tenantId, taskId, agentId: null, spec } as KeptSandbox;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
