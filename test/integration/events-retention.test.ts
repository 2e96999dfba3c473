import { readFileSync } from "node:fs";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { parse, subscribe } from "graphql";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { events as eventResolvers } from "../../resolvers/events.js";
import { createLoaders } from "../../resolvers/loaders.js";
import type { Services } from "../../resolvers/services.js";
import { scalars } from "../../resolvers/scalars.js";
import { OldAgents } from "../../src/agents/index.js";
import type { EventRecord } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import { OldTasks } from "../../src/tasks/index.js";
import { take } from "../support/event-world.js";
import { ManualClock } from "../support/manual-clock.js";
import { TaskWorld, type Replica } from "../support/task-world.js";

const dayMs = 86_400_000;
const typeDefs = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const schema = makeExecutableSchema({ typeDefs, resolvers: [scalars, eventResolvers] });

describe("what was deleted since it was old", () => {
  let world: TaskWorld;
  let replica: Replica;
  let admin: Principal;
  let start: string;

  beforeAll(async () => {
    world = await TaskWorld.open();
    replica = await world.replica();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.rows("DELETE FROM tasks");
    admin = await world.tenant();
    await replica.tasks.defineKind(admin, { name: "echo" });
    start = await replica.events.position();
  });

  /** Ended, each with two events. */
  async function ended(count: number): Promise<string[]> {
    const inputs = Array.from({ length: count }, () => ({ kind: "echo" }));
    const tasks = await replica.tasks.createMany(admin, inputs);
    for (const { id } of tasks) await replica.tasks.cancel(admin, id);
    return tasks.map(({ id }) => id);
  }

  async function expire(ids: readonly string[]): Promise<void> {
    await world.rows("UPDATE tasks SET finished_at = now() - interval '25 hours' WHERE id = ANY ($1)", [ids]);
    const clock = new ManualClock(new Date(Date.now() + 2 * dayMs));
    const old = new OldTasks({ database: world.services.database, clock, keepMs: dayMs });
    while (!(await old.expire(50)).isDone);
  }

  const feed = (after: string) => replica.events.followFeed({ tenantId: admin.tenantId, after });
  const told = (events: readonly EventRecord[]) => events.map(({ streamId, seq }) => `${streamId} ${seq}`);

  async function follow(field: string, id: string): Promise<unknown> {
    const { agents, events, tasks, dispatch } = replica;
    // Nothing that is followed here is of a workflow.
    const services = { agents, events, tasks, dispatch, identity: world.identity } as unknown as Services;
    const contextValue = { ...services, principal: admin, loaders: createLoaders(services, admin, false) };
    const document = parse(`subscription ($id: ID!) { ${field} }`);
    return subscribe({ schema, document, contextValue, variableValues: { id } });
  }

  it.each(["taskEvents(taskId: $id, after: 1) { seq }", "taskOutput(taskId: $id, after: 1) { seq }"])(
    "is not found by %s",
    async (field) => {
      const [id = ""] = await ended(1);
      await expire([id]);
      await expect(follow(field, id)).rejects.toMatchObject({ code: "NOT_FOUND", path: ["taskId"] });
    },
  );

  it("is not found by agentEvents either", async () => {
    const { agent } = await replica.agents.register(admin, { name: "worker", capabilities: [] });
    await replica.agents.remove(admin, agent.id);
    await world.rows("UPDATE agents SET removed_at = now() - interval '25 hours' WHERE id = $1", [agent.id]);
    await new OldAgents({ database: world.services.database, keepMs: dayMs }).expire(100);
    const field = "agentEvents(agentId: $id, after: 1) { seq }";
    await expect(follow(field, agent.id)).rejects.toMatchObject({ code: "NOT_FOUND", path: ["agentId"] });
  });

  it("is left out by a feed that goes on from one of its events", async () => {
    const [first = "", gone = "", kept = ""] = await ended(3);
    const ofGone = (await take(feed(start), 6)).find(({ streamId }) => streamId === gone);
    await expire([gone, first]);
    for (const cursor of [start, ofGone?.cursor ?? ""])
      expect(told(await take(feed(cursor), 2))).toEqual([`${kept} 1`, `${kept} 2`]);
  });

  it("is left out by a feed that is open, which goes on with what is new", async () => {
    const open = feed(start);
    const gone = await ended(1);
    expect((await open.next()).value?.streamId).toBe(gone[0]);
    await open.next();
    await expire(gone);
    const [fresh = ""] = await ended(1);
    expect(told(await take(open, 2))).toEqual([`${fresh} 1`, `${fresh} 2`]);
  });

  it("lets a subscription that is open to its stream stand still", async () => {
    const [id = ""] = await ended(1);
    const open = replica.events.follow({ tenantId: admin.tenantId, streamId: id, after: 0 });
    expect([(await open.next()).value?.seq, (await open.next()).value?.seq]).toEqual([1, 2]);
    const next = open.next();
    await expire([id]);
    replica.events.announce([{ tenantId: admin.tenantId, streamId: id, seq: 3 }]);
    await open.return?.();
    expect(await next).toMatchObject({ done: true });
  });

  it("takes no event from those who follow what is new", async () => {
    const old = await ended(200);
    const open = feed(await replica.events.position());
    const fresh = (async () => {
      const ids: string[] = [];
      for (let round = 0; round < 10; round++) ids.push(...(await ended(5)));
      return ids;
    })();
    await expire(old);
    const ids = await fresh;
    const got = told(await take(open, ids.length * 2));
    expect(got.toSorted()).toEqual(ids.flatMap((id) => [`${id} 1`, `${id} 2`]).toSorted());
    for (const id of ids) expect(got.indexOf(`${id} 1`)).toBeLessThan(got.indexOf(`${id} 2`));
  });
});
