import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database, type DatabaseOptions } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import type { Service } from "../../src/platform/service.js";
import { openTestDatabase, type TestDatabase } from "../support/database.js";
import { eventually } from "../support/eventually.js";
import { administrate, databaseOf, urlOf } from "../support/template.js";

let opened: TestDatabase;
const others: Service[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});
afterAll(() => opened.close());

function create(options: Partial<DatabaseOptions> = {}): Database & Service {
  const database = createDatabase({
    url: opened.url,
    poolSize: 2,
    log: silentLog,
    metrics: createMetrics(),
    ...options,
  });
  others.push(database);
  return database;
}

/** A statement that PostgreSQL refuses with the SQLSTATE. */
function failWith(code: string): { name: string; text: string } {
  return { name: `fail-${code}`, text: `SELECT pg_temp.fail_${code.toLowerCase()}()` };
}

async function prepareFailure(database: Database, code: string): Promise<void> {
  await database.pool.query(
    `CREATE FUNCTION pg_temp.fail_${code.toLowerCase()}() RETURNS void LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '${code}'; END $$`,
  );
}

const backendId = { name: "backend-id", text: "SELECT pg_backend_pid() AS id" };

async function terminateAll(): Promise<void> {
  const ofTests = `datname = '${databaseOf(opened.url)}'`;
  await administrate(opened.url, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${ofTests}`);
}

describe("a query", () => {
  test("reads bigint as a number and timestamptz as a Date", async () => {
    const statement = { name: "read-types", text: "SELECT count(*) AS n, now() AS at FROM tenants" };
    const [row] = await opened.database.query<{ n: number; at: Date }>(statement, []);
    expect(row?.n).toBe(0);
    expect(row?.at).toBeInstanceOf(Date);
  });

  test("is a prepared statement, and so is Prisma's", async () => {
    const database = create({ poolSize: 1 });
    await database.query({ name: "one-of-ours", text: "SELECT $1::text" }, ["x"]);
    await database.prisma.tenant.findMany({ where: { id: "none" } });
    const { rows } = await database.pool.query<{ name: string }>("SELECT name FROM pg_prepared_statements");
    const names = rows.map(({ name }) => name);
    expect(names).toContain("one-of-ours");
    expect(names).toContainEqual(expect.stringMatching(/^prisma_/));
  });

  test("within a transaction is a prepared statement too, is measured, and is undone with it", async () => {
    const metrics = createMetrics();
    const database = create({ poolSize: 1, metrics });
    await database.pool.query("CREATE TABLE words (word text)");
    const statement = { name: "add-word", text: "INSERT INTO words VALUES ($1) RETURNING word" };
    const lost = database.transaction(async (client) => {
      expect(await database.queryWithin(client, statement, ["a"])).toEqual([{ word: "a" }]);
      const { rows } = await client.query("SELECT name FROM pg_prepared_statements WHERE name = 'add-word'");
      expect(rows).toHaveLength(1);
      await database.queryWithin(client, { name: "broken-within", text: "SELECT 1 / $1::int" }, [0]);
    });
    await expect(lost).rejects.toMatchObject({ code: "22012" });
    expect(await database.query({ name: "words", text: "SELECT * FROM words" }, [])).toEqual([]);
    expect(await metrics.registry.metrics()).toContain('muster_database_query_seconds_count{statement="add-word"} 1');
  });

  test("keeps its connection when the statement itself is at fault", async () => {
    const database = create({ poolSize: 1 });
    const before = await database.query(backendId, []);
    await expect(database.query({ name: "broken", text: "SELECT 1 / $1::int" }, [0])).rejects.toMatchObject({
      code: "22012",
    });
    expect(await database.query(backendId, [])).toEqual(before);
  });

  test("is sent again when it was the victim of a deadlock", async () => {
    const database = create();
    await database.pool.query("CREATE TABLE pairs AS SELECT n FROM generate_series(1, 2) AS n");
    await database.pool.query("SET deadlock_timeout = '100ms'");
    // Both rows in either order by one statement each: once both have their first row, each waits for the other's.
    const lock = (order: string) => ({
      name: `lock-${order}`,
      text: `WITH slow AS MATERIALIZED (SELECT n FROM pairs ORDER BY n ${order})
             SELECT (SELECT pg_temp.touch(n)) FROM slow`,
    });
    const touch = `CREATE OR REPLACE FUNCTION pg_temp.touch(int) RETURNS void LANGUAGE plpgsql AS
      $$ BEGIN UPDATE pairs SET n = n WHERE n = $1; PERFORM pg_advisory_xact_lock_shared(1); END $$`;
    const clients = await Promise.all([database.pool.connect(), database.pool.connect()]);
    for (const client of clients) await client.query(touch);
    for (const client of clients) client.release();
    const querying = await opened.database.transaction(async (client) => {
      await client.query("SELECT pg_advisory_xact_lock(1)");
      const both = Promise.all([database.query(lock("ASC"), []), database.query(lock("DESC"), [])]);
      await eventually(async () => expect(await backendsIn("advisory")).toBe(2));
      // Awaited after the commit that they wait for.
      return { both };
    });
    expect((await querying.both).map((rows) => rows.length)).toEqual([2, 2]);
    expect(await deadlocks(database)).toBeGreaterThan(0);
  });

  test("goes on after a migration has changed its table", async () => {
    const database = create({ poolSize: 1 });
    await database.pool.query("CREATE TABLE growing AS SELECT 1 AS a");
    const statement = { name: "read-growing", text: "SELECT * FROM growing" };
    await database.query(statement, []);
    await opened.database.pool.query("ALTER TABLE growing ADD COLUMN b int");
    expect(await database.query(statement, [])).toEqual([{ a: 1, b: null }]);
  });

  test("that takes too long is ended by the server and reads as TIMEOUT", async () => {
    const database = create({ statementMs: 100 });
    const slow = database.query({ name: "slow", text: "SELECT pg_sleep(60)" }, []);
    await expect(slow).rejects.toMatchObject({ code: "TIMEOUT", reason: "DATABASE_TIMEOUT" });
  });

  test.for([
    ["53100", "DATABASE_FULL"],
    ["53300", "DATABASE_UNAVAILABLE"],
    ["57P01", "DATABASE_UNAVAILABLE"],
    ["08006", "DATABASE_UNAVAILABLE"],
    ["58030", "DATABASE_UNAVAILABLE"],
    ["40001", "DATABASE_BUSY"],
  ])("that fails with %s reads as UNAVAILABLE, %s, with its cause", async ([code = "", reason]) => {
    const database = create({ poolSize: 1 });
    await prepareFailure(database, code);
    const failure = database.query(failWith(code), []);
    await expect(failure).rejects.toMatchObject({ code: "UNAVAILABLE", reason, cause: { code } });
  });

  test("waits for a connection no longer than it is told to", async () => {
    const database = create({ poolSize: 1, acquireMs: 100 });
    // On a busy machine it takes longer to be connected at all.
    const holder = await eventually(() => database.pool.connect());
    await expect(database.ping()).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_BUSY" });
    holder.release();
    await database.ping();
  });

  test("is refused at once when too many wait already", async () => {
    const database = create({ poolSize: 1 });
    const holder = await database.pool.connect();
    const waiting = Array.from({ length: 200 }, () => database.ping());
    await expect(database.ping()).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_BUSY" });
    holder.release();
    await Promise.all(waiting);
  });
});

/** How many of the tests' connections wait for this. */
async function backendsIn(event: string): Promise<number | null> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = $1";
  return (await opened.database.pool.query(waiting, [event])).rowCount;
}

/** A connection tells what it has counted at the end of a statement, and not each time: both of them are asked. */
async function deadlocks(database: Database): Promise<number> {
  return eventually(async () => {
    const statement = {
      name: "deadlocks",
      text: "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    };
    const ask = () => database.query<{ deadlocks: number }>(statement, []);
    const [, [row]] = await Promise.all([ask(), ask()]);
    expect(row?.deadlocks).toBeGreaterThan(0);
    return row?.deadlocks ?? 0;
  });
}

describe("a transaction", () => {
  const insert = "INSERT INTO tenants (id, name) VALUES ($1, 'x')";
  const count = (id: string) => opened.database.prisma.tenant.count({ where: { id } });

  test("commits what its work did and answers its result", async () => {
    const id = randomUUID();
    const result = await opened.database.transaction(async (client) => (await client.query(insert, [id])).rowCount);
    expect(result).toBe(1);
    expect(await count(id)).toBe(1);
  });

  test("rolls back and rethrows when its work rejects", async () => {
    const id = randomUUID();
    const failed = opened.database.transaction(async (client) => {
      await client.query(insert, [id]);
      throw new Error("not like that");
    });
    await expect(failed).rejects.toThrow("not like that");
    expect(await count(id)).toBe(0);
  });

  test("reads as UNAVAILABLE when its connection is lost, and gives the connection back", async () => {
    const database = create({ poolSize: 1 });
    const cut = database.transaction(async (client) => {
      await terminateAll();
      await client.query("SELECT 1");
    });
    await expect(cut).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE" });
    expect(await database.transaction(async () => "again")).toBe("again");
  });
});

describe("a database that is lost", () => {
  test("costs idle connections only: the next calls open new ones", async () => {
    const database = create();
    await Promise.all([database.ping(), database.ping()]);
    await terminateAll();
    await eventually(() => expect(database.pool.totalCount).toBe(0));
    await database.ping();
    expect(await database.prisma.tenant.findMany({ where: { id: "none" } })).toEqual([]);
  });

  test("ends a query under way as UNAVAILABLE, Prisma's too", async () => {
    const database = create();
    const unavailable = { code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE" };
    const checks = [
      expect(database.query({ name: "long", text: "SELECT pg_sleep(60)" }, [])).rejects.toMatchObject(unavailable),
      expect(database.prisma.$queryRaw`SELECT pg_sleep(60)::text`).rejects.toMatchObject(unavailable),
    ];
    await eventually(async () => expect(await backendsIn("PgSleep")).toBe(2));
    await terminateAll();
    await Promise.all(checks);
  });

  test("reads as UNAVAILABLE through every door while it is down", async () => {
    const database = create({ url: "postgres://nobody@127.0.0.1:1/none" });
    const unavailable = { code: "UNAVAILABLE", reason: "DATABASE_UNAVAILABLE", cause: { code: "ECONNREFUSED" } };
    await expect(database.ping()).rejects.toMatchObject(unavailable);
    await expect(database.query(backendId, [])).rejects.toMatchObject(unavailable);
    await expect(database.transaction(async () => 1)).rejects.toMatchObject(unavailable);
    await expect(database.prisma.tenant.findMany()).rejects.toMatchObject(unavailable);
    await expect(database.prisma.$transaction([database.prisma.tenant.findMany()])).rejects.toMatchObject(unavailable);
  });
});

describe("the start of a database", () => {
  test("gives up when the database does not come up in time", async () => {
    const database = create({ url: "postgres://nobody@127.0.0.1:1/none", connectMs: 300 });
    await expect(database.start()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  test("gives up at once when there is no such database", async () => {
    const database = create({ url: urlOf(opened.url, "no_such_database"), connectMs: 60_000 });
    await expect(database.start()).rejects.toMatchObject({ cause: { code: "3D000" } });
  });

  test("is ended by a stop", async () => {
    const database = create({ url: "postgres://nobody@127.0.0.1:1/none" });
    const started = expect(database.start()).rejects.toThrow();
    await database.stop();
    await started;
  });

  test("may be followed by any number of stops, after which calls are refused", async () => {
    const database = create();
    await database.start();
    await Promise.all([database.stop(), database.stop()]);
    await expect(database.ping()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
