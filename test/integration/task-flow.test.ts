import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { eventually } from "../support/eventually.js";
import { leaseOf, only, TaskWorld, type Replica } from "../support/task-world.js";

describe("a task's way", () => {
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

  const statusOf = async (id: string) => (await replica.tasks.get(admin.tenantId, id))?.status;

  it("goes from creation to completion with an event for each step", async () => {
    const agent = await world.agent(replica, admin);
    const task = await replica.tasks.create(admin, { kind: "echo", input: { text: "hello" } });
    const assignment = only(await agent.next());
    expect(assignment).toMatchObject({
      attempt: 1,
      task: { id: task.id, input: { text: "hello" }, status: "ASSIGNED" },
    });
    expect(await replica.tasks.accept(agent.principal, [leaseOf(assignment)])).toMatchObject([{ outcome: "APPLIED" }]);
    const results = await replica.tasks.complete(agent.principal, [
      { ...leaseOf(assignment), output: { text: "hello" }, cost: 2 },
    ]);
    expect(results).toEqual([{ taskId: task.id, outcome: "APPLIED", message: null }]);
    expect(await replica.tasks.get(admin.tenantId, task.id)).toMatchObject({
      status: "COMPLETED",
      output: { text: "hello" },
      cost: 2,
    });
    expect(await world.eventTypesOf(task.id)).toEqual([
      "TASK_CREATED",
      "TASK_ASSIGNED",
      "TASK_STARTED",
      "TASK_COMPLETED",
    ]);
    await agent.leave();
  });

  it("waits for an agent that has what it requires", async () => {
    const plain = await world.agent(replica, admin, { capabilities: ["text"] });
    const task = await replica.tasks.create(admin, { kind: "echo", requiredCapabilities: ["gpu"] });
    const able = await world.agent(replica, admin, { capabilities: ["text", "gpu"] });
    expect(only(await able.next()).task.id).toBe(task.id);
    await plain.leave();
    await able.leave();
  });

  it("is offered only to sessions that take its kind", async () => {
    await replica.tasks.defineKind(admin, { name: "other" });
    const other = await world.agent(replica, admin, { kinds: ["other"] });
    const echo = await world.agent(replica, admin, { kinds: ["echo"] });
    const task = await replica.tasks.create(admin, { kind: "echo" });
    expect(only(await echo.next()).task.id).toBe(task.id);
    await other.leave();
    await echo.leave();
  });

  it("is retried after a failure and quarantined when no retry is left", async () => {
    const agent = await world.agent(replica, admin);
    const task = await replica.tasks.create(admin, { kind: "echo", maxRetries: 1 });
    for (const attempt of [1, 2]) {
      const assignment = only(await agent.next());
      expect(assignment.attempt).toBe(attempt);
      await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
      await replica.tasks.fail(agent.principal, { ...leaseOf(assignment), errorMessage: `no luck ${attempt}` });
    }
    const ended = await replica.tasks.get(admin.tenantId, task.id);
    expect(ended).toMatchObject({ status: "QUARANTINED", lastError: { reason: "REPORTED", message: "no luck 2" } });
    if (!ended) throw new Error("gone");
    expect((await replica.tasks.attempts(ended)).map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, "FAILED"],
      [2, "QUARANTINED"],
    ]);
    await replica.tasks.redrive(admin, task.id);
    expect(only(await agent.next())).toMatchObject({ attempt: 3, task: { id: task.id } });
    await agent.leave();
  });

  it("goes to quarantine at once when a retry cannot help", async () => {
    const agent = await world.agent(replica, admin);
    await replica.tasks.create(admin, { kind: "echo" });
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    const failed = await replica.tasks.fail(agent.principal, {
      ...leaseOf(assignment),
      errorMessage: "bad input",
      retryable: false,
    });
    expect(failed.status).toBe("QUARANTINED");
    await agent.leave();
  });

  it("is offered again, uncounted, when its agent does not accept, and the late accept is refused", async () => {
    const hasty = await world.replica({ config: { ackTimeoutMs: 400 } });
    const deaf = await world.agent(hasty, admin, { capacity: 1 });
    const task = await hasty.tasks.create(admin, { kind: "echo" });
    const missed = only(await deaf.next());
    const other = await world.agent(replica, admin, { capacity: 1 });
    const second = only(await other.next());
    expect(second).toMatchObject({ attempt: 1, task: { id: task.id } });
    expect(await replica.tasks.accept(deaf.principal, [leaseOf(missed)])).toMatchObject([{ outcome: "STALE_LEASE" }]);
    await eventually(async () =>
      expect(await replica.agents.get(admin.tenantId, deaf.principal.id)).toMatchObject({ status: "FAULTED" }),
    );
    await hasty.stop();
    await other.leave();
  });

  it("is offered again when its agent goes silent, and the late result is refused", async () => {
    const hasty = await world.replica({ config: { leaseMs: 600 } });
    const silent = await world.agent(hasty, admin, { capacity: 1 });
    const task = await hasty.tasks.create(admin, { kind: "echo" });
    const lost = only(await silent.next());
    await hasty.tasks.accept(silent.principal, [leaseOf(lost)]);
    await hasty.dispatch.drain();
    const other = await world.agent(replica, admin, { capacity: 1 });
    const second = only(await other.next());
    expect(second).toMatchObject({ attempt: 2, task: { id: task.id } });
    await replica.tasks.accept(other.principal, [leaseOf(second)]);
    expect(await replica.tasks.complete(silent.principal, [leaseOf(lost)])).toMatchObject([{ outcome: "STALE_LEASE" }]);
    expect(await replica.tasks.complete(other.principal, [leaseOf(second)])).toMatchObject([{ outcome: "APPLIED" }]);
    await hasty.stop();
    await other.leave();
  });

  it("keeps its lease as long as heartbeats come", async () => {
    const agent = await world.agent(replica, admin);
    await replica.tasks.create(admin, { kind: "echo" });
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    // Each beat finds two thirds of the lease gone: without it, the next would find it lost.
    for (let beat = 0; beat < 3; beat++) {
      await world.rows("UPDATE tasks SET lease_expires_at = lease_expires_at - interval '20 seconds' WHERE id = $1", [
        assignment.task.id,
      ]);
      await replica.tasks.expiry.reapLeases();
      expect(await replica.tasks.heartbeat(agent.principal, [leaseOf(assignment)])).toMatchObject({ lostTaskIds: [] });
    }
    expect(await statusOf(assignment.task.id)).toBe("RUNNING");
    await agent.leave();
  });

  it("fails the try that runs too long", async () => {
    const agent = await world.agent(replica, admin);
    const task = await replica.tasks.create(admin, { kind: "echo", timeoutMs: 100, maxRetries: 0 });
    await replica.tasks.accept(agent.principal, [leaseOf(only(await agent.next()))]);
    await eventually(async () =>
      expect(await replica.tasks.get(admin.tenantId, task.id)).toMatchObject({
        status: "QUARANTINED",
        lastError: { reason: "TIMEOUT" },
      }),
    );
    await agent.leave();
  });

  it("is cancelled under its agent, whose slot is free at once and who is told", async () => {
    const agent = await world.agent(replica, admin, { capacity: 1 });
    const commands = replica.agents.watchCommands(agent.principal.id);
    const task = await replica.tasks.create(admin, { kind: "echo" });
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    const told = commands.next();
    expect(await replica.tasks.cancel(admin, task.id)).toMatchObject({ status: "CANCELLED" });
    expect((await told).value).toMatchObject({ type: "CancelTask", taskId: task.id });
    expect(await replica.tasks.complete(agent.principal, [leaseOf(assignment)])).toMatchObject([
      { outcome: "INVALID_STATE" },
    ]);
    const next = await replica.tasks.create(admin, { kind: "echo" });
    expect(only(await agent.next()).task.id).toBe(next.id);
    await commands.return?.();
    await agent.leave();
  });

  it("accepts one completion only", async () => {
    const agent = await world.agent(replica, admin);
    await replica.tasks.create(admin, { kind: "echo" });
    const lease = leaseOf(only(await agent.next()));
    await replica.tasks.accept(agent.principal, [lease]);
    const outcomes = await Promise.all(
      [1, 2, 3].map((output) => replica.tasks.complete(agent.principal, [{ ...lease, output }])),
    );
    expect(
      outcomes
        .flat()
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(["APPLIED", "INVALID_STATE", "INVALID_STATE"]);
    await agent.leave();
  });

  it("comes when it is scheduled, and is cancelled at its deadline", async () => {
    const agent = await world.agent(replica, admin);
    const inAnHour = new Date(Date.now() + 3_600_000);
    const task = await replica.tasks.create(admin, { kind: "echo", scheduledAt: inAnHour });
    expect(task.status).toBe("SCHEDULED");
    const [due] = await world.rows<{ at: Date }>(
      "UPDATE tasks SET due_at = now() + interval '300 milliseconds' WHERE id = $1 RETURNING due_at AS at",
      [task.id],
    );
    expect(only(await agent.next()).task.id).toBe(task.id);
    expect(Date.now()).toBeGreaterThanOrEqual(due?.at.getTime() ?? Infinity);
    await agent.leave();
    const doomed = await replica.tasks.create(admin, { kind: "echo", deadlineAt: inAnHour });
    await world.rows("UPDATE tasks SET deadline_at = now() - interval '1 second' WHERE id = $1", [doomed.id]);
    await eventually(async () => expect(await statusOf(doomed.id)).toBe("CANCELLED"));
  });

  it("goes to others at once when its agent leaves before it accepted", async () => {
    const leaving = await world.agent(replica, admin, { capacity: 1 });
    const task = await replica.tasks.create(admin, { kind: "echo" });
    await leaving.next();
    await leaving.leave();
    const other = await world.agent(replica, admin);
    expect(only(await other.next())).toMatchObject({ attempt: 1, task: { id: task.id } });
    await other.leave();
  });

  it("never offers a session more than its capacity", async () => {
    const agent = await world.agent(replica, admin, { capacity: 3 });
    await replica.tasks.createMany(
      admin,
      Array.from({ length: 20 }, () => ({ kind: "echo" })),
    );
    const done = new Set<string>();
    let outstanding = 0;
    while (done.size < 20) {
      const frame = await agent.next();
      outstanding += frame.length;
      expect(outstanding).toBeLessThanOrEqual(3);
      await replica.tasks.accept(agent.principal, frame.map(leaseOf));
      outstanding -= frame.length;
      await replica.tasks.complete(agent.principal, frame.map(leaseOf));
      for (const { task } of frame) done.add(task.id);
    }
    await agent.leave();
  });
});
