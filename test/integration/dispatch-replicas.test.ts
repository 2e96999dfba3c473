import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { eventually } from "../support/eventually.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type Replica } from "../support/task-world.js";
import { Worker } from "../support/worker.js";

describe("several replicas", () => {
  let world: TaskWorld;
  let here: Replica;
  let there: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    here = await world.replica();
    there = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await here.tasks.defineKind(admin, { name: "echo" });
  });

  it("share the work of one pool", async () => {
    const workers = [
      new Worker(here, await world.agent(here, admin, { capacity: 2 })),
      new Worker(there, await world.agent(there, admin, { capacity: 2 })),
    ];
    const tasks = await here.tasks.createMany(
      admin,
      Array.from({ length: 200 }, () => ({ kind: "echo" })),
    );
    const done = () => workers.flatMap((worker) => worker.done);
    await eventually(() => expect(done()).toHaveLength(tasks.length), 45_000);
    expect(new Set(done())).toEqual(new Set(tasks.map(({ id }) => id)));
    for (const worker of workers) expect(worker.done.length).toBeGreaterThan(10);
    for (const worker of workers) await worker.stop();
  }, 60_000);

  it("bring a task created on one to an agent of another, in a pool that was not there when it came", async () => {
    const agent = await world.agent(there, admin, { capabilities: ["new"] });
    const task = await here.tasks.create(admin, { kind: "echo", requiredCapabilities: ["new"] });
    expect(only(await agent.next()).task.id).toBe(task.id);
    await agent.leave();
  });

  it("free the slot of an agent's task that was cancelled elsewhere, and tell the agent", async () => {
    const agent = await world.agent(here, admin, { capacity: 1 });
    const commands = here.agents.watchCommands(agent.principal.id);
    const task = await here.tasks.create(admin, { kind: "echo" });
    await here.tasks.accept(agent.principal, [leaseOf(only(await agent.next()))]);
    const next = await here.tasks.create(admin, { kind: "echo" });
    const told = commands.next();
    await there.tasks.cancel(admin, task.id);
    expect((await told).value).toMatchObject({ type: "CancelTask", taskId: task.id });
    expect(only(await agent.next()).task.id).toBe(next.id);
    await commands.return?.();
    await agent.leave();
  });

  it("free the slot of a task that was completed through another", async () => {
    const agent = await world.agent(here, admin, { capacity: 1 });
    await here.tasks.createMany(admin, [{ kind: "echo" }, { kind: "echo" }]);
    const lease = leaseOf(only(await agent.next()));
    await there.tasks.accept(agent.principal, [lease]);
    await there.tasks.complete(agent.principal, [lease]);
    expect(only(await agent.next()).task.id).not.toBe(lease.taskId);
    await agent.leave();
  });

  it("go on with what an agent runs when the one that held its session is gone", async () => {
    // Its clock stands still, so that it does not say that it lives.
    const gone = await world.replica({ clock: new ManualClock() });
    const before = await world.agent(gone, admin, { capacity: 1 });
    const task = await here.tasks.create(admin, { kind: "echo" });
    const lease = leaseOf(only(await before.next()));
    await gone.tasks.accept(before.principal, [lease]);
    await world.rows(
      `UPDATE replicas SET seen_at = now() - interval '1 minute'
       WHERE id IN (SELECT replica_id FROM agent_sessions WHERE agent_id = $1)`,
      [before.principal.id],
    );
    await here.agents.sweepReplicas();
    expect(await world.rows("SELECT 1 FROM agent_sessions WHERE agent_id = $1", [before.principal.id])).toEqual([]);
    const after = await world.agent(here, admin, { capacity: 1, as: before.principal });
    const next = await here.tasks.create(admin, { kind: "echo" });
    expect((await here.tasks.heartbeat(after.principal, [lease])).lostTaskIds).toEqual([]);
    expect(await here.tasks.complete(after.principal, [lease])).toMatchObject([
      { taskId: task.id, outcome: "APPLIED" },
    ]);
    expect(only(await after.next()).task.id).toBe(next.id);
    await after.leave();
    await gone.stop();
  });

  it("give the work of a stopped one to the others", async () => {
    const leaving = await world.replica();
    const stuck = await world.agent(leaving, admin);
    const task = await here.tasks.create(admin, { kind: "echo" });
    expect(only(await stuck.next()).task.id).toBe(task.id);
    const agent = await world.agent(here, admin);
    await leaving.stop();
    expect(only(await agent.next())).toMatchObject({ attempt: 1, task: { id: task.id } });
    await agent.leave();
  });
});

it("works with each role in a process of its own", async () => {
  const world = await TaskWorld.open();
  const api = await world.replica({ roles: ["api"] });
  const dispatcher = await world.replica({ roles: ["api", "dispatcher"] });
  await world.replica({ roles: ["feeder"] });
  await world.replica({ roles: ["reaper"] });
  const admin = await world.tenant();
  await api.tasks.defineKind(admin, { name: "echo" });
  expect(await refusalOf(world.agent(api, admin))).toMatchObject({
    code: "UNAVAILABLE",
    reason: "DISPATCHER_NOT_HERE",
  });
  const deaf = await world.agent(dispatcher, admin, { capacity: 1 });
  const tasks = await api.tasks.createMany(
    admin,
    Array.from({ length: 300 }, () => ({ kind: "echo" })),
  );
  const { taskId } = leaseOf(only(await deaf.next()));
  await world.rows("UPDATE tasks SET lease_expires_at = now() - interval '1 second' WHERE id = $1", [taskId]);
  const worker = new Worker(dispatcher, await world.agent(dispatcher, admin, { capacity: 10 }));
  await eventually(() => expect(new Set(worker.done)).toEqual(new Set(tasks.map(({ id }) => id))), 45_000);
  const scheduled = await api.tasks.create(admin, { kind: "echo", scheduledAt: new Date(Date.now() + 200) });
  await eventually(() => expect(worker.done).toContain(scheduled.id));
  await worker.stop();
  await deaf.leave();
  await world.close();
}, 60_000);
