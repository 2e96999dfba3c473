import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { badInput } from "../../src/platform/errors.js";
import type { SandboxTasks } from "../../src/sandboxes/neighbours.js";
import { OldTasks, type CreateTaskInput, type SandboxCheck, type Task } from "../../src/tasks/index.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { sandboxAgent } from "../support/sandbox-agent.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

const dayMs = 86_400_000;
const place = { image: "agent:1", args: ["a\"'\\b"] };
const kept = { ...place, checked: true };

const checkSandbox: SandboxCheck = (input) => {
  if (!("image" in input)) throw badInput("No image.", ["image"], "IMAGE_INVALID");
  return { ...input, checked: true };
};

describe("a task that asks for a sandbox", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let agent: PlayedAgent;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica({ checkSandbox });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo", requiredCapabilities: ["python"] });
    agent = await sandboxAgent(world, replica, admin);
    return () => agent.leave();
  });

  const create = (input: Partial<CreateTaskInput> = {}) =>
    replica.tasks.create(admin, { kind: "echo", sandbox: place, ...input });
  const standing = async (id: string) => {
    const { status, attempt } = (await replica.tasks.get(admin.tenantId, id)) ?? {};
    return { status, attempt };
  };
  async function begin(): Promise<{ task: Task; lease: ReturnType<typeof leaseOf> }> {
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    return { task: assignment.task, lease: leaseOf(assignment) };
  }

  it("answers whoever runs sandboxes as they ask", async () => {
    const tasks: SandboxTasks = replica.tasks;
    expect(await tasks.specsOf([])).toEqual(new Map());
    expect(await tasks.ended([])).toEqual(new Set());
    expect(await tasks.hold(agent.principal, [])).toEqual([]);
  });

  it("keeps it as it was checked, and comes to the agent for sandboxes, whatever else its kind requires", async () => {
    const other = await world.agent(replica, admin, { capabilities: ["python"] });
    const [task, plain] = await replica.tasks.createMany(admin, [
      { kind: "echo", sandbox: place, requiredCapabilities: ["gpu"] },
      { kind: "echo" },
    ]);
    expect(task?.requiredCapabilities).toEqual(["muster:sandbox"]);
    expect(only(await agent.next()).task).toMatchObject({ id: task?.id, requiredCapabilities: ["muster:sandbox"] });
    expect(only(await other.next()).task.id).toBe(plain?.id);
    const ids = [task?.id ?? "", plain?.id ?? "", "task_none"];
    expect(await replica.tasks.specsOf(ids)).toEqual(new Map([[ids[0], kept]]));
    await other.leave();
  });

  it("is told apart from those of the same call that ask for another", async () => {
    const images = ["a", "b", "a", null];
    const tasks = await replica.tasks.createMany(
      admin,
      images.map((image) => ({ kind: "echo", sandbox: image === null ? null : { image } })),
    );
    const specs = await replica.tasks.specsOf<{ image: string }>(tasks.map(({ id }) => id));
    expect(tasks.map(({ id }) => specs.get(id)?.image ?? null)).toEqual(images);
  });

  it("is refused, and nothing is created, where what it asks for is wrong", async () => {
    const inputs = [{ kind: "echo" }, { kind: "echo", sandbox: { args: [] } }];
    const refusal = await refusalOf(replica.tasks.createMany(admin, inputs));
    expect(refusal).toMatchObject({ reason: "IMAGE_INVALID", path: [1, "sandbox", "image"] });
    expect(await world.rows("SELECT id FROM tasks WHERE tenant_id = $1", [admin.tenantId])).toEqual([]);
  });

  it("is refused where there are none", async () => {
    const without = await world.replica({ roles: ["api"] });
    expect(await refusalOf(without.tasks.create(admin, { kind: "echo", sandbox: place }))).toMatchObject({
      ...{ code: "UNAVAILABLE", reason: "SANDBOXES_OFF", path: ["sandbox"] },
    });
  });

  it("is the same as another by its key only if it asks for the same", async () => {
    const key = { idempotencyKey: "k" };
    const task = await create(key);
    expect((await create(key)).id).toBe(task.id);
    expect(await refusalOf(create({ ...key, sandbox: { image: "agent:2" } }))).toMatchObject({ code: "CONFLICT" });
    expect(await refusalOf(create({ ...key, sandbox: null }))).toMatchObject({ code: "CONFLICT" });
  });

  it("asks for it again in each retry, and when it is redriven", async () => {
    const { id } = await create({ maxRetries: 1 });
    for (const attempt of [1, 2, 3]) {
      const { task, lease } = await begin();
      expect(task).toMatchObject({ id, attempt });
      expect(await replica.tasks.specsOf([id])).toEqual(new Map([[id, kept]]));
      await replica.tasks.fail(agent.principal, { ...lease, errorMessage: "no luck" });
      if (attempt === 2) await replica.tasks.redrive(admin, id);
    }
  });

  it("has ended when it is completed, cancelled or in quarantine, or is there no more", async () => {
    const gone = "task_01h455vb4pex5vsknk084sn02q";
    const tasks = [await create(), await create(), await create({ maxRetries: 0 })];
    const leases = new Map<string, ReturnType<typeof leaseOf>>();
    while (leases.size < 3) for (const one of await agent.next()) leases.set(one.task.id, leaseOf(one));
    const [done, cancelled, failed] = tasks.map(({ id }) => leases.get(id) ?? { taskId: "", leaseToken: "" });
    if (!done || !cancelled || !failed) throw new Error("three were created");
    const ids = [...leases.keys(), gone, "no id"];
    await replica.tasks.accept(agent.principal, [...leases.values()]);
    expect(await replica.tasks.ended(ids)).toEqual(new Set([gone]));
    await replica.tasks.complete(agent.principal, [done]);
    await replica.tasks.cancel(admin, cancelled.taskId);
    await replica.tasks.fail(agent.principal, { ...failed, errorMessage: "no luck" });
    expect(await replica.tasks.ended(ids)).toEqual(new Set([...leases.keys(), gone]));
    await replica.tasks.redrive(admin, failed.taskId);
    expect(await replica.tasks.ended([failed.taskId])).toEqual(new Set());
  });

  it("is deleted when it is old with what is its own, and no sandbox with it", async () => {
    const { id } = await create();
    await world.rows(
      "INSERT INTO sandboxes (id, tenant_id, task_id, spec, created_by) VALUES ($1, $2, $3, '{}', 'x')",
      [...[`sandbox_${id}`, admin.tenantId, id]],
    );
    await replica.tasks.cancel(admin, id);
    await world.rows("UPDATE tasks SET finished_at = now() - interval '25 hours' WHERE id = $1", [id]);
    const clock = new ManualClock(new Date(Date.now() + 2 * dayMs));
    const old = new OldTasks({ database: world.services.database, clock, keepMs: dayMs });
    const done = await old.expire(10_000);
    expect(done.deleted).toMatchObject({ tasks: 1 });
    expect(await replica.tasks.get(admin.tenantId, id)).toBeNull();
    expect(await world.rows("SELECT id FROM sandboxes WHERE task_id = $1", [id])).toHaveLength(1);
  });

  describe("while its lease is held", () => {
    const expire = (id: string) =>
      world.rows("UPDATE tasks SET lease_expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    async function assigned(): Promise<ReturnType<typeof leaseOf>> {
      const { id } = await create();
      const assignment = only(await agent.next());
      expect(assignment.task.id).toBe(id);
      return leaseOf(assignment);
    }
    const outcomeOf = async (lease: ReturnType<typeof leaseOf>, by = agent.principal) =>
      (await replica.tasks.hold(by, [lease]))[0]?.outcome;

    it("stays assigned beyond the time to accept it, and is accepted then", async () => {
      const quiet = await world.replica({ roles: ["api"], config: { leaseMs: 3_600_000 } });
      const lease = await assigned();
      await expect(quiet.tasks.hold(agent.principal, [lease, lease])).resolves.toMatchObject([
        ...[{ outcome: "APPLIED" }, { outcome: "APPLIED" }],
      ]);
      const [row] = await world.rows<{ ms: number }>(
        "SELECT (extract(epoch FROM lease_expires_at - now()) * 1000)::float8 AS ms FROM tasks WHERE id = $1",
        [lease.taskId],
      );
      expect(row?.ms).toBeGreaterThan(3_500_000);
      // A shorter one does not take back what a longer one gave.
      expect(await outcomeOf(lease)).toBe("APPLIED");
      expect(await world.rows("SELECT 1 FROM tasks WHERE lease_expires_at > now() + interval '1 minute'")).toHaveLength(
        1,
      );
      expect(await replica.tasks.accept(agent.principal, [lease])).toMatchObject([{ outcome: "APPLIED" }]);
      expect(await outcomeOf(lease)).toBe("APPLIED");
      await replica.tasks.complete(agent.principal, [lease]);
      expect(await outcomeOf(lease)).toBe("INVALID_STATE");
      expect(await world.eventTypesOf(lease.taskId)).toEqual([
        ...["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_COMPLETED"],
      ]);
    });

    it("is held by nobody but who has the lease", async () => {
      const lease = await assigned();
      const stranger = await world.tenant();
      expect(await outcomeOf({ ...lease, leaseToken: "other" })).toBe("STALE_LEASE");
      expect(await outcomeOf({ ...lease, leaseToken: "\0" })).toBe("STALE_LEASE");
      expect(await outcomeOf(lease, { ...agent.principal, id: "agent_other" })).not.toBe("APPLIED");
      expect(await outcomeOf(lease, stranger)).toBe("NOT_FOUND");
      expect(await outcomeOf({ ...lease, taskId: "task_none" })).toBe("NOT_FOUND");
    });

    it("tells its agent that it was cancelled, and is held no more", async () => {
      const lease = await assigned();
      const commands = replica.agents.watchCommands(agent.principal.id);
      const told = commands.next();
      await replica.tasks.hold(agent.principal, [lease]);
      await replica.tasks.cancel(admin, lease.taskId);
      expect((await told).value).toMatchObject({ type: "CancelTask", taskId: lease.taskId });
      expect(await outcomeOf(lease)).toBe("INVALID_STATE");
      await commands.return?.();
    });

    it("is cancelled at its deadline all the same, and its agent is told", async () => {
      const lease = await assigned();
      const commands = replica.agents.watchCommands(agent.principal.id);
      const told = commands.next();
      await replica.tasks.hold(agent.principal, [lease]);
      await world.rows("UPDATE tasks SET deadline_at = now() WHERE id = $1", [lease.taskId]);
      expect((await told).value).toMatchObject({ type: "CancelTask", taskId: lease.taskId });
      expect(await standing(lease.taskId)).toEqual({ status: "CANCELLED", attempt: 1 });
      expect(await outcomeOf(lease)).toBe("INVALID_STATE");
      await commands.return?.();
    });

    it("goes to another process when the one that holds it is no more, the try not counted", async () => {
      // Its clock stands still, so it does not notice that it was taken for dead.
      const gone = await world.replica({ clock: new ManualClock() });
      const holder = await sandboxAgent(world, gone, admin, { as: agent.principal });
      await agent.leave();
      const { id } = await create();
      const lease = leaseOf(only(await holder.next()));
      expect(await outcomeOf(lease)).toBe("APPLIED");
      await gone.dispatch.drain();
      await world.rows(`DELETE FROM replicas WHERE id IN (SELECT replica_id FROM agent_sessions WHERE agent_id = $1)`, [
        holder.principal.id,
      ]);
      // Its sessions are ended by this sweep, or by the replica's own in the same moment.
      await eventually(async () => {
        await replica.agents.sweepReplicas();
        expect(await replica.agents.sessionsOf(admin.tenantId, [holder.principal.id])).toEqual(new Map());
      });
      expect(await standing(id)).toEqual({ status: "ASSIGNED", attempt: 1 });
      await expire(id);
      await eventually(async () => expect(await standing(id)).toEqual({ status: "QUEUED", attempt: 0 }));
      agent = await sandboxAgent(world, replica, admin, { as: holder.principal });
      const next = agent.next();
      // The lease that was let pass may be held against it only now; whoever works for it says that it is well.
      await eventually(async () => {
        await replica.agents.recover([agent.principal.id]);
        expect(await standing(id)).toEqual({ status: "ASSIGNED", attempt: 1 });
      });
      const again = only(await next);
      expect(again).toMatchObject({ attempt: 1, task: { id } });
      expect(await outcomeOf(lease)).toBe("STALE_LEASE");
      expect(await outcomeOf(leaseOf(again))).toBe("APPLIED");
      expect(await replica.tasks.specsOf([id])).toEqual(new Map([[id, kept]]));
      await gone.stop();
    });

    it("goes back at once when the session of who holds it ends", async () => {
      const lease = await assigned();
      await outcomeOf(lease);
      await agent.leave();
      expect(await standing(lease.taskId)).toEqual({ status: "QUEUED", attempt: 0 });
      expect(await outcomeOf(lease)).toBe("INVALID_STATE");
      agent = await sandboxAgent(world, replica, admin, { as: agent.principal });
      expect(only(await agent.next())).toMatchObject({ attempt: 1, task: { id: lease.taskId } });
    });
  });
});
