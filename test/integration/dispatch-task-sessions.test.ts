import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { newId } from "../../src/platform/ids.js";
import type { Assignment, Task } from "../../src/tasks/index.js";
import { ManualClock } from "../support/manual-clock.js";
import { refusalOf } from "../support/refusal.js";
import { leaseOf, only, TaskWorld, type PlayedAgent, type Replica } from "../support/task-world.js";

let world: TaskWorld;
let replica: Replica;
let admin: Principal;
/** Whose session the dispatcher knows. */
let holder: PlayedAgent;
let task: Task;
let held: Assignment;
/** The same agent, with the key of a sandbox. */
let inside: Principal;

beforeAll(async () => {
  world = await TaskWorld.open();
  replica = await world.replica();
});
afterAll(() => world.close());

beforeEach(async () => {
  admin = await world.tenant();
  await replica.tasks.defineKind(admin, { name: "echo", outputSchema: { type: "number" } });
  holder = await world.agent(replica, admin);
  task = await create();
  held = only(await holder.next());
  inside = { ...holder.principal, credentialId: newId("key"), taskId: task.id };
});

const create = (input: unknown = { n: 1 }) => replica.tasks.create(admin, { kind: "echo", input });
const open = (at: Replica = replica, as: Principal = inside) => at.dispatch.openSession(as, { capacity: 1 });
const ended = { done: true, value: undefined };
const complete = (by: Replica) => by.tasks.complete(inside, [{ ...leaseOf(held), output: 1 }]);

describe("the stream of who works on one task alone", () => {
  it("gives the assignment as it is held, once, and ends when the task is done", async () => {
    await create();
    const stream = await open();
    const { value } = await stream.next();
    expect(value).toMatchObject([{ task: { id: task.id, input: { n: 1 } }, leaseToken: held.leaseToken, attempt: 1 }]);
    const end = stream.next();
    expect(await replica.tasks.accept(inside, [leaseOf(held)])).toMatchObject([{ outcome: "APPLIED" }]);
    expect(await complete(replica)).toMatchObject([{ outcome: "APPLIED" }]);
    expect(await end).toEqual(ended);
  });

  it("is no session: the agent has the one that it had", async () => {
    await open();
    const sessions = await replica.agents.sessionsOf(admin.tenantId, [holder.principal.id]);
    expect(sessions.get(holder.principal.id)).toHaveLength(1);
  });

  it("gives it again to who comes back, on any replica, in the middle of work too", async () => {
    const first = await open();
    await first.next();
    await replica.tasks.accept(inside, [leaseOf(held)]);
    await first.return?.();
    const second = await open(await world.replica());
    expect((await second.next()).value).toMatchObject([{ leaseToken: held.leaseToken, task: { status: "RUNNING" } }]);
    await second.return?.();
  });

  it.each([
    ["was handed back", () => replica.tasks.reject(holder.principal, [leaseOf(held)])],
    ["was cancelled", () => replica.tasks.cancel(admin, task.id)],
    ["was let go by its holder", () => holder.leave()],
  ])("ends when the task %s", async (_how, end) => {
    const stream = await open();
    await stream.next();
    const over = stream.next();
    await end();
    expect(await over).toEqual(ended);
  });

  it("ends within five seconds of an end that this process was not told of", async () => {
    const clock = new ManualClock();
    const other = await world.replica({ clock, roles: ["dispatcher"] });
    const stream = await open(other);
    await stream.next();
    const over = stream.next();
    await replica.tasks.accept(inside, [leaseOf(held)]);
    await complete(replica);
    clock.advance(5_000);
    expect(await over).toEqual(ended);
  });

  it("ends at once, and is empty, when the task is another agent's or nobody's", async () => {
    const stranger = await world.agent(replica, admin, { capabilities: ["other"] });
    for (const as of [
      { ...inside, id: stranger.principal.id },
      { ...inside, taskId: newId("task") },
    ]) {
      expect(await (await open(replica, as)).next()).toEqual(ended);
    }
    await replica.tasks.accept(inside, [leaseOf(held)]);
    await complete(replica);
    expect(await (await open()).next()).toEqual(ended);
  });

  it("is told to come back, not that it is over, when the process stops", async () => {
    const other = await world.replica();
    const [read, unread] = [await open(other), await open(other)];
    await read.next();
    const refused = refusalOf(read.next());
    await other.dispatch.stop();
    expect(await refused).toMatchObject({ code: "UNAVAILABLE", reason: "DISPATCHER_STOPPING" });
    expect(await refusalOf(unread.next())).toMatchObject({ code: "UNAVAILABLE" });
    expect(await refusalOf(open(other))).toMatchObject({ code: "UNAVAILABLE" });
  });

  it("ends the oldest when there are more than eight of a task", async () => {
    const streams = [];
    for (let count = 0; count < 9; count++) streams.push(await open());
    for (const stream of streams) await stream.next();
    const [first, second] = streams.map((stream) => stream.next());
    expect(await first).toEqual(ended);
    await replica.tasks.cancel(admin, task.id);
    expect(await second).toEqual(ended);
  });
});

describe("the lease of another task", () => {
  it("is as one of no task to who works on one task alone, whatever is tried with it", async () => {
    const other = await create();
    const foreign = leaseOf(only(await holder.next()));
    expect(foreign.taskId).toBe(other.id);
    const notFound = [{ taskId: other.id, outcome: "NOT_FOUND" }];
    const { tasks } = replica;
    expect(await tasks.accept(inside, [foreign])).toMatchObject(notFound);
    expect(await tasks.reject(inside, [foreign])).toMatchObject(notFound);
    await tasks.accept(holder.principal, [foreign]);
    expect(await tasks.reject(inside, [foreign])).toMatchObject(notFound);
    // Its schema would refuse this output, were it looked at.
    expect(await tasks.complete(inside, [{ ...foreign, output: "x" }])).toMatchObject(notFound);
    expect((await tasks.heartbeat(inside, [foreign])).results).toMatchObject(notFound);
    const before = await tasks.get(admin.tenantId, other.id);
    for (const begin of [
      () => tasks.fail(inside, { ...foreign, errorMessage: "x" }),
      () => tasks.progress(inside, { ...foreign, percent: 1 }),
      () => tasks.appendOutput(inside, { ...foreign, chunks: ["x"] }),
    ]) {
      expect(await refusalOf(begin())).toMatchObject({ code: "NOT_FOUND", reason: "TASK_NOT_FOUND" });
    }
    expect(await tasks.get(admin.tenantId, other.id)).toEqual(before);
  });

  it("does not take the own one with it in a batch", async () => {
    await create();
    const foreign = leaseOf(only(await holder.next()));
    const results = await replica.tasks.accept(inside, [foreign, leaseOf(held)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["NOT_FOUND", "APPLIED"]);
    await replica.tasks.progress(inside, { ...leaseOf(held), percent: 5 });
    expect(await replica.tasks.appendOutput(inside, { ...leaseOf(held), chunks: ["x"] })).toBe(1);
    expect(await complete(replica)).toMatchObject([{ outcome: "APPLIED" }]);
  });
});
