import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient, QueryConfig } from "pg";
import type { PrismaClient } from "../../generated/prisma/client.js";
import type { Log } from "../log.js";
import { latencySeconds, type Metrics } from "../metrics.js";
import { MusterError } from "../errors.js";
import type { Service } from "../service.js";
import type { Database, Statement } from "./database.js";
import { isBroken, isRefusal, isStalePlan, isVictim, toLastFailure } from "./failures.js";
import { createPool } from "./pool.js";
import { createPrisma } from "./prisma.js";

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`; a unix socket as `?host=<its directory>`. */
  readonly url: string;
  /** Most connections at a time. */
  readonly poolSize: number;
  readonly log: Log;
  readonly metrics: Metrics;
  /** How long `start` waits for PostgreSQL to come up; 30 s unless said. */
  readonly connectMs?: number;
  /** Longest wait for a free connection; 10 s unless said. */
  readonly acquireMs?: number;
  /** Longest run of one statement; 30 s unless said. */
  readonly statementMs?: number;
}

/** The oldest release that Muster is tested with, as `server_version_num` gives it. */
const minVersion = 150_000;
const retryMs = 250;
/** How often a statement is sent that PostgreSQL undoes for another one's sake. */
const maxAttempts = 4;
const victimPauseMs = 10;

/** Opens no connection before `start`, which rejects when PostgreSQL refuses us, is too old or does not come up in time. */
export function createDatabase(options: DatabaseOptions): Database & Service {
  return new PostgresDatabase(options);
}

class PostgresDatabase implements Database, Service {
  readonly name = "database";
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  readonly #options: DatabaseOptions;
  readonly #observe: (statement: string, seconds: number) => void;
  readonly #stopping = new AbortController();
  /** Connections that are open: the pool forgets one before it has closed. */
  readonly #open = new Set<Promise<void>>();
  #ended: Promise<void> | undefined;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    const { url, poolSize: size, acquireMs = 10_000, statementMs = 30_000, log, metrics } = options;
    const onBroken = (error: Error): void => log.warn({ err: error }, "a database connection broke");
    this.pool = createPool({ url, size, acquireMs, statementMs, onBroken });
    this.pool.on("connect", (client) => {
      const closed: Promise<void> = new Promise<void>((resolve) => client.once("end", resolve)).then(
        () => void this.#open.delete(closed),
      );
      this.#open.add(closed);
    });
    this.prisma = createPrisma(this.pool);
    this.#observe = measure(metrics, this.pool);
  }

  async start(): Promise<void> {
    const { connectMs = 30_000, log } = this.#options;
    const deadline = performance.now() + connectMs;
    for (;;) {
      try {
        return await this.#checkVersion();
      } catch (error) {
        const cause = error instanceof MusterError ? error.cause : error;
        if (isRefusal(cause) || !isBroken(cause) || performance.now() >= deadline) throw error;
        log.info({ err: cause }, "waiting for the database");
      }
      await pause(retryMs, undefined, { signal: this.#stopping.signal });
    }
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return (this.#ended ??= this.#end());
  }

  async query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const startedAt = performance.now();
    try {
      return await this.#send<Row>(statement, values);
    } catch (error) {
      throw toLastFailure(error);
    } finally {
      this.#observe(statement.family ?? statement.name, (performance.now() - startedAt) / 1_000);
    }
  }

  async queryWithin<Row>(client: PoolClient, statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const startedAt = performance.now();
    try {
      return (await client.query<Row & object>(queryOf(statement, values))).rows;
    } finally {
      this.#observe(statement.family ?? statement.name, (performance.now() - startedAt) / 1_000);
    }
  }

  async transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query("BEGIN");
      const result = await work(client);
      await client.query("COMMIT");
      client.release();
      return result;
    } catch (error) {
      const rolledBack = !isBroken(error) && (await rollBack(client));
      client.release(!rolledBack);
      throw toLastFailure(error);
    }
  }

  async ping(): Promise<void> {
    await this.pool.query("SELECT 1");
  }

  /**
   * A victim that is back at once takes its first row before the winner has woken up to it, and both are where they were:
   * it waits a little longer each time, by chance, so that two victims of each other come apart too.
   */
  async #send<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.pool.query<Row & object>(queryOf(statement, values))).rows;
      } catch (error) {
        if (attempt === maxAttempts || !(isVictim(error) || isStalePlan(error))) throw error;
        if (isVictim(error)) await pause(Math.random() * victimPauseMs * 2 ** attempt);
      }
    }
  }

  async #end(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
    await Promise.all(this.#open);
  }

  async #checkVersion(): Promise<void> {
    const { rows } = await this.pool.query<{ version: number; text: string }>(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS text",
    );
    const [server] = rows;
    if (server && server.version < minVersion)
      throw new Error(`PostgreSQL ${server.text} is too old: Muster needs 15 or newer.`);
  }
}

function queryOf(statement: Statement, values: readonly unknown[]): QueryConfig {
  // pg takes a mutable array but does not write to it.
  return { ...statement, values: values as unknown[] };
}

/** Answers whether it worked: a connection that cannot even roll back is lost, and PostgreSQL rolls back by itself. */
async function rollBack(client: PoolClient): Promise<boolean> {
  return client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
}

function measure(metrics: Metrics, pool: Pool): (statement: string, seconds: number) => void {
  metrics.gauge({
    name: "muster_database_connections",
    help: "Connections that are open, in use or not.",
    collect: () => pool.totalCount,
  });
  metrics.gauge({
    name: "muster_database_waiting_calls",
    help: "Calls that wait for a connection.",
    collect: () => pool.waitingCount,
  });
  const histogram = metrics.histogram({
    name: "muster_database_query_seconds",
    help: "Time of a prepared statement, the wait for a connection included.",
    labelNames: ["statement"],
    buckets: latencySeconds,
  });
  return (statement, seconds) => histogram.observe({ statement }, seconds);
}
