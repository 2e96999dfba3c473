import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate, MigrationError, pendingMigrations } from "../../src/platform/db/index.js";
import { eventually } from "../support/eventually.js";
import { hasPrismaCli } from "../support/prisma-cli.js";
import { createDatabaseLike, dropDatabase, migrationsFolder } from "../support/template.js";
import { runPrisma, schemaFile } from "../../tools/prisma/command.js";

let folder: string;
let url: string;
let pool: pg.Pool;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-migrations-"));
  url = await createDatabaseLike(inject("databaseUrl"), "template0");
  pool = openPool(url);
});
afterEach(async () => {
  await pool.end();
  await dropDatabase(url);
  await rm(folder, { recursive: true });
});

/** A database is dropped with connections to it, some of them closing. */
function openPool(connectionString: string): pg.Pool {
  const opened = new pg.Pool({ connectionString });
  opened.on("error", () => undefined);
  opened.on("connect", (client) => void client.on("error", () => undefined));
  return opened;
}

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

/** Prisma's table, without what differs from run to run. */
async function readRows(): Promise<unknown[]> {
  const columns =
    "migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at IS NOT NULL AS finished";
  return (await pool.query<object>(`SELECT ${columns} FROM _prisma_migrations ORDER BY started_at`)).rows;
}

async function readColumns(): Promise<unknown[]> {
  const columns = "column_name, data_type, character_maximum_length, is_nullable, column_default";
  const statement = `SELECT ${columns} FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`;
  return (await pool.query<object>(statement)).rows;
}

describe("migrate", () => {
  test("applies what is missing, in order, and nothing twice", async () => {
    await write("1_first", "CREATE TABLE numbers (n int); INSERT INTO numbers VALUES (1);");
    expect(await migrate(url, folder)).toEqual(["1_first"]);
    await write("2_second", "UPDATE numbers SET n = n + 1;");
    expect(await pendingMigrations(pool, folder)).toEqual(["2_second"]);
    expect(await migrate(url, folder)).toEqual(["2_second"]);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await pendingMigrations(pool, folder)).toEqual([]);
    expect((await pool.query("SELECT n FROM numbers")).rows).toEqual([{ n: 2 }]);
  });

  test("lets one of many replicas apply and the others wait for it", async () => {
    await write("1_slow", "CREATE TABLE once (); SELECT pg_sleep(0.3);");
    const answers = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(answers.toSorted((a, b) => a.length - b.length)).toEqual([[], [], ["1_slow"]]);
    expect(await readRows()).toHaveLength(1);
  });

  test("runs a file with functions and several statements as one", async () => {
    await write(
      "1_function",
      `CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$; CREATE TABLE t ();`,
    );
    await migrate(url, folder);
    expect((await pool.query("SELECT one()")).rows).toEqual([{ one: 1 }]);
  });

  test("refuses a migration that was modified after it was applied", async () => {
    await write("1_first", "CREATE TABLE a ();");
    await migrate(url, folder);
    await write("1_first", "CREATE TABLE a (n int);");
    await expect(migrate(url, folder)).rejects.toThrow(/1_first was modified/);
    await expect(pendingMigrations(pool, folder)).rejects.toThrow(MigrationError);
  });

  test("keeps nothing of a migration that fails, says why, and refuses to go on", async () => {
    await write("1_bad", "CREATE TABLE half (); SELECT 1 / 0;");
    await expect(migrate(url, folder)).rejects.toThrow(/1_bad failed: .*division by zero/);
    expect((await pool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    expect(await readRows()).toMatchObject([{ finished: false, logs: expect.stringContaining("division by zero") }]);
    await expect(migrate(url, folder)).rejects.toThrow(/1_bad has failed before/);
  });

  test("applies a migration anew when the process before was killed in the middle of it", async () => {
    await write("1_slow", "CREATE TABLE slow (); SELECT pg_sleep(60);");
    const killed = expect(migrate(url, folder)).rejects.toThrow();
    const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    await eventually(async () => expect((await pool.query(terminate)).rowCount).toBe(1));
    await killed;
    await write("1_slow", "CREATE TABLE slow ();");
    expect(await migrate(url, folder)).toEqual(["1_slow"]);
  });

  test("runs beside the migrations of a newer release", async () => {
    await write("1_first", "CREATE TABLE a ();");
    await write("2_newer", "CREATE TABLE b ();");
    await migrate(url, folder);
    await rm(join(folder, "2_newer"), { recursive: true });
    expect(await migrate(url, folder)).toEqual([]);
  });

  test("reads as UNAVAILABLE when the database is down", async () => {
    const down = migrate("postgres://nobody@127.0.0.1:1/none", folder);
    await expect(down).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE" });
  });
});

describe.runIf(hasPrismaCli)("prisma's own CLI", { timeout: 60_000 }, () => {
  const prisma = (...words: string[]) => runPrisma(words, { databaseUrl: url, stdio: "pipe" });

  test("finds nothing to do after migrate", async () => {
    await migrate(url, migrationsFolder);
    expect(await prisma("migrate", "status")).toMatchObject({ code: 0, output: expect.stringContaining("up to date") });
    expect(await prisma("migrate", "deploy")).toMatchObject({
      code: 0,
      output: expect.stringContaining("No pending migrations"),
    });
  });

  test("leaves the same table and the same rows as migrate", async () => {
    expect(await prisma("migrate", "deploy")).toMatchObject({ code: 0 });
    const deployed = [await readRows(), await readColumns()];
    expect(await migrate(url, migrationsFolder)).toEqual([]);
    const other = await createDatabaseLike(inject("databaseUrl"), "template0");
    await migrate(other, migrationsFolder);
    await pool.end();
    pool = openPool(other);
    expect([await readRows(), await readColumns()]).toEqual(deployed);
    await dropDatabase(other);
  });

  test("sees no difference between the migrations and schema.prisma", async () => {
    const words = ["migrate", "diff", "--from-migrations", migrationsFolder, "--to-schema", schemaFile, "--exit-code"];
    expect(await prisma(...words)).toMatchObject({ code: 0 });
  });

  test("sees the difference where there is one", async () => {
    await cp(migrationsFolder, folder, { recursive: true });
    await write("99999999999999_extra", "CREATE TABLE extra (id text PRIMARY KEY);");
    const outcome = await prisma(
      "migrate",
      "diff",
      "--from-migrations",
      folder,
      "--to-schema",
      schemaFile,
      "--exit-code",
    );
    expect(outcome).toMatchObject({ code: 2, output: expect.stringContaining("extra") });
  });
});
