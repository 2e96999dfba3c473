import { randomUUID } from "node:crypto";
import pg from "pg";
import type { ClientBase, Pool } from "pg";
import { toFailure } from "./failures.js";
import { type AppliedMigration, type Migration, MigrationError, readMigrations, selectPending } from "./migrations.js";

/** The key that `prisma migrate` takes too: all who migrate, by whatever tool, do so one after the other. */
const advisoryLock = 72_707_369;
/** Longest wait for others who migrate. */
const lockMs = 120_000;
const lockNotAvailable = "55P03";
const undefinedTable = "42P01";

/** Prisma's own table, to the letter. */
const createTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
const selectApplied = `
SELECT migration_name AS name, checksum, finished_at AS "finishedAt"
FROM _prisma_migrations
WHERE rolled_back_at IS NULL`;
const insertStarted = `
INSERT INTO _prisma_migrations (id, checksum, migration_name)
VALUES ($1, $2, $3)`;
const updateFinished = `
UPDATE _prisma_migrations
SET finished_at = clock_timestamp(), applied_steps_count = 1
WHERE id = $1`;
const insertFailed = `
INSERT INTO _prisma_migrations (id, checksum, migration_name, logs)
VALUES ($1, $2, $3, $4)`;

/**
 * Applies the migrations of `folder` that the database at `url` lacks, with the same result as `prisma migrate deploy`, and
 * answers their names. Any number of processes may call it at once: one applies, the others wait for it. Each
 * migration runs in one transaction. Rejects with a MigrationError, or with UNAVAILABLE when PostgreSQL is not there.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: "muster migrate" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await lock(client);
    await client.query(createTable);
    const pending = selectPending(migrations, await readApplied(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw toFailure(error);
  } finally {
    // Frees the lock too.
    await client.end().catch(() => undefined);
  }
}

/** The names of the migrations that the database still lacks. Rejects as `migrate` does; changes nothing. */
export async function pendingMigrations(pool: Pool, folder: string): Promise<string[]> {
  const pending = selectPending(await readMigrations(folder), await readApplied(pool));
  return pending.map(({ name }) => name);
}

async function lock(client: ClientBase): Promise<void> {
  try {
    await client.query(`SET lock_timeout = ${lockMs}`);
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    await client.query("RESET lock_timeout");
  } catch (error) {
    if (!hasCode(error, lockNotAvailable)) throw error;
    throw new MigrationError(`Another process has been migrating the database for ${lockMs / 1_000} s.`, error);
  }
}

async function readApplied(client: ClientBase | Pool): Promise<AppliedMigration[]> {
  try {
    return (await client.query<AppliedMigration>(selectApplied)).rows;
  } catch (error) {
    if (hasCode(error, undefinedTable)) return [];
    throw error;
  }
}

/** In one transaction with its row, so that a process killed in the middle leaves nothing. A failure leaves an unfinished row. */
async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  const row = [randomUUID(), checksum, name];
  try {
    await client.query("BEGIN");
    await client.query(insertStarted, row);
    // Without values it goes as one simple query, which may hold many statements.
    await client.query(sql);
    await client.query(updateFinished, [row[0]]);
    await client.query("COMMIT");
  } catch (error) {
    await recordFailure(client, row, error).catch(() => undefined);
    throw new MigrationError(`Migration ${name} failed: ${String(error)}`, error);
  }
}

async function recordFailure(client: ClientBase, row: readonly unknown[], error: unknown): Promise<void> {
  await client.query("ROLLBACK");
  await client.query(insertFailed, [...row, String(error)]);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
