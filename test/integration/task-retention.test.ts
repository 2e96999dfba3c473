import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Expirer } from "../../src/platform/expirer.js";
import { newId } from "../../src/platform/ids.js";
import { OldTasks, type Task } from "../../src/tasks/index.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

const dayMs = 86_400_000;
const keepMs = dayMs;
const plenty = 2_000;

describe("tasks that have ended long ago", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let old: Expirer;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica({ config: { backoff: { baseMs: 1, maxMs: 1 } } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.rows("DELETE FROM tasks");
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo", defaultMaxRetries: 0 });
    old = expirer();
  });

  /** As it would be two days from now: what is made today is old enough to be looked at. */
  function expirer(): Expirer {
    const clock = new ManualClock(new Date(Date.now() + 2 * dayMs));
    return new OldTasks({ database: world.services.database, clock, keepMs });
  }

  /** Calls it until a pass is over; answers what was deleted, and in how many calls. */
  async function expire(by = old, maxRows = plenty): Promise<{ deleted: Record<string, number>; calls: number }> {
    const deleted: Record<string, number> = {};
    for (let calls = 1; ; calls++) {
      const done = await by.expire(maxRows);
      for (const [table, rows] of Object.entries(done.deleted)) deleted[table] = (deleted[table] ?? 0) + rows;
      if (done.isDone) return { deleted, calls };
    }
  }

  const create = () => replica.tasks.create(admin, { kind: "echo" });

  async function cancelled(count: number): Promise<string[]> {
    const tasks = await replica.tasks.createMany(
      admin,
      Array.from({ length: count }, () => ({ kind: "echo" })),
    );
    for (const { id } of tasks) await replica.tasks.cancel(admin, id);
    return tasks.map(({ id }) => id);
  }

  async function age(...ids: string[]): Promise<void> {
    await world.rows("UPDATE tasks SET finished_at = now() - interval '25 hours' WHERE id = ANY ($1)", [ids]);
  }

  async function begun(agent: PlayedAgent): Promise<{ task: Task; lease: ReturnType<typeof leaseOf> }> {
    await create();
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    return { task: assignment.task, lease: leaseOf(assignment) };
  }

  async function countOf(table: string, column: string, ids: readonly string[]): Promise<number> {
    const [row] = await world.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${column} = ANY ($1)`,
      [ids],
    );
    return row?.n ?? -1;
  }

  async function left(ids: readonly string[]): Promise<Record<string, number>> {
    return {
      tasks: await countOf("tasks", "id", ids),
      events: await countOf("events", "stream_id", ids),
      output: await countOf("task_output", "task_id", ids),
      outbox: await countOf("outbox", "task_id", ids),
    };
  }

  it("are deleted with their events, their output and their dead letters, however they have ended", async () => {
    const agent = await world.agent(replica, admin);
    const completed = await begun(agent);
    await replica.tasks.appendOutput(agent.principal, { ...completed.lease, chunks: ["a", "b"] });
    await replica.tasks.complete(agent.principal, [completed.lease]);
    const quarantined = await begun(agent);
    await replica.tasks.fail(agent.principal, { ...quarantined.lease, errorMessage: "No." });
    await agent.leave();
    const ids = [completed.task.id, quarantined.task.id, ...(await cancelled(1))];
    await world.rows(
      `INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
       SELECT id, 'DEAD', tenant_id, pool_id, priority FROM tasks WHERE id = $1 ON CONFLICT DO NOTHING`,
      [quarantined.task.id],
    );
    await age(...ids);
    const { deleted } = await expire();
    expect(deleted).toMatchObject({ tasks: 3, events: 10, task_output: 2 });
    expect(await left(ids)).toEqual({ tasks: 0, events: 0, output: 0, outbox: 0 });
    for (const id of ids) expect(await replica.tasks.get(admin.tenantId, id)).toBeNull();
  });

  it("leave alone what is open, what has ended since, and what belongs to a run", async () => {
    const open = await create();
    const [since = "", ofRun = "", over = ""] = await cancelled(3);
    await age(ofRun, over);
    await world.rows("UPDATE tasks SET run_id = $2, step_key = 'a' WHERE id = $1", [ofRun, newId("run")]);
    expect((await expire()).deleted).toMatchObject({ tasks: 1 });
    expect(await left([open.id, since, ofRun])).toMatchObject({ tasks: 3, events: 5 });
    expect(await left([over])).toMatchObject({ tasks: 0, events: 0 });
  });

  it("leave alone what was made since", async () => {
    const ids = await cancelled(1);
    await age(...ids);
    const today = new OldTasks({ database: world.services.database, clock: new ManualClock(), keepMs });
    expect(await today.expire(plenty)).toMatchObject({ deleted: { tasks: 0 }, isDone: true });
  });

  it("are deleted a few at a time", async () => {
    const ids = await cancelled(10);
    await age(...ids);
    const first = await old.expire(7);
    expect(first).toMatchObject({ deleted: { tasks: 2, events: 4 }, isDone: false });
    expect((await expire(old, 7)).deleted).toMatchObject({ tasks: 8, events: 16 });
  });

  it("are found behind many that stay, and these when they have ended", async () => {
    const [before = "", ...others] = await cancelled(20);
    const last = others.at(-1) ?? "";
    await age(last);
    expect((await expire(old, 6)).deleted).toMatchObject({ tasks: 1 });
    await age(before);
    expect((await expire(old, 6)).deleted).toMatchObject({ tasks: 1 });
    expect(await left([before, ...others])).toMatchObject({ tasks: 18 });
  });

  it("are passed by while somebody moves them", async () => {
    const [held = "", other = ""] = await cancelled(2);
    await age(held, other);
    await world.services.database.transaction(async (client) => {
      await client.query("UPDATE tasks SET status = 'QUEUED', finished_at = NULL WHERE id = $1", [held]);
      expect((await expire()).deleted).toMatchObject({ tasks: 1 });
    });
    expect((await expire()).deleted).toMatchObject({ tasks: 0 });
    expect(await left([held])).toMatchObject({ tasks: 1, events: 2 });
  });

  it("are deleted once by any number of processes", async () => {
    const ids = await cancelled(200);
    await age(...ids);
    const all = await Promise.all([expirer(), expirer(), expirer()].map((by) => expire(by, 20)));
    const sum = (table: string): number => all.reduce((total, { deleted }) => total + (deleted[table] ?? 0), 0);
    expect([sum("tasks"), sum("events")]).toEqual([200, 400]);
    expect(await left(ids)).toMatchObject({ tasks: 0, events: 0 });
  });

  describe("with more events than go at once", () => {
    const events = 35;

    /** A task that may be redriven, and has as many events and pieces of output. */
    async function large(): Promise<string> {
      const agent = await world.agent(replica, admin);
      const { task, lease } = await begun(agent);
      for (let percent = 1; percent <= events - 4; percent++)
        await replica.tasks.progress(agent.principal, { ...lease, percent });
      await replica.tasks.appendOutput(agent.principal, { ...lease, chunks: Array.from({ length: 25 }, String) });
      await replica.tasks.fail(agent.principal, { ...lease, errorMessage: "No." });
      await agent.leave();
      await age(task.id);
      return task.id;
    }

    it("are hidden at once, and deleted from the end of their streams", async () => {
      const id = await large();
      await old.expire(10);
      expect(await replica.tasks.get(admin.tenantId, id)).toBeNull();
      expect(await refusalOf(replica.tasks.redrive(admin, id))).toMatchObject({ code: "NOT_FOUND" });
      for (const many of [25, 15, 5]) {
        await old.expire(10);
        expect(await world.eventTypesOf(id)).toHaveLength(many);
      }
      expect((await expire(old, 10)).deleted).toMatchObject({ tasks: 1, events: 5 });
      expect(await left([id])).toEqual({ tasks: 0, events: 0, output: 0, outbox: 0 });
    });

    it("are deleted to their end by another process when the first dies", async () => {
      const id = await large();
      await old.expire(10);
      await old.expire(10);
      expect((await expire(expirer(), 10)).deleted).toMatchObject({ tasks: 1, events: 25 });
      expect(await left([id])).toEqual({ tasks: 0, events: 0, output: 0, outbox: 0 });
    });
  });
});

it("is deleted by replicas that reap, and by no others: whatever is old", async () => {
  const world = await TaskWorld.open();
  try {
    let asked = 0;
    const expirers = [{ expire: async () => (asked++, { deleted: {}, isDone: false }) }];
    await world.replica({ roles: ["api", "dispatcher", "feeder"], expirers });
    const reaper = await world.replica({ roles: ["reaper"], expirers });
    await eventually(() => expect(asked).toBeGreaterThan(0));
    await reaper.stop();
    const before = asked;
    await world.replica({ roles: ["dispatcher"], expirers });
    expect(asked).toBe(before);
  } finally {
    await world.close();
  }
});
