import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deadQueue, todoQueue } from "../../src/dispatch/index.js";
import type { Principal } from "../../src/identity/index.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import type { Task } from "../../src/tasks/index.js";
import { queueDueTasks } from "../../src/tasks/sql/queue-due-tasks.sql.js";
import { eventually } from "../support/eventually.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";
import { FlakyBroker } from "../support/wrapped-broker.js";

describe("a broker that may lose or repeat anything", () => {
  let world: TaskWorld;
  let broker: FlakyBroker;
  let replica: Replica;
  let admin: Principal;

  beforeAll(async () => {
    world = await TaskWorld.open();
    broker = new FlakyBroker(world.services.broker);
    replica = await world.replica({
      broker: broker.broker,
      times: { reconcilerTimes: { everyMs: 50, staleMs: 60_000 } },
    });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    Object.assign(broker, { isUp: true, loses: () => false, refuses: () => false });
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo" });
  });

  const create = () => replica.tasks.create(admin, { kind: "echo" });

  async function published({ id }: Task): Promise<string | null | undefined> {
    const [row] = await world.rows<{ at: string | null }>(
      "SELECT published_at::text AS at FROM outbox WHERE task_id = $1",
      [id],
    );
    return row?.at;
  }

  /** As if the broker had been told of it more than a minute ago. Answers when that was. */
  async function makeStale({ id }: Task): Promise<string | undefined> {
    const [row] = await world.rows<{ at: string }>(
      `UPDATE outbox SET published_at = published_at - interval '2 minutes' WHERE task_id = $1
       RETURNING published_at::text AS at`,
      [id],
    );
    return row?.at;
  }

  async function complete(agent: PlayedAgent): Promise<string> {
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    expect(await replica.tasks.complete(agent.principal, [leaseOf(assignment)])).toMatchObject([
      { outcome: "APPLIED" },
    ]);
    return assignment.task.id;
  }

  it("assigns a task once that it is told of many times", async () => {
    const task = await create();
    await world.services.broker.publish(
      todoQueue(task.poolId),
      Array.from({ length: 50 }, () => task.id),
    );
    const agent = await world.agent(replica, admin, { capacity: 20 });
    expect(await complete(agent)).toBe(task.id);
    const next = await create();
    expect(await complete(agent)).toBe(next.id);
    expect(await world.eventTypesOf(task.id)).toEqual([
      "TASK_CREATED",
      "TASK_ASSIGNED",
      "TASK_STARTED",
      "TASK_COMPLETED",
    ]);
    await eventually(async () => expect(await world.services.broker.depth(todoQueue(task.poolId))).toBe(0));
    await agent.leave();
  });

  it("ignores messages about tasks that do not exist, are another pool's or are no ids", async () => {
    const task = await create();
    const other = await replica.tasks.create(admin, { kind: "echo", requiredCapabilities: ["gpu"] });
    await world.services.broker.publish(todoQueue(task.poolId), ["task_nothing", "", other.id]);
    const agent = await world.agent(replica, admin);
    expect(await complete(agent)).toBe(task.id);
    expect(await replica.tasks.get(admin.tenantId, other.id)).toMatchObject({ status: "QUEUED" });
    await agent.leave();
  });

  it("publishes again what was lost, and only that, while the queue holds others", async () => {
    broker.loses = () => true;
    const lost = await create();
    await eventually(() => expect(broker.published.get(todoQueue(lost.poolId))).toEqual([lost.id]));
    broker.loses = () => false;
    const others = await Promise.all([1, 2, 3].map(create));
    await eventually(async () => expect(await world.services.broker.depth(todoQueue(lost.poolId))).toBe(3));
    const first = await makeStale(lost);
    await eventually(async () => expect(await world.services.broker.depth(todoQueue(lost.poolId))).toBe(4));
    expect(await published(lost)).not.toBe(first);
    expect(broker.published.get(todoQueue(lost.poolId))?.toSorted()).toEqual(
      [lost.id, lost.id, ...others.map(({ id }) => id)].toSorted(),
    );
    const agent = await world.agent(replica, admin, { capacity: 1 });
    const done = [];
    for (let n = 0; n < 4; n++) done.push(await complete(agent));
    expect(done.toSorted()).toEqual([lost, ...others].map(({ id }) => id).toSorted());
    await agent.leave();
  });

  it("forgets the row of a task that was cancelled in the instant in which it became due", async () => {
    const task = await replica.tasks.create(admin, { kind: "echo", scheduledAt: new Date(Date.now() + 86_400_000) });
    const cancelled = await world.services.database.transaction(async (client) => {
      await client.query("UPDATE tasks SET due_at = now() - interval '1 second' WHERE id = $1", [task.id]);
      await client.query(queueDueTasks.text, [1]);
      const cancelling = replica.tasks.cancel(admin, task.id);
      await eventually(async () => {
        const waiting = await world.rows(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        expect(waiting).not.toEqual([]);
      });
      // Awaited after the commit that it waits for.
      return { cancelling };
    });
    expect(await cancelled.cancelling).toMatchObject({ status: "CANCELLED" });
    // Its message is void, which is seen when somebody takes it.
    const agent = await world.agent(replica, admin);
    await eventually(async () => {
      await makeStale(task);
      expect(await published(task)).toBeUndefined();
    });
    await agent.leave();
  });

  it("takes tasks while it is away and lets them flow when it is back", async () => {
    const elsewhere = await world.replica({ broker: broker.broker });
    const agent = await world.agent(elsewhere, admin);
    broker.isUp = false;
    const task = await create();
    expect(task.status).toBe("QUEUED");
    expect(await published(task)).toBeNull();
    broker.isUp = true;
    expect(await complete(agent)).toBe(task.id);
    await agent.leave();
    await elsewhere.stop();
  });

  it("brings tasks to the agents of the process that created them while it is away", async () => {
    const agent = await world.agent(replica, admin, { capacity: 1 });
    broker.isUp = false;
    const [first, second] = [await create(), await create()];
    expect(await complete(agent)).toBe(first.id);
    expect(await complete(agent)).toBe(second.id);
    broker.isUp = true;
    await agent.leave();
  });

  it("tells again what the broker refused to take", async () => {
    broker.refuses = () => true;
    const task = await create();
    await eventually(async () => expect(await published(task)).toBeNull());
    broker.refuses = () => false;
    const agent = await world.agent(replica, admin);
    expect(await complete(agent)).toBe(task.id);
    await agent.leave();
  });

  it("feeds the living while nobody takes the dead", async () => {
    broker.refuses = (queue) => queue === deadQueue;
    const agent = await world.agent(replica, admin, { capacity: 1 });
    const doomed = await create();
    const assignment = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
    await replica.tasks.fail(agent.principal, { ...leaseOf(assignment), errorMessage: "no", retryable: false });
    const tasks = await replica.tasks.createMany(
      admin,
      Array.from({ length: 150 }, () => ({ kind: "echo" })),
    );
    const done = new Set<string>();
    while (done.size < tasks.length) done.add(await complete(agent));
    expect(done.has(doomed.id)).toBe(false);
    broker.refuses = () => false;
    await eventually(() => expect(broker.published.get(deadQueue)?.join()).toContain(doomed.id));
    await agent.leave();
  });
});

it("publishes everything again to a broker that was born with the process", async () => {
  const world = await TaskWorld.open();
  const [first, second] = [createEmbeddedBroker(), createEmbeddedBroker()];
  await first.start();
  await second.start();
  const before = await world.replica({ broker: first });
  const admin = await world.tenant();
  await before.tasks.defineKind(admin, { name: "echo" });
  const task = await before.tasks.create(admin, { kind: "echo" });
  await eventually(async () => expect(await first.depth(todoQueue(task.poolId))).toBe(1));
  await before.stop();
  await first.stop();
  const after = await world.replica({ broker: second });
  const agent = await world.agent(after, admin);
  expect(only(await agent.next()).task.id).toBe(task.id);
  await agent.leave();
  await world.close();
  await second.stop();
});
