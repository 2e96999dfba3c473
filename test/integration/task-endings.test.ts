import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { EndedTask, RunTaskInput, Task } from "../../src/tasks/index.js";
import { refusalOf } from "../support/refusal.js";
import { createRunTask } from "../support/run-tasks.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

interface Ending {
  /** Brings a task that is RUNNING, or ASSIGNED, to its end. */
  readonly make: (task: Task) => Promise<unknown>;
  readonly from?: "ASSIGNED";
  readonly ended: Partial<EndedTask>;
}

describe("the end of a run's task", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: Principal;
  const told: { agentId: string; taskId: string }[] = [];
  const ended: EndedTask[] = [];

  beforeAll(async () => {
    world = await TaskWorld.open();
    // Nobody else moves: no dispatcher, no feeder, no reaper.
    replica = await world.replica({ roles: ["api"] });
    replica.tasks.signals.ended.on((some) => void ended.push(...some));
    replica.agents.sendCommand = (agentId, command) => {
      if (command.type === "CancelTask") told.push({ agentId, taskId: command.taskId });
    };
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    agent = { ...admin, kind: "agent", id: newId("agent"), role: "AGENT" };
    await replica.tasks.defineKind(admin, { name: "echo" });
    ended.length = 0;
    told.length = 0;
  });

  const createOfRun = (input: Partial<RunTaskInput> = {}) =>
    createRunTask(world, replica, { by: admin, maxRetries: 0, ...input });
  const leaseOf = ({ id }: Task) => ({ taskId: id, leaseToken: tokens.get(id) ?? "" });
  const tokens = new Map<string, string>();

  async function bringTo(status: "ASSIGNED" | "RUNNING", task: Task): Promise<Task> {
    const [assignment] = await replica.tasks.assignments.assign([
      { taskId: task.id, poolId: task.poolId, agentId: agent.id, sessionId: newId("session") },
    ]);
    tokens.set(task.id, assignment?.leaseToken ?? "");
    if (status === "RUNNING") await replica.tasks.accept(agent, [leaseOf(task)]);
    return task;
  }

  const past = (column: string, { id }: Task) =>
    world.rows(`UPDATE tasks SET ${column} = now() - interval '1 second' WHERE id = $1`, [id]);

  const endings: Record<string, Ending> = {
    "a result": {
      make: (task) => replica.tasks.complete(agent, [{ ...leaseOf(task), output: { n: [1, null] }, cost: 2 }]),
      ended: { status: "COMPLETED", error: null, output: { value: { n: [1, null] } } },
    },
    "a result that goes with its accept": {
      from: "ASSIGNED",
      make: (task) =>
        Promise.all([
          replica.tasks.accept(agent, [leaseOf(task)]),
          replica.tasks.complete(agent, [{ ...leaseOf(task), output: "done" }]),
        ]),
      ended: { status: "COMPLETED", error: null, output: { value: "done" } },
    },
    "a result without an output": {
      make: (task) => replica.tasks.complete(agent, [leaseOf(task)]),
      ended: { status: "COMPLETED", error: null, output: { value: null } },
    },
    "a failure, its last": {
      make: (task) => replica.tasks.fail(agent, { ...leaseOf(task), errorMessage: "no luck" }),
      ended: { status: "QUARANTINED", error: { reason: "REPORTED", message: "no luck" }, output: null },
    },
    "its timeout": {
      make: (task) => past("timeout_at", task).then(() => replica.tasks.expiry.reapTimeouts()),
      ended: { status: "QUARANTINED", error: { reason: "TIMEOUT", message: expect.any(String) as string } },
    },
    "a lease that was lost": {
      make: (task) => past("lease_expires_at", task).then(() => replica.tasks.expiry.reapLeases()),
      ended: { status: "QUARANTINED", error: { reason: "LEASE_LOST", message: expect.any(String) as string } },
    },
    "its deadline": {
      make: (task) => past("deadline_at", task).then(() => replica.tasks.expiry.reapDeadlines()),
      ended: { status: "CANCELLED", error: { reason: "DEADLINE", message: "The task's deadline has passed." } },
    },
    "a person": {
      make: ({ id }) => replica.tasks.cancel(admin, id),
      ended: { status: "CANCELLED", error: { reason: "REQUESTED", message: "The task was cancelled." }, output: null },
    },
    "its run": {
      make: ({ id }) => replica.tasks.cancelOfRun(admin.tenantId, [id], admin.id),
      ended: { status: "CANCELLED", error: { reason: "REQUESTED", message: "The task was cancelled." }, output: null },
    },
  };

  it.each(Object.entries(endings))(
    "by %s is told, and can be read as it was told",
    async (_by, { make, from, ended: how }) => {
      const task = await bringTo(from ?? "RUNNING", await createOfRun());
      expect(await replica.tasks.endedOf([task.id])).toEqual([]);
      await make(task);
      const { id: taskId, tenantId, runId, stepKey } = task;
      expect(ended).toEqual([{ output: null, ...how, taskId, tenantId, runId, stepKey }]);
      expect(await replica.tasks.endedOf([task.id])).toEqual([{ ...ended[0], output: null }]);
      const outputs = await replica.tasks.outputsOf(tenantId, [taskId]);
      expect(outputs).toEqual(new Map([[taskId, how.output?.value ?? null]]));
    },
  );

  it.each(Object.entries(endings))("by %s is not told of a task without a run", async (_by, { make, from }) => {
    const task = await bringTo(from ?? "RUNNING", await replica.tasks.create(admin, { kind: "echo", maxRetries: 0 }));
    await make(task);
    expect(await replica.tasks.get(admin.tenantId, task.id)).toMatchObject({ finishedAt: expect.any(Date) as Date });
    expect(ended).toEqual([]);
    expect(await replica.tasks.endedOf([task.id])).toEqual([]);
  });

  it("is told once, whoever tries again", async () => {
    const task = await bringTo("RUNNING", await createOfRun());
    await replica.tasks.complete(agent, [leaseOf(task), leaseOf(task)]);
    await replica.tasks.complete(agent, [leaseOf(task)]);
    await replica.tasks.cancelOfRun(admin.tenantId, [task.id], null);
    await refusalOf(replica.tasks.cancel(admin, task.id));
    expect(ended).toMatchObject([{ status: "COMPLETED" }]);
  });

  it("is none while a retry follows", async () => {
    const task = await bringTo("RUNNING", await createOfRun({ maxRetries: 1 }));
    await replica.tasks.fail(agent, { ...leaseOf(task), errorMessage: "not yet" });
    expect(ended).toEqual([]);
    expect(await replica.tasks.endedOf([task.id])).toEqual([]);
  });

  it("comes for many at once, and their agents are told", async () => {
    const waiting = await createOfRun();
    const running = await bringTo("RUNNING", await createOfRun());
    const done = await bringTo("RUNNING", await createOfRun());
    await replica.tasks.complete(agent, [leaseOf(done)]);
    const foreign = await createRunTask(world, replica, { by: await strangerWith("echo") });
    ended.length = 0;
    await replica.tasks.cancelOfRun(
      admin.tenantId,
      [waiting.id, running.id, done.id, foreign.id, newId("task")],
      "run_1",
    );
    expect(new Set(ended.map(({ taskId }) => taskId))).toEqual(new Set([waiting.id, running.id]));
    expect(told).toEqual([{ agentId: agent.id, taskId: running.id }]);
    expect((await replica.tasks.get(foreign.tenantId, foreign.id))?.status).toBe("QUEUED");
    expect(await world.eventTypesOf(waiting.id)).toEqual(["TASK_CREATED", "TASK_CANCELLED"]);
    const [event] = await world.rows<{ data: unknown }>(
      "SELECT data FROM events WHERE stream_id = $1 AND type = 'TASK_CANCELLED'",
      [waiting.id],
    );
    expect(event?.data).toEqual({ reason: "REQUESTED", by: "run_1" });
    expect(await world.rows("SELECT 1 FROM outbox WHERE task_id = ANY($1)", [[waiting.id, running.id]])).toEqual([]);
  });

  async function strangerWith(kind: string): Promise<Principal> {
    const stranger = await world.tenant();
    await replica.tasks.defineKind(stranger, { name: kind });
    return stranger;
  }

  it("comes for more than a statement takes", async () => {
    const prepared = await Promise.all(
      Array.from({ length: 1_100 }, () =>
        replica.tasks.prepare(admin, { kind: "echo", origin: { runId: "run_1", stepKey: "each" } }),
      ),
    );
    const inserted = await world.services.database.transaction((client) =>
      replica.tasks.insertWithin(client, prepared),
    );
    inserted.committed();
    await replica.tasks.cancelOfRun(
      admin.tenantId,
      prepared.map(({ id }) => id),
      null,
    );
    expect(ended).toHaveLength(1_100);
  });

  it("is not undone by a redrive: that is for the run to do", async () => {
    const task = await bringTo("RUNNING", await createOfRun());
    await replica.tasks.fail(agent, { ...leaseOf(task), errorMessage: "no luck" });
    const refusal = await refusalOf(replica.tasks.redrive(admin, task.id));
    expect(refusal).toMatchObject({ code: "INVALID_STATE", reason: "TASK_OF_RUN", path: ["id"] });
    expect(refusal.message).toContain("retryWorkflowRun");
    expect((await replica.tasks.get(admin.tenantId, task.id))?.status).toBe("QUARANTINED");
  });

  it("is read of the tenant's own tasks only", async () => {
    const task = await bringTo("RUNNING", await createOfRun());
    await replica.tasks.complete(agent, [{ ...leaseOf(task), output: 1 }]);
    const stranger = await world.tenant();
    expect(await replica.tasks.outputsOf(stranger.tenantId, [task.id])).toEqual(new Map());
    expect(await replica.tasks.outputsOf(admin.tenantId, [task.id, newId("task"), "nonsense"])).toEqual(
      new Map([[task.id, 1]]),
    );
  });
});
