import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { eventually } from "../support/eventually.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type Replica } from "../support/task-world.js";

describe("a session", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo" });
  });

  const create = (requiredCapabilities: readonly string[] = []) =>
    replica.tasks.create(admin, { kind: "echo", requiredCapabilities });

  it("is offered nothing while its agent is paused, and goes on when it is resumed", async () => {
    const held = await world.agent(replica, admin);
    await replica.agents.pause(admin, held.principal.id);
    const task = await create();
    const other = await world.agent(replica, admin);
    expect(only(await other.next()).task.id).toBe(task.id);
    await other.leave();
    await eventually(async () =>
      expect(await replica.tasks.get(admin.tenantId, task.id)).toMatchObject({ status: "QUEUED" }),
    );
    await replica.agents.resume(admin, held.principal.id);
    expect(only(await held.next()).task.id).toBe(task.id);
    await held.leave();
  });

  it("is offered nothing while its agent drains, and may finish what it has", async () => {
    const draining = await world.agent(replica, admin);
    await create();
    const had = only(await draining.next());
    await replica.agents.drain(admin, draining.principal.id);
    const task = await create();
    const other = await world.agent(replica, admin);
    expect(only(await other.next()).task.id).toBe(task.id);
    await replica.tasks.accept(draining.principal, [leaseOf(had)]);
    expect(await replica.tasks.complete(draining.principal, [leaseOf(had)])).toMatchObject([{ outcome: "APPLIED" }]);
    await draining.leave();
    await other.leave();
  });

  it("gets what its agent has learned, and no more what it has forgotten", async () => {
    const agent = await world.agent(replica, admin, { capabilities: ["text"] });
    const gpu = await create(["gpu"]);
    await replica.agents.update(admin, { id: agent.principal.id, capabilities: ["gpu"] });
    expect(only(await agent.next()).task.id).toBe(gpu.id);
    const text = await create(["text"]);
    const other = await world.agent(replica, admin, { capabilities: ["text"] });
    expect(only(await other.next()).task.id).toBe(text.id);
    await agent.leave();
    await other.leave();
  });

  it("ends when its agent is removed, and what it had not accepted goes to others", async () => {
    const removed = await world.agent(replica, admin);
    const task = await create();
    await removed.next();
    const next = removed.next();
    await replica.agents.remove(admin, removed.principal.id);
    await expect(next).rejects.toThrow("ended");
    const other = await world.agent(replica, admin);
    expect(only(await other.next()).task.id).toBe(task.id);
    await other.leave();
  });

  it("is let go by the process when somebody else has ended it", async () => {
    const lost = await world.agent(replica, admin, { capacity: 1 });
    const ended = expect(lost.next()).rejects.toThrow("ended");
    const before = (await world.rows("SELECT 1 FROM agent_sessions")).length;
    await replica.agents.remove(admin, lost.principal.id);
    await ended;
    expect((await world.rows("SELECT 1 FROM agent_sessions")).length).toBe(before - 1);
    const { dispatch } = replica;
    await eventually(() => expect(dispatch.sessionCount).toBe(0));
  });

  it("takes over what its agent left running, within its capacity", async () => {
    const first = await world.agent(replica, admin, { capacity: 2 });
    const [one, two] = [await create(), await create()];
    const leases = [];
    while (leases.length < 2) leases.push(...(await first.next()).map(leaseOf));
    await replica.tasks.accept(first.principal, leases);
    await first.leave();
    const second = await world.agent(replica, admin, { capacity: 2, as: first.principal });
    const waiting = await create();
    expect(await replica.tasks.complete(first.principal, leases)).toMatchObject([
      { outcome: "APPLIED" },
      { outcome: "APPLIED" },
    ]);
    expect(only(await second.next()).task.id).toBe(waiting.id);
    expect(leases.map(({ taskId }) => taskId).toSorted()).toEqual([one.id, two.id].toSorted());
    await second.leave();
  });

  it("refuses what cannot be", async () => {
    const { principal, leave } = await world.agent(replica, admin);
    const open = (capacity: number, kinds: string[] = []) =>
      refusalOf(replica.dispatch.openSession(principal, { capacity, kinds }));
    expect(await open(0)).toMatchObject({ code: "BAD_USER_INPUT", path: ["capacity"] });
    expect(await open(2_001)).toMatchObject({ code: "BAD_USER_INPUT", path: ["capacity"] });
    expect(
      await open(
        1,
        Array.from({ length: 101 }, () => "k"),
      ),
    ).toMatchObject({ code: "BAD_USER_INPUT", path: ["kinds"] });
    await leave();
  });

  it("is offered nothing more once its process drains, and no new one is opened there", async () => {
    const [staying, going] = [replica, await world.replica()];
    const agent = await world.agent(going, admin);
    await create();
    const had = only(await agent.next());
    await going.dispatch.drain();
    const task = await going.tasks.create(admin, { kind: "echo" });
    const other = await world.agent(staying, admin);
    expect(only(await other.next()).task.id).toBe(task.id);
    expect(await refusalOf(world.agent(going, admin))).toMatchObject({
      code: "UNAVAILABLE",
      reason: "DISPATCHER_STOPPING",
    });
    expect(await going.tasks.accept(agent.principal, [leaseOf(had)])).toMatchObject([{ outcome: "APPLIED" }]);
    await agent.leave();
    await other.leave();
  });
});
