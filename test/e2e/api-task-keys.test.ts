import { getNamedType, isCompositeType, isObjectType, type GraphQLObjectType } from "graphql";
import type { Client } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { taskKeyFields } from "../../resolvers/permissions.js";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { eventually } from "../support/eventually.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";
import { contract, fieldsOf, sampleOperation, type RootType } from "../support/sample-operation.js";
import type { Answer } from "../support/small-server.js";
import { issueTaskKey } from "../support/task-keys.js";

let world: AppWorld;
let tenant: RoleTokens;
/** Holds the agent's session, and with it the leases. */
let socket: Client;
let own: Held;
let foreign: Held;
let key: string;

interface Held {
  readonly taskId: string;
  readonly leaseToken: string;
}

beforeAll(async () => {
  world = await startAppWorld({ env: { MUSTER_ACK_TIMEOUT_MS: "600000", MUSTER_LEASE_MS: "600000" } });
  tenant = await createTenantWithRoles(world);
  await ask('mutation { defineTaskKind(input: { name: "echo" }) { taskKind { id } } }', tenant.tokens.ADMIN);
  socket = world.socket(tenant.tokens.AGENT);
  const frames = socket.iterate<Frame>(assignments(5));
  own = await assignNext(frames);
  foreign = await assignNext(frames);
  key = await issueTaskKey(world.databaseUrl, { ...tenant, taskId: own.taskId });
});

afterAll(async () => {
  await socket?.dispose();
  await world?.close();
});

interface Frame {
  readonly taskAssignments: {
    readonly assignments: readonly [{ readonly leaseToken: string; readonly task: { readonly id: string } }];
  };
}

const assignments = (capacity: number) => ({
  query: `subscription { taskAssignments(capacity: ${capacity}) { assignments { leaseToken task { id } } } }`,
});

async function assignNext(frames: AsyncIterator<{ data?: Frame | null | undefined }>): Promise<Held> {
  const next = frames.next();
  await ask('mutation { createTask(input: { kind: "echo" }) { task { id } } }', tenant.tokens.ADMIN);
  return heldIn((await next).value);
}

function heldIn(frame: { data?: Frame | null | undefined }): Held {
  const [first] = frame.data?.taskAssignments.assignments ?? [];
  if (!first) throw new Error("Nothing was assigned.");
  return { taskId: first.task.id, leaseToken: first.leaseToken };
}

async function ask(query: string, token: string, variables: object = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await world.call(query, { ...variables }, token);
  if (!data || errors) throw new Error(`No answer: ${JSON.stringify(errors)}`);
  return data;
}

async function overSocket(token: string, operation: { query: string; variables?: Record<string, unknown> }) {
  const client = world.socket(token);
  try {
    return (await client.iterate(operation).next()).value as Answer;
  } finally {
    await client.dispose();
  }
}

const refused = ["FORBIDDEN", "KEY_FORBIDDEN"];

function refusalIn({ errors }: Answer): unknown {
  const [first] = errors ?? [];
  return first && [first.extensions["code"], first.extensions["reason"]];
}

function casesOf(root: RootType) {
  const allowed: readonly string[] = taskKeyFields[root];
  return fieldsOf(root).map((field) => ({
    name: `${root}.${field.name}`,
    isAllowed: allowed.includes(field.name),
    operation: sampleOperation(root, field),
  }));
}

const calls = [...casesOf("Query"), ...casesOf("Mutation")];
const streams = [...casesOf("Mutation"), ...casesOf("Subscription")];

/** Whose role is refused is so before its key is looked at. */
const closed = [
  ["FORBIDDEN", "KEY_FORBIDDEN"],
  ["FORBIDDEN", "ROLE_FORBIDDEN"],
];

describe("a key for one task", () => {
  test.each(calls.filter(({ isAllowed }) => !isAllowed))("is refused $name over HTTP", async ({ operation }) => {
    expect(closed).toContainEqual(refusalIn(await world.call(operation.query, operation.variables, key)));
  });

  test.each(streams.filter(({ isAllowed }) => !isAllowed))("is refused $name over a socket", async ({ operation }) => {
    expect(closed).toContainEqual(refusalIn(await overSocket(key, operation)));
  });

  test.each(["task", "node", "agent", "taskKind", "taskKinds"])(
    "may not ask for %s, as its agent may",
    async (name) => {
      const { operation } = calls.find((one) => one.name === `Query.${name}`) ?? {};
      if (!operation) throw new Error("The contract has no such field.");
      expect(refusalIn(await world.call(operation.query, operation.variables, key))).toEqual(refused);
      expect(refusalIn(await world.call(operation.query, operation.variables, tenant.tokens.AGENT))).toBeUndefined();
    },
  );

  test.each(["updateAgent", "removeAgent"])("may not %s", async (name) => {
    const { operation } = calls.find((one) => one.name === `Mutation.${name}`) ?? {};
    const input = { id: tenant.agentId };
    expect(refusalIn(await world.call(operation?.query ?? "", { input, ...input }, key))).toEqual(refused);
  });

  test("tells who it is", async () => {
    const { agentId, tenantId } = tenant;
    const query = "{ viewer { id role tenant { id } user { id } agent { id name capacity } } }";
    expect(await ask(query, key)).toMatchObject({
      viewer: { id: agentId, role: "AGENT", tenant: { id: tenantId }, user: null, agent: { id: agentId } },
    });
  });
});

/** Fields of what such a key can come to that lead on. */
function linksOf(typeName: string): { name: string; selection: string }[] {
  const type = contract.getType(typeName) as GraphQLObjectType;
  return Object.values(type.getFields())
    .filter((field) => isCompositeType(getNamedType(field.type)))
    .map(({ name }) => ({ name, selection: `${name} { __typename }` }));
}

describe("from what a key for one task sees", () => {
  test.each(linksOf("Agent"))("nothing leads on by Agent.$name", async ({ selection }) => {
    expect(refusalIn(await world.call(`{ viewer { agent { ${selection} } } }`, {}, key))).toEqual(refused);
  });

  // What went wrong in its last try is in the task itself.
  test.each(linksOf("Task").filter(({ name }) => name !== "lastError"))(
    "nothing leads on by Task.$name",
    async ({ selection }) => {
      const query = `subscription { taskAssignments(capacity: 1) { assignments { task { ${selection} } } } }`;
      expect(refusalIn(await overSocket(key, { query }))).toEqual(refused);
    },
  );

  test("nothing but these can be come to at all", () => {
    const seen = new Set<string>();
    const visit = (name: string): void => {
      const type = contract.getType(name);
      if (seen.has(name) || !isObjectType(type)) return;
      seen.add(name);
      if (["Agent", "Task"].includes(name)) return;
      for (const { type: next } of Object.values(type.getFields())) visit(getNamedType(next).name);
    };
    const roots = (["Query", "Mutation", "Subscription"] as const).flatMap((root) =>
      fieldsOf(root).filter(({ name }) => (taskKeyFields[root] as readonly string[]).includes(name)),
    );
    for (const { type } of roots) visit(getNamedType(type).name);
    expect([...seen].sort()).toEqual(
      [
        ...["Viewer", "Tenant", "User", "Agent", "Task", "TaskAssignmentBatch", "TaskAssignment", "LeaseResult"],
        ...["AcceptTasksPayload", "RejectTasksPayload", "CompleteTasksPayload", "HeartbeatPayload"],
        ...["ReportTaskFailurePayload", "ReportTaskProgressPayload", "AppendTaskOutputPayload"],
      ].sort(),
    );
  });
});

const batches = {
  acceptTasks: "leases: [$lease]",
  completeTasks: "results: [$lease]",
  rejectTasks: "leases: [$lease]",
  heartbeat: "input: { activeLeases: [$lease] }",
} as const;

function withLease(template: string, { taskId, leaseToken }: Held): string {
  return template.replace("$lease", `{ taskId: "${taskId}", leaseToken: "${leaseToken}" }`);
}

async function outcomeOf(field: keyof typeof batches, lease: Held): Promise<unknown> {
  const query = `mutation { ${field}(${withLease(batches[field], lease)}) { results { taskId outcome } } }`;
  const { results } = payloadOf(await world.call(query, {}, key), field) as { readonly results: readonly unknown[] };
  return results;
}

async function stateOf({ taskId }: Held): Promise<unknown> {
  const query = "query ($id: ID!) { task(id: $id) { status lastSeq lastOutputSeq leaseExpiresAt } }";
  return (await ask(query, tenant.tokens.ADMIN, { id: taskId }))["task"];
}

describe("with a key for one task", () => {
  test.each(Object.keys(batches) as (keyof typeof batches)[])("%s does not reach another's", async (field) => {
    const before = await stateOf(foreign);
    expect(await outcomeOf(field, foreign)).toEqual([{ taskId: foreign.taskId, outcome: "NOT_FOUND" }]);
    expect(await stateOf(foreign)).toEqual(before);
  });

  test.each([
    ["reportTaskFailure", 'errorMessage: "x"', "task { id }"],
    ["reportTaskProgress", "percent: 1", "task { id }"],
    ["appendTaskOutput", 'chunks: ["x"]', "lastSeq"],
  ])("%s does not reach another's", async (field, rest, selection) => {
    const { taskId, leaseToken } = foreign;
    const input = `{ taskId: "${taskId}", leaseToken: "${leaseToken}", ${rest} }`;
    const before = await stateOf(foreign);
    const answer = await world.call(`mutation { ${field}(input: ${input}) { ${selection} } }`, {}, key);
    expect(refusalIn(answer)).toEqual(["NOT_FOUND", "TASK_NOT_FOUND"]);
    expect(await stateOf(foreign)).toEqual(before);
  });

  test("the task is taken, beaten for, cancelled and over, and nothing else is heard of", async () => {
    const client = world.socket(key);
    const work = client.iterate<Frame>(assignments(1));
    expect(heldIn((await work.next()).value as { data: Frame })).toEqual(own);
    const commands = client.iterate({
      query: "subscription { agentCommands { __typename ... on CancelTask { taskId } } }",
    });
    const command = commands.next();
    expect(await outcomeOf("acceptTasks", own)).toMatchObject([{ outcome: "APPLIED" }]);
    const { taskId, leaseToken } = own;
    const beat = `mutation { heartbeat(input: { load: 0.9, activeLeases: [{ taskId: "${taskId}", leaseToken: "${leaseToken}" }] }) { lostTaskIds } }`;
    expect(await ask(beat, key)).toEqual({ heartbeat: { lostTaskIds: [] } });
    expect(await ask("{ viewer { agent { load } } }", key)).toEqual({ viewer: { agent: { load: null } } });
    const over = work.next();
    const cancel = "mutation ($id: ID!) { cancelTask(id: $id) { task { status } } }";
    // Commands are heard as soon as they are watched, of which nobody is told.
    for (const { taskId: id } of [foreign, own]) await ask(cancel, tenant.tokens.ADMIN, { id });
    expect((await command).value).toEqual({ data: { agentCommands: { __typename: "CancelTask", taskId } } });
    expect(await over).toMatchObject({ done: true });
    await eventually(async () =>
      expect(await outcomeOf("heartbeat", own)).toMatchObject([{ outcome: "INVALID_STATE" }]),
    );
    await client.dispose();
  });
});
