import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Execution } from "../../src/executions/index.js";
import { loseExecutions } from "../../src/executions/sql/lose-executions.sql.js";
import type { Principal } from "../../src/identity/index.js";
import type { Database } from "../../src/platform/db/database.js";
import { unavailable } from "../../src/platform/errors.js";
import { eventually } from "../support/eventually.js";
import { ExecutionWorld, type ExecutionReplica } from "../support/execution-world.js";
import { createGate, type Gate } from "../support/gate.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { hello } from "../support/wasm-modules.js";

const lost = { reason: "LOST", message: "The process that ran it is gone." };

describe("executions whose process is gone", () => {
  let world: ExecutionWorld;
  let admin: Principal;
  let binary: string;
  let gate: Gate;

  beforeAll(async () => {
    world = await ExecutionWorld.open();
    admin = await world.tenant();
    binary = await world.shelf.add(admin, hello);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    gate = createGate();
    world.intercept = async (request, run) => {
      await gate.isOpen;
      return run(request);
    };
  });
  afterEach(() => gate.open());

  const roles = ["api", "dispatcher"];

  /** A run that is noted and goes on until the gate is open. */
  async function begin(replica: ExecutionReplica): Promise<{ id: string; done: Promise<Execution> }> {
    const done = replica.executions.execute(admin, { agent: { binary } });
    done.catch(() => undefined);
    const [row] = await eventually(async () => {
      const found = await world.rows<{ id: string }>("SELECT id FROM executions WHERE status = 'RUNNING'");
      expect(found).toHaveLength(1);
      return found;
    });
    return { id: row?.id ?? "", done };
  }

  async function overdue(id: string): Promise<void> {
    await world.rows("UPDATE executions SET deadline_at = now() - interval '1 ms' WHERE id = $1", [id]);
  }

  const kept = async (replica: ExecutionReplica, id: string): Promise<Execution | undefined> =>
    (await replica.executions.getMany(admin.tenantId, [id])).get(id);

  it("are lost once they are overdue, and no end that comes later changes that or counts as a use", async () => {
    const replica = await world.replica({ roles });
    const { id, done } = await begin(replica);
    await overdue(id);
    const reaper = await world.replica({ roles: ["reaper"] });
    await eventually(async () => expect(await kept(replica, id)).toMatchObject({ status: "LOST" }));
    await reaper.stop();
    gate.open();
    const answered = await done;
    expect(answered).toMatchObject({ id, status: "LOST", error: lost, exitCode: null, cost: null });
    expect(answered.finishedAt).not.toBeNull();
    expect(await kept(replica, id)).toEqual(answered);
    expect(await world.rows("SELECT 1 FROM item_uses")).toEqual([]);
  });

  it("are left alone before, and by processes that do not look for them", async () => {
    const replica = await world.replica({ roles });
    const { id, done } = await begin(replica);
    const reaper = await world.replica({ roles: ["reaper"] });
    await reaper.stop();
    expect(await kept(replica, id)).toMatchObject({ status: "RUNNING" });
    await overdue(id);
    const other = await world.replica({ roles });
    await other.stop();
    expect(await kept(replica, id)).toMatchObject({ status: "RUNNING" });
    gate.open();
    expect(await done).toMatchObject({ status: "SUCCEEDED" });
  });

  it("are lost once, a bounded number at a time, and not while somebody writes their end", async () => {
    const { database } = world.tasks.services;
    await world.rows(
      `INSERT INTO executions (id, tenant_id, binary_sha256, created_by, deadline_at)
       SELECT 'execution_' || n, $1, 'x', 'u', now() - n * interval '1 second' FROM generate_series(1, 25) n`,
      [admin.tenantId],
    );
    await database.transaction(async (client) => {
      await client.query("SELECT 1 FROM executions WHERE id = 'execution_25' FOR UPDATE");
      const lose = () => database.query<{ id: string }>(loseExecutions, [10, JSON.stringify(lost)]);
      const all = (await Promise.all([lose(), lose(), lose(), lose()])).flat().map(({ id }) => id);
      expect(all).toHaveLength(24);
      expect(new Set(all).size).toBe(24);
      expect(all).not.toContain("execution_25");
    });
    await world.rows("DELETE FROM executions WHERE binary_sha256 = 'x'");
  });

  it("are not those that wait longer than they may run: their process puts them off", async () => {
    const clock = new ManualClock();
    const replica = await world.replica({ roles, executionClock: clock });
    const done = replica.executions.execute(admin, { agent: { binary } });
    await eventually(async () => {
      clock.advance(20);
      expect(await world.rows("SELECT 1 FROM executions WHERE status = 'RUNNING'")).toHaveLength(1);
    });
    await world.rows("UPDATE executions SET deadline_at = now() WHERE status = 'RUNNING'");
    const dueInMs = async (): Promise<number> => {
      const [row] = await world.rows<{ ms: number }>(
        "SELECT extract(epoch FROM deadline_at - now())::float * 1000 AS ms FROM executions WHERE status = 'RUNNING'",
      );
      return row?.ms ?? NaN;
    };
    // Five seconds to run and a minute of margin: it is looked at well before.
    clock.advance(46_000);
    await eventually(async () => {
      clock.advance(15_000);
      expect(await dueInMs()).toBeGreaterThan(50_000);
    });
    gate.open();
    expect(await done).toMatchObject({ status: "SUCCEEDED" });
  });

  describe("with the database", () => {
    /** Fails the statements that it is told to. */
    function failing(names: ReadonlySet<string>): Database {
      const { database } = world.tasks.services;
      return {
        prisma: database.prisma,
        pool: database.pool,
        queryWithin: database.queryWithin.bind(database),
        transaction: database.transaction.bind(database),
        ping: database.ping.bind(database),
        query: (statement, values) =>
          names.has(statement.name)
            ? Promise.reject(unavailable("The database is not available.", "DATABASE_UNAVAILABLE"))
            : database.query(statement, values),
      };
    }

    it("away at the end are answered UNAVAILABLE, and lost later", async () => {
      const replica = await world.replica({ roles, database: failing(new Set(["end-executions"])) });
      const { id, done } = await begin(replica);
      gate.open();
      expect(await refusalOf(done)).toMatchObject({ code: "UNAVAILABLE" });
      expect(await kept(replica, id)).toMatchObject({ status: "RUNNING" });
      await overdue(id);
      await world.replica({ roles: ["reaper"] });
      await eventually(async () => expect(await kept(replica, id)).toMatchObject({ status: "LOST", error: lost }));
    });

    it("away at the beginning alone are kept all the same", async () => {
      const failures = new Set(["begin-executions"]);
      const replica = await world.replica({ roles, database: failing(failures) });
      gate.open();
      world.intercept = async (request, run) => {
        const begun = Date.now();
        await eventually(() => expect(Date.now() - begun).toBeGreaterThan(60));
        return run(request);
      };
      const done = await replica.executions.execute(admin, { agent: { binary } });
      expect(done).toMatchObject({ status: "SUCCEEDED" });
      expect(await kept(replica, done.id)).toMatchObject({ status: "SUCCEEDED" });
      expect(done.createdAt.getTime()).toBeLessThan((done.finishedAt?.getTime() ?? 0) - 40);
    });
  });
});
