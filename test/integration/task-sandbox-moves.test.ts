import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { CreateTaskInput, QueuedTask, Task } from "../../src/tasks/index.js";
import { poolOf } from "../../src/tasks/pools.js";
import { claimBacklog } from "../../src/tasks/sql/claim-backlog.sql.js";
import { queueDueTasks } from "../../src/tasks/sql/queue-due-tasks.sql.js";
import { eventually } from "../support/eventually.js";
import { refusalOf } from "../support/refusal.js";
import { sandboxAgent } from "../support/sandbox-agent.js";
import { leaseOf, only, TaskWorld, type Replica } from "../support/task-world.js";
import { Worker } from "../support/worker.js";

const spec = { image: "agent:1" };
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe("moving a task that waits to a sandbox", () => {
  let world: TaskWorld;
  let replica: Replica;
  /** Nobody but who calls it moves what is created here. */
  let quiet: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    quiet = replica;
    await replica.tasks.defineKind(admin, { name: "echo", requiredCapabilities: ["python"] });
  });

  const create = (input: Partial<CreateTaskInput> = {}) => quiet.tasks.create(admin, { kind: "echo", ...input });
  const move = ({ id }: Pick<Task, "id">, by = admin) => quiet.tasks.moveToSandbox(by, id, spec);
  const newPool = () => poolOf(admin.tenantId, "echo", ["muster:sandbox"]).id;
  const outboxOf = ({ id }: Task) =>
    world.rows<{ poolId: string; isPublished: boolean }>(
      `SELECT pool_id AS "poolId", published_at IS NOT NULL AS "isPublished" FROM outbox WHERE task_id = $1`,
      [id],
    );
  type Statement = readonly [text: string, values: readonly unknown[]];
  /** Runs them on a connection of their own, in a transaction that is open until the end is called (or the test is over). */
  async function inOpenTransaction(...statements: readonly Statement[]): Promise<() => Promise<void>> {
    const client = await world.services.database.pool.connect();
    let isOpen = true;
    const end = async () => {
      if (!isOpen) return;
      isOpen = false;
      await client.query("COMMIT");
      client.release();
    };
    onTestFinished(end);
    await client.query("BEGIN");
    for (const [text, values] of statements) await client.query(text, [...values]);
    return end;
  }
  const someoneWaitsFor = (type: string) =>
    eventually(async () =>
      expect(
        await world.rows(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = $1`,
          [type],
        ),
      ).not.toEqual([]),
    );

  it("brings it to the agent for sandboxes, and to no other that the broker or the backlog brings together with it", async () => {
    const tasks = [await create(), await create({ requiredCapabilities: ["gpu"] })];
    const scheduled = await create({ scheduledAt: new Date(Date.now() + 300) });
    for (const task of [...tasks, scheduled]) await move(task);
    const other = new Worker(replica, await world.agent(replica, admin, { capabilities: ["python", "gpu"] }));
    const control = await create();
    await eventually(() => expect(other.done).toEqual([control.id]));
    const agent = await sandboxAgent(world, replica, admin);
    const seen = new Set<string>();
    while (seen.size < 3) for (const { task } of await agent.next()) seen.add(task.id);
    expect(seen).toEqual(new Set([...tasks, scheduled].map(({ id }) => id)));
    expect(await replica.tasks.specsOf([...seen])).toEqual(new Map([...seen].map((id) => [id, spec])));
    expect(await replica.tasks.get(admin.tenantId, scheduled.id)).toMatchObject({
      ...{ requiredCapabilities: ["muster:sandbox"], poolId: newPool(), attempt: 1 },
    });
    expect(other.done).toEqual([control.id]);
    await other.stop();
    await agent.leave();
  });

  it("takes it from the broker's old queue to the backlog of the new one, and tells who feeds at once", async () => {
    quiet = await world.replica({ roles: ["api"] });
    const told: QueuedTask[] = [];
    const task = await create({ priority: "HIGH" });
    expect(await outboxOf(task)).toEqual([{ poolId: task.poolId, isPublished: true }]);
    const end = quiet.tasks.signals.queued.on((some) => void told.push(...some));
    await move(task);
    end();
    const { tenantId } = admin;
    expect(told).toEqual([{ taskId: task.id, tenantId, poolId: newPool(), priority: 2, direct: false }]);
    expect((await outboxOf(task))[0]?.poolId).toBe(newPool());
    expect(await quiet.tasks.assignments.assign([offer(task)])).toEqual([]);
    expect(await quiet.tasks.get(tenantId, task.id)).toMatchObject({
      status: "QUEUED",
      poolId: newPool(),
      eventSeq: 1,
    });
    expect(await world.eventTypesOf(task.id)).toEqual(["TASK_CREATED"]);
  });

  const offer = ({ id, poolId }: Task) => ({
    ...{ taskId: id, poolId, agentId: newId("agent"), sessionId: newId("session") },
  });

  it("leaves what is not due yet out of every queue", async () => {
    const task = await create({ scheduledAt: inAnHour() });
    const told: QueuedTask[] = [];
    const end = replica.tasks.signals.queued.on((some) => void told.push(...some));
    await move(task);
    end();
    expect(told).toEqual([]);
    expect(await outboxOf(task)).toEqual([]);
    expect(await replica.tasks.get(admin.tenantId, task.id)).toMatchObject({ status: "SCHEDULED", poolId: newPool() });
  });

  it("lets it ask again in its retries", async () => {
    const task = await create({ maxRetries: 1 });
    await move(task);
    const agent = await sandboxAgent(world, replica, admin);
    for (const attempt of [1, 2]) {
      const assignment = only(await agent.next());
      expect(assignment).toMatchObject({ attempt, task: { id: task.id, poolId: newPool() } });
      await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
      await replica.tasks.fail(agent.principal, { ...leaseOf(assignment), errorMessage: "no luck" });
    }
    expect((await replica.tasks.specsOf([task.id])).get(task.id)).toEqual(spec);
    await agent.leave();
  });

  it("is refused for what does not wait, is not the tenant's, or has its own place", async () => {
    const agent = await world.agent(replica, admin, { capabilities: ["python"] });
    const refusal = (task: Pick<Task, "id">, by = admin) => refusalOf(move(task, by));
    const notWaiting = { code: "INVALID_STATE", reason: "TASK_NOT_WAITING", path: ["taskId"] };
    const unknown = { code: "NOT_FOUND", reason: "TASK_NOT_FOUND", path: ["taskId"] };
    const task = await create();
    const lease = leaseOf(only(await agent.next()));
    expect(await refusal(task)).toMatchObject(notWaiting);
    await replica.tasks.accept(agent.principal, [lease]);
    expect(await refusal(task)).toMatchObject(notWaiting);
    await replica.tasks.complete(agent.principal, [lease]);
    expect(await refusal(task)).toMatchObject(notWaiting);
    expect(await refusal({ id: newId("task") })).toMatchObject(unknown);
    expect(await refusal({ id: "no id" })).toMatchObject(unknown);
    const later = await create({ scheduledAt: inAnHour() });
    expect(await refusal(later, await world.tenant())).toMatchObject(unknown);
    await move(later);
    const twice = { code: "INVALID_STATE", reason: "TASK_HAS_SANDBOX", path: ["taskId"] };
    expect(await refusal(later)).toMatchObject(twice);
    const module = await create({ scheduledAt: inAnHour(), requiredCapabilities: ["muster:wasm"] });
    expect(await refusal(module)).toMatchObject({
      ...{ code: "BAD_USER_INPUT", reason: "SANDBOX_NOT_FOR_KIND", path: ["taskId"] },
    });
    await replica.tasks.cancel(admin, module.id);
    expect(await refusal(module)).toMatchObject(notWaiting);
    await agent.leave();
  });

  it("succeeds once for those who try it at the same time", async () => {
    const task = await create({ scheduledAt: inAnHour() });
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => move(task)));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends)
      if (end.status === "rejected") expect(end.reason).toMatchObject({ reason: "TASK_HAS_SANDBOX" });
  });

  it("keeps it from a claim of its old pool that began before, and in the new one's backlog", async () => {
    quiet = await world.replica({ roles: ["api"] });
    const task = await create();
    await world.rows("UPDATE outbox SET published_at = NULL WHERE task_id = $1", [task.id]);
    const open = await inOpenTransaction(["SELECT pg_advisory_xact_lock(77)", []]);
    // Its snapshot is from before the gate; what it locks is as it is behind it.
    const gated = claimBacklog.text
      .replace("WITH chosen", "WITH gate AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(77)), chosen")
      .replace("FROM generate_series", "FROM gate CROSS JOIN generate_series");
    const { agentId, sessionId } = offer(task);
    const values = [task.poolId, [agentId], [sessionId], ["token"], 10_000, ["", "", "", ""]];
    const claim = world.rows(gated, values);
    await someoneWaitsFor("advisory");
    await move(task);
    await open();
    expect(await claim).toEqual([]);
    expect(await quiet.tasks.get(admin.tenantId, task.id)).toMatchObject({ status: "QUEUED", poolId: newPool() });
    expect(await outboxOf(task)).toMatchObject([{ poolId: newPool() }]);
    const agent = await sandboxAgent(world, replica, admin);
    expect(only(await agent.next()).task.id).toBe(task.id);
    await agent.leave();
  });

  it("finds it in the queue that it comes to in the same instant", async () => {
    quiet = await world.replica({ roles: ["api"] });
    const task = await create({ scheduledAt: inAnHour() });
    // It comes due within the transaction: no other replica's round can queue it first.
    const open = await inOpenTransaction(
      ["UPDATE tasks SET due_at = now() - interval '1 second' WHERE id = $1", [task.id]],
      [queueDueTasks.text, [1_000]],
    );
    const moved = move(task);
    await someoneWaitsFor("transactionid");
    await open();
    await moved;
    expect(await outboxOf(task)).toMatchObject([{ poolId: newPool() }]);
    const agent = await sandboxAgent(world, replica, admin);
    expect(only(await agent.next()).task.id).toBe(task.id);
    await agent.leave();
  });

  it("loses none of many that are claimed meanwhile", async () => {
    const there = await world.replica();
    const tasks = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        create({
          priority: index % 7 === 0 ? "HIGH" : "LOW",
          ...(index % 5 === 0 && { scheduledAt: new Date(Date.now() + index) }),
        }),
      ),
    );
    const played = [
      await world.agent(replica, admin, { capabilities: ["python"], capacity: 2 }),
      await world.agent(there, admin, { capabilities: ["python"], capacity: 2 }),
    ];
    const sandboxed = new Worker(replica, await sandboxAgent(world, replica, admin, { capacity: 3 }));
    const workers = [
      new Worker(replica, played[0] as (typeof played)[0]),
      new Worker(there, played[1] as (typeof played)[0]),
    ];
    const ends = await Promise.allSettled(tasks.toReversed().map((task) => move(task)));
    const moved = new Set(
      tasks.toReversed().flatMap(({ id }, index) => (ends[index]?.status === "fulfilled" ? [id] : [])),
    );
    for (const end of ends)
      if (end.status === "rejected") expect(end.reason).toMatchObject({ reason: "TASK_NOT_WAITING" });
    const all = () => [...sandboxed.done, ...workers.flatMap(({ done }) => done)];
    await eventually(() => expect(all()).toHaveLength(tasks.length), 60_000);
    expect(new Set(sandboxed.done)).toEqual(moved);
    expect(moved.size).toBeGreaterThan(0);
    expect(await world.rows("SELECT 1 FROM outbox WHERE tenant_id = $1", [admin.tenantId])).toEqual([]);
    for (const worker of [sandboxed, ...workers]) await worker.stop();
    await there.stop();
  }, 90_000);
});
