import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deadQueue } from "../../src/dispatch/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { TaskPriority } from "../../src/tasks/index.js";
import { eventually } from "../support/eventually.js";
import { Inbox } from "../support/inbox.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

describe("the order of service", () => {
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

  const backlog = (by: Principal, count: number, priority: TaskPriority) =>
    replica.tasks.createMany(
      by,
      Array.from({ length: count }, () => ({ kind: "echo", priority })),
    );

  /** Completes one after the other; answers the ids in the order of service. */
  async function serve(agent: PlayedAgent, count: number): Promise<string[]> {
    const served: string[] = [];
    while (served.length < count) {
      const frame = await agent.next();
      await replica.tasks.accept(agent.principal, frame.map(leaseOf));
      await replica.tasks.complete(agent.principal, frame.map(leaseOf));
      served.push(...frame.map(({ task }) => task.id));
    }
    return served;
  }

  it("serves what is urgent before the backlog behind the window, and the backlog by age", async () => {
    const low = await backlog(admin, 300, "LOW");
    const urgent = await backlog(admin, 3, "URGENT");
    const agent = await world.agent(replica, admin, { capacity: 1 });
    const served = await serve(agent, 303);
    // What the broker held already keeps its place: the window is 64, and the first to be taken makes room for one more.
    for (const { id } of urgent) expect(served.indexOf(id)).toBeLessThan(64 + 64);
    const waited = served.filter((id) => low.slice(128).some((task) => task.id === id));
    // A message that goes back while its consumer ends may be overtaken by the next few.
    for (const [index, { id }] of low.slice(128).entries())
      expect(Math.abs(waited.indexOf(id) - index)).toBeLessThan(8);
    await agent.leave();
  }, 60_000);

  it("moves a waiting task to the front when its priority is raised", async () => {
    const low = await backlog(admin, 300, "LOW");
    const last = low.at(-1);
    if (!last) throw new Error("no task");
    await replica.tasks.setPriority(admin, last.id, "URGENT");
    const agent = await world.agent(replica, admin, { capacity: 1 });
    expect(await serve(agent, 130)).toContain(last.id);
    await agent.leave();
  });

  it("lets no tenant's backlog delay another's", async () => {
    const quiet = await world.tenant();
    await replica.tasks.defineKind(quiet, { name: "echo" });
    for (let n = 0; n < 5; n++) await backlog(admin, 1_000, "URGENT");
    const busyAgent = await world.agent(replica, admin, { capacity: 1 });
    const task = await replica.tasks.create(quiet, { kind: "echo", priority: "LOW" });
    const quietAgent = await world.agent(replica, quiet, { capacity: 1 });
    expect(only(await quietAgent.next()).task.id).toBe(task.id);
    await busyAgent.next();
    expect(await replica.tasks.queueStats(admin.tenantId)).toMatchObject({ pools: [{ queued: 4_999, assigned: 1 }] });
    await busyAgent.leave();
    await quietAgent.leave();
  });

  it("waits longer before each new offer of a task that nobody wants", async () => {
    const agent = await world.agent(replica, admin, { capacity: 1 });
    const task = await replica.tasks.create(admin, { kind: "echo" });
    const waits: number[] = [];
    for (let n = 1; n <= 4; n++) {
      const assignment = only(await agent.next());
      expect(assignment.attempt).toBe(1);
      // So that it is not offered again before its row is read.
      await replica.agents.pause(admin, agent.principal.id);
      await replica.tasks.reject(agent.principal, [{ ...leaseOf(assignment), reason: "busy" }]);
      const [row] = await world.rows<{ hand_backs: number; wait: number }>(
        `SELECT t.hand_backs, extract(epoch FROM o.available_at - e.at)::float8 * 1000 AS wait
         FROM tasks t JOIN outbox o ON o.task_id = t.id JOIN events e ON e.stream_id = t.id AND e.seq = t.event_seq WHERE t.id = $1`,
        [task.id],
      );
      expect(row?.hand_backs).toBe(n);
      waits.push(Math.round(row?.wait ?? 0));
      await replica.agents.resume(admin, agent.principal.id);
    }
    expect(waits).toEqual([50, 100, 200, 400]);
    const accepted = only(await agent.next());
    await replica.tasks.accept(agent.principal, [leaseOf(accepted)]);
    expect(await world.rows("SELECT hand_backs FROM tasks WHERE id = $1", [task.id])).toEqual([{ hand_backs: 0 }]);
    await agent.leave();
  });

  it("writes one dead letter per quarantine", async () => {
    const letters = await Inbox.open(world.services.broker, deadQueue);
    const agent = await world.agent(replica, admin);
    const task = await replica.tasks.create(admin, { kind: "echo", maxRetries: 0 });
    const failOnce = async (message: string): Promise<void> => {
      const assignment = only(await agent.next());
      await replica.tasks.accept(agent.principal, [leaseOf(assignment)]);
      await replica.tasks.fail(agent.principal, { ...leaseOf(assignment), errorMessage: message });
    };
    await failOnce("first");
    await letters.holds(1);
    await replica.tasks.redrive(admin, task.id);
    await failOnce("second");
    await letters.holds(2);
    await eventually(async () =>
      expect(await world.rows("SELECT 1 FROM outbox WHERE task_id = $1", [task.id])).toEqual([]),
    );
    expect(letters.bodies.map((body) => JSON.parse(body) as unknown)).toMatchObject([
      {
        taskId: task.id,
        tenantId: admin.tenantId,
        kind: "echo",
        attempt: 1,
        lastError: { reason: "REPORTED", message: "first" },
      },
      {
        taskId: task.id,
        tenantId: admin.tenantId,
        kind: "echo",
        attempt: 2,
        lastError: { reason: "REPORTED", message: "second" },
      },
    ]);
    letters.ackAll();
    await letters.consumer?.cancel();
    await agent.leave();
  });
});
