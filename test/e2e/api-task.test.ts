import type { Client } from "graphql-ws";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";
import { eventually } from "../support/eventually.js";

let world: AppWorld;
let tenant: RoleTokens;
let agent: Client;
let watcher: Client;

beforeAll(async () => {
  world = await startAppWorld();
  tenant = await createTenantWithRoles(world);
  await ask('mutation { defineTaskKind(input: { name: "echo" }) { taskKind { id } } }', "defineTaskKind");
});

afterAll(() => world.close());

beforeEach(() => {
  agent = world.socket(tenant.tokens.AGENT);
  watcher = world.socket(tenant.tokens.VIEWER);
});

afterEach(async () => {
  await agent.dispose();
  await watcher.dispose();
  // Until the server knows that the agent has left, it may offer it the next test's task.
  const query = "query ($id: ID!) { agent(id: $id) { capacity } }";
  await eventually(async () => expect(await ask(query, "agent", { id: tenant.agentId })).toEqual({ capacity: 0 }));
});

async function ask(
  query: string,
  field: string,
  variables?: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  return payloadOf(await world.call(query, variables, tenant.tokens.DEVELOPER), field) as Record<string, unknown>;
}

async function createTask(input: Record<string, unknown> = {}): Promise<string> {
  const query = "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }";
  const { task } = await ask(query, "createTask", { input: { kind: "echo", ...input } });
  return (task as { readonly id: string }).id;
}

/** Runs a mutation as the agent, over its socket. */
async function report(selection: string, types: string, variables: Record<string, unknown>): Promise<unknown> {
  const { value } = await agent.iterate({ query: `mutation (${types}) { ${selection} }`, variables }).next();
  const { data, errors } = value as { readonly data?: Record<string, unknown>; readonly errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data ?? {})[0];
}

interface Assignment {
  readonly task: { readonly id: string; readonly input: unknown };
  readonly leaseToken: string;
  readonly attempt: number;
}

function assignments(): AsyncIterator<Assignment> {
  const query =
    "subscription { taskAssignments(capacity: 4) { assignments { task { id input } leaseToken attempt } } }";
  const frames = agent.iterate<{ taskAssignments: { assignments: Assignment[] } }>({ query });
  return (async function* () {
    for await (const { data } of frames) yield* data?.taskAssignments.assignments ?? [];
  })();
}

async function next(offered: AsyncIterator<Assignment>): Promise<Assignment> {
  const { done, value } = await offered.next();
  if (done) throw new Error("The session has ended.");
  return value;
}

/** Follows a subscription; what it has pushed so far stands in the array. */
function follow<Item>(query: string, variables: Record<string, unknown> = {}): { items: Item[]; leave(): void } {
  const items: Item[] = [];
  const leave = watcher.subscribe(
    { query, variables },
    {
      next: ({ data, errors }) => items.push((errors ?? Object.values(data ?? {})[0]) as Item),
      error: (error) => items.push(error as Item),
      complete: () => {},
    },
  );
  return { items, leave };
}

const taskEvents = "subscription ($id: ID!, $after: Seq) { taskEvents(taskId: $id, after: $after) { seq type data } }";
const whole = ["TASK_CREATED", "TASK_ASSIGNED", "TASK_STARTED", "TASK_PROGRESSED", "TASK_COMPLETED"];

/** Takes a task from its assignment to its end. */
async function work({ task, leaseToken }: Assignment): Promise<void> {
  const lease = { taskId: task.id, leaseToken };
  const applied = { results: [{ outcome: "APPLIED" }] };
  const leases = [lease];
  expect(
    await report("acceptTasks(leases: $leases) { results { outcome } }", "$leases: [LeaseInput!]!", { leases }),
  ).toEqual(applied);
  const beat = { activeLeases: leases, load: 0.5 };
  expect(
    await report("heartbeat(input: $input) { results { outcome } lostTaskIds }", "$input: HeartbeatInput!", {
      input: beat,
    }),
  ).toEqual({ ...applied, lostTaskIds: [] });
  await report("reportTaskProgress(input: $input) { task { id } }", "$input: ReportTaskProgressInput!", {
    input: { ...lease, percent: 50, message: "half way" },
  });
  for (const chunks of [["Hel", "lo"], [" you"]]) {
    await report("appendTaskOutput(input: $input) { lastSeq }", "$input: AppendTaskOutputInput!", {
      input: { ...lease, chunks },
    });
  }
  const results = [{ ...lease, output: { ok: true }, cost: 0.25 }];
  expect(
    await report("completeTasks(results: $results) { results { outcome } }", "$results: [TaskResultInput!]!", {
      results,
    }),
  ).toEqual(applied);
}

/** Of an event that has just been written. */
async function presentCursor(): Promise<string> {
  const id = await createTask({ scheduledAt: new Date(Date.now() + 86_400_000).toISOString() });
  const { events } = await ask("query ($id: ID!) { task(id: $id) { events { nodes { cursor } } } }", "task", { id });
  const { nodes } = events as { readonly nodes: readonly [{ readonly cursor: string }] };
  return nodes[0].cursor;
}

describe("a task over HTTP and sockets", () => {
  test("goes from its creation to its end, for all to follow", async () => {
    const offered = assignments();
    const first = next(offered);
    const id = await createTask({ input: { n: 1 } });
    const events = follow<{ seq: number; type: string }>(taskEvents, { id, after: 0 });
    const output = follow<{ seq: number; chunk: string }>(
      "subscription ($id: ID!) { taskOutput(taskId: $id) { seq chunk } }",
      { id },
    );
    const assignment = await first;
    expect(assignment).toMatchObject({ task: { id, input: { n: 1 } }, attempt: 1 });
    await work(assignment);
    await eventually(() => expect(events.items).toHaveLength(whole.length));
    expect(events.items.map(({ seq, type }) => [seq, type])).toEqual(whole.map((type, index) => [index + 1, type]));
    await eventually(() =>
      expect(output.items).toEqual([
        { seq: 1, chunk: "Hel" },
        { seq: 2, chunk: "lo" },
        { seq: 3, chunk: " you" },
      ]),
    );
    const query =
      "query ($id: ID!) { task(id: $id) { status output cost attempt progressMessage lastSeq agent { id } } }";
    expect(await ask(query, "task", { id })).toEqual({
      status: "COMPLETED",
      output: { ok: true },
      cost: 0.25,
      attempt: 1,
      progressMessage: "half way",
      lastSeq: whole.length,
      agent: { id: tenant.agentId },
    });
  });

  test("is followed from any position, before its end and after it", async () => {
    const first = next(assignments());
    const id = await createTask();
    const live = whole.map((_type, after) => follow<{ seq: number }>(taskEvents, { id, after }));
    await work(await first);
    const late = whole.map((_type, after) => follow<{ seq: number }>(taskEvents, { id, after }));
    const expected = whole.map((_type, after) => whole.map((_, index) => index + 1).slice(after));
    await eventually(() => expect(live.map(({ items }) => items.map(({ seq }) => seq))).toEqual(expected));
    await eventually(() => expect(late.map(({ items }) => items.map(({ seq }) => seq))).toEqual(expected));
  });

  test("is found in the tenant's feed, which resumes after any of its cursors", async () => {
    interface Item {
      readonly cursor: string;
      readonly type: string;
      readonly taskId?: string;
    }
    const query = `subscription ($after: Cursor, $types: [EventType!]) {
      events(after: $after, filter: { types: $types }) { cursor type ... on TaskEvent { taskId } } }`;
    const types = whole;
    const feed = follow<Item>(query, { types, after: await presentCursor() });
    const first = next(assignments());
    const id = await createTask();
    await work(await first);
    await eventually(() => expect(feed.items.map(({ type }) => type)).toEqual(whole));
    expect(new Set(feed.items.map(({ taskId }) => taskId))).toEqual(new Set([id]));
    for (const [index, { cursor }] of feed.items.entries()) {
      const resumed = follow<Item>(query, { types, after: cursor });
      await eventually(() => expect(resumed.items).toEqual(feed.items.slice(index + 1)));
      resumed.leave();
    }
  });
});
