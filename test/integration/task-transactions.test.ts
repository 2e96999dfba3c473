import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { MusterError } from "../../src/platform/errors.js";
import { newId } from "../../src/platform/ids.js";
import type { InsertedTasks, PreparedTask, QueuedTask, RunTaskInput } from "../../src/tasks/index.js";
import { CountedSeats, newOrigin } from "../support/run-tasks.js";
import { only, TaskWorld, type Replica } from "../support/task-world.js";

describe("creating tasks within a caller's transaction", () => {
  let world: TaskWorld;
  /** Nobody takes what it creates. */
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica({ roles: ["api"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo", inputSchema: { type: "string" }, defaultPriority: "HIGH" });
  });

  const input = (more: Partial<RunTaskInput> = {}): RunTaskInput => ({
    kind: "echo",
    input: "hello",
    origin: newOrigin(),
    ...more,
  });
  const prepare = (...inputs: RunTaskInput[]) => Promise.all(inputs.map((one) => replica.tasks.prepare(admin, one)));
  const inTransaction = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    world.services.database.transaction(work);
  const insert = (prepared: readonly PreparedTask[], { tasks } = replica) =>
    inTransaction((client) => tasks.insertWithin(client, prepared));

  /** Writes them, and undoes the transaction. */
  async function insertInVain(prepared: readonly PreparedTask[], { tasks } = replica): Promise<InsertedTasks> {
    let inserted: InsertedTasks | undefined;
    const lost = inTransaction(async (client) => {
      inserted = await tasks.insertWithin(client, prepared);
      throw new Error("changed its mind");
    });
    await expect(lost).rejects.toThrow("changed its mind");
    if (!inserted) throw new Error("nothing was inserted");
    return inserted;
  }

  async function countRows(id: string): Promise<number> {
    const [row] = await world.rows<{ n: number }>(
      `SELECT ((SELECT count(*) FROM tasks WHERE id = $1) + (SELECT count(*) FROM events WHERE stream_id = $1)
        + (SELECT count(*) FROM outbox WHERE task_id = $1))::int AS n`,
      [id],
    );
    return row?.n ?? 0;
  }

  function hearQueued({ tasks } = replica): { readonly queued: QueuedTask[]; end(): void } {
    const queued: QueuedTask[] = [];
    return { queued, end: tasks.signals.queued.on((some) => void queued.push(...some)) };
  }

  it("answers what is in the database, under the id that was given, with its run and its step", async () => {
    const [id, origin] = [newId("task"), newOrigin("greet[3]")];
    const inserted = await insert(
      await prepare(input({ id, origin, labels: { team: "a" }, deadlineAt: new Date("2100-01-01") })),
    );
    inserted.committed();
    const [task] = inserted.tasks;
    expect(task).toMatchObject({ id, ...origin, status: "QUEUED", priority: "HIGH", input: "hello" });
    expect(await replica.tasks.get(admin.tenantId, id)).toEqual(task);
    expect(await world.eventTypesOf(id)).toEqual(["TASK_CREATED"]);
  });

  it("is the only way to a task of a run", async () => {
    const sly = { kind: "echo", input: "x", origin: newOrigin(), runId: newId("run"), id: newId("task") };
    const task = await replica.tasks.create(admin, sly);
    expect(task).toMatchObject({ runId: null, stepKey: null });
    expect(task.id).not.toBe(sly.id);
    expect(await replica.tasks.get(admin.tenantId, task.id)).toEqual(task);
  });

  it("tells nobody before the commit, and then all at once", async () => {
    const { queued, end } = hearQueued();
    const later = new Date(Date.now() + 60_000);
    const due: Date[] = [];
    const endDue = replica.tasks.signals.feedable.on((at) => void due.push(at));
    const inserted = await insert(await prepare(input(), input({ priority: "LOW" }), input({ scheduledAt: later })));
    expect([queued, due]).toEqual([[], []]);
    inserted.committed();
    const [first, second] = inserted.tasks;
    expect(queued).toMatchObject([
      { taskId: first?.id, priority: 2 },
      { taskId: second?.id, priority: 0 },
    ]);
    expect(due).toEqual([later]);
    end();
    endDue();
  });

  it("assigns them to slots that are free, without waiting for others, and gives them after the commit", async () => {
    const seats = new CountedSeats(2);
    const other = await world.replica({ roles: ["api"] });
    other.tasks.seatWith(seats);
    const { queued, end } = hearQueued(other);
    const inserted = await insert(await prepare(input(), input(), input()), other);
    expect(seats).toMatchObject({ held: 2, taken: [], waits: [false] });
    inserted.committed();
    const ids = inserted.tasks.map(({ id }) => id);
    expect(seats.taken.map(({ task }) => task.id)).toEqual(ids.slice(0, 2));
    expect(seats.taken[0]).toMatchObject({
      sessionId: seats.sessionId,
      task: { status: "ASSIGNED", attempt: 1, runId: inserted.tasks[0]?.runId },
    });
    expect(queued.map(({ taskId }) => taskId)).toEqual(ids.slice(2));
    expect(await world.eventTypesOf(ids[0] ?? "")).toEqual(["TASK_CREATED", "TASK_ASSIGNED"]);
    end();
  });

  it("leaves nothing behind where the transaction is undone, and frees the slots", async () => {
    const seats = new CountedSeats(1);
    const other = await world.replica({ roles: ["api"] });
    other.tasks.seatWith(seats);
    const { queued, end } = hearQueued(other);
    const [id, second] = [newId("task"), newId("task")];
    const inserted = await insertInVain(await prepare(input({ id }), input({ id: second })), other);
    expect(seats.held).toBe(1);
    inserted.undone();
    // What comes second does nothing.
    inserted.undone();
    inserted.committed();
    expect(seats).toMatchObject({ held: 0, taken: [] });
    expect(queued).toEqual([]);
    expect(await Promise.all([countRows(id), countRows(second)])).toEqual([0, 0]);
    await other.tasks.create(admin, { kind: "echo", input: "next" });
    expect(seats.taken).toMatchObject([{ task: { input: "next" } }]);
    end();
  });

  it("frees the slots by itself where the statement fails", async () => {
    const seats = new CountedSeats(2);
    const other = await world.replica({ roles: ["api"] });
    other.tasks.seatWith(seats);
    const { id } = await replica.tasks.create(admin, { kind: "echo", input: "first" });
    await expect(insert(await prepare(input({ id }), input()), other)).rejects.toMatchObject({ code: "23505" });
    expect(seats).toMatchObject({ held: 0, taken: [] });
    expect(await world.eventTypesOf(id)).toEqual(["TASK_CREATED"]);
  });

  it("never offers a task whose transaction was undone", async () => {
    const whole = await world.replica();
    const agent = await world.agent(whole, admin, { capacity: 1 });
    const [lost, kept] = [newId("task"), newId("task")];
    (await insertInVain(await prepare(input({ id: lost })), whole)).undone();
    (await insert(await prepare(input({ id: kept })), whole)).committed();
    const assignment = only(await agent.next());
    expect(assignment.task.id).toBe(kept);
    // Whatever else there were would be queued by now, and be next.
    const lease = { taskId: kept, leaseToken: assignment.leaseToken };
    await whole.tasks.accept(agent.principal, [lease]);
    const last = await whole.tasks.create(admin, { kind: "echo", input: "last" });
    await whole.tasks.complete(agent.principal, [lease]);
    expect(only(await agent.next()).task.id).toBe(last.id);
    expect(await countRows(lost)).toBe(0);
    await agent.leave();
    await whole.stop();
  });

  it("knows a new pool only after the commit", async () => {
    const poolIds = async () =>
      (await world.rows<{ id: string }>("SELECT id FROM task_pools WHERE tenant_id = $1", [admin.tenantId])).map(
        ({ id }) => id,
      );
    const prepared = await prepare(input());
    (await insertInVain(prepared)).undone();
    expect(await poolIds()).toEqual([]);
    (await insert(prepared)).committed();
    expect(await poolIds()).toEqual(prepared.map(({ pool }) => pool.id));
    await insert([]);
  });

  it("writes more than a call could bring", async () => {
    const origin = newOrigin();
    const prepared = await replica.tasks.prepareMany(
      admin,
      Array.from({ length: 1_500 }, (_, n) => input({ origin: { ...origin, stepKey: `each[${n}]` } })),
    );
    const inserted = await insert(prepared as PreparedTask[]);
    inserted.committed();
    expect(inserted.tasks.map(({ stepKey }) => stepKey)).toEqual(prepared.map((_, n) => `each[${n}]`));
    const [row] = await world.rows<{ n: number }>("SELECT count(*)::int AS n FROM tasks WHERE run_id = $1", [
      origin.runId,
    ]);
    expect(row?.n).toBe(1_500);
  });

  it("answers for each input that is wrong what is wrong with it, and prepares the rest", async () => {
    const prepared = await replica.tasks.prepareMany(admin, [
      input(),
      input({ kind: "none" }),
      input({ input: 7 }),
      input({ retry: { factor: 0 } }),
      input({ input: "x".repeat(300_000) }),
    ]);
    expect(prepared[0]).toMatchObject({ ready: { input: "hello" } });
    expect(prepared.slice(1).map((one) => (one instanceof MusterError ? [one.reason, one.path] : one))).toEqual([
      ["KIND_UNKNOWN", ["kind"]],
      ["SCHEMA_MISFIT", ["input"]],
      ["NUMBER_OUT_OF_RANGE", ["retry", "factor"]],
      ["JSON_TOO_LARGE", ["input"]],
    ]);
    await expect(replica.tasks.prepare(admin, input({ kind: "none" }))).rejects.toMatchObject({
      reason: "KIND_UNKNOWN",
    });
  });

  it("needs no connection but the transaction's, and sends prepared statements on it", async () => {
    const other = await world.replica({ roles: ["api"] });
    const { pool } = world.services.database;
    const names = await inTransaction(async (client) => {
      // All that the pool has: whoever waited for one more would wait for ever.
      const others = await Promise.all(Array.from({ length: pool.options.max - 1 }, () => pool.connect()));
      try {
        const prepared = await other.tasks.prepareMany(admin, [input()], client);
        const { tasks } = await other.tasks.insertWithin(client, prepared as PreparedTask[]);
        await other.tasks.outputsOf(
          admin.tenantId,
          tasks.map(({ id }) => id),
          client,
        );
        await other.tasks.endedOf(
          tasks.map(({ id }) => id),
          client,
        );
        const { rows } = await client.query<{ name: string }>("SELECT name FROM pg_prepared_statements");
        return rows.map(({ name }) => name);
      } finally {
        for (const one of others) one.release();
      }
    });
    const sent = ["find-kinds", "save-pools", "create-run-tasks", "find-outputs", "find-ended-tasks"];
    expect(names).toEqual(expect.arrayContaining(sent));
  });
});
