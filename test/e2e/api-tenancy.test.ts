import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId, type IdPrefix } from "../../src/platform/ids.js";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import {
  fillMarketplace,
  marketplaceAttempts,
  marketplaceView,
  shareWith,
  textAttempts,
} from "../support/marketplace-attempts.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";
import { fillSandboxes, moreSandboxAttempts, sandboxAttempts, sandboxesView } from "../support/sandbox-attempts.js";
import { fieldsOf, takesId, type RootType } from "../support/sample-operation.js";
import type { Answer } from "../support/small-server.js";
import {
  fillWorkflows,
  notFound,
  workflowAttempts,
  workflowsView,
  type Attempt,
  type FilledWorkflows,
} from "../support/workflow-attempts.js";

let world: AppWorld;
let owner: RoleTokens;
let stranger: RoleTokens;
/** What the owner has, by the prefix of its id. */
const owned = new Map<IdPrefix, string>();
let lease: { readonly taskId: string; readonly leaseToken: string };
let leaving: () => Promise<void>;

beforeAll(async () => {
  // The task that an agent holds stays with it, however long all of this takes.
  world = await startAppWorld({ env: { MUSTER_ACK_TIMEOUT_MS: "600000", MUSTER_SANDBOX_HOST: "local" } });
  owner = await createTenantWithRoles(world);
  stranger = await createTenantWithRoles(world);
  await fillTenant();
});

afterAll(async () => {
  await leaving?.();
  await world?.close();
});

/** Gives the owner one of everything: a task that its agent holds, too. */
async function fillTenant(): Promise<void> {
  const ask = async (query: string, field: string): Promise<Record<string, { readonly id: string }>> =>
    payloadOf(await world.call(query, {}, owner.tokens.ADMIN), field) as Record<string, { readonly id: string }>;
  const { taskKind } = await ask(
    'mutation { defineTaskKind(input: { name: "secret" }) { taskKind { id } } }',
    "defineTaskKind",
  );
  const socket = world.socket(owner.tokens.AGENT);
  const work = socket.iterate<{ taskAssignments: { assignments: readonly [{ leaseToken: string }] } }>({
    query: "subscription { taskAssignments(capacity: 1) { assignments { leaseToken } } }",
  });
  leaving = async () => socket.dispose();
  const first = work.next();
  const { task } = await ask('mutation { createTask(input: { kind: "secret" }) { task { id } } }', "createTask");
  const [assignment] = (await first).value.data.taskAssignments.assignments;
  const { sessions } = (await ask(`{ agent(id: "${owner.agentId}") { sessions { id } } }`, "agent")) as unknown as {
    readonly sessions: readonly [{ readonly id: string }];
  };
  lease = { taskId: idOf(task), leaseToken: assignment.leaseToken };
  owned.set("task", idOf(task)).set("kind", idOf(taskKind)).set("session", sessions[0].id);
  owned
    .set("agent", owner.agentId)
    .set("user", owner.adminId)
    .set("key", owner.serviceKeyId)
    .set("tenant", owner.tenantId);
  const { data } = await world.call(fillWorkflows, {}, owner.tokens.ADMIN);
  const { createTrigger, defineWorkflow, startWorkflowRun } = data as unknown as FilledWorkflows;
  owned.set("workflow", defineWorkflow.workflow.id).set("version", defineWorkflow.version.id);
  owned.set("run", startWorkflowRun.run.id).set("step", startWorkflowRun.run.step.id);
  owned.set("trigger", createTrigger.trigger.id);
  for (const [prefix, id] of await fillMarketplace(world, owner)) owned.set(prefix, id);
  owned.set("sandbox", await fillSandboxes(world, owner));
}

function idOf(thing: { readonly id: string } | undefined): string {
  if (!thing) throw new Error("Nothing was made.");
  return thing.id;
}

const batch = (field: string): unknown => ({ data: { [field]: { results: [{ outcome: "NOT_FOUND" }] } } });

/** By root field: every one that takes an id. */
const attempts: Readonly<Record<string, Attempt>> = {
  task: asAdmin("task", "query ($id: ID!) { task(id: $id) { id } }", { data: { task: null } }),
  agent: asAdmin("agent", "query ($id: ID!) { agent(id: $id) { id } }", { data: { agent: null } }),
  node: asAdmin("task", "query ($id: ID!) { node(id: $id) { id } }", { data: { node: null } }),
  tasks: asAdmin("agent", "query ($id: ID!) { tasks(filter: { agentId: $id }) { nodes { id } } }", {
    data: { tasks: { nodes: [] } },
  }),
  cancelTask: asAdmin("task", "mutation ($id: ID!) { cancelTask(id: $id) { task { id } } }", notFound("task")),
  redriveTask: asAdmin("task", "mutation ($id: ID!) { redriveTask(id: $id) { task { id } } }", notFound("task")),
  setTaskPriority: asAdmin(
    "task",
    "mutation ($id: ID!) { setTaskPriority(id: $id, priority: LOW) { task { id } } }",
    notFound("task"),
  ),
  updateAgent: asAdmin(
    "agent",
    'mutation ($id: ID!) { updateAgent(input: { id: $id, version: "2" }) { agent { id } } }',
    notFound("agent"),
  ),
  pauseAgent: asAdmin("agent", "mutation ($id: ID!) { pauseAgent(id: $id) { agent { id } } }", notFound("agent")),
  resumeAgent: asAdmin("agent", "mutation ($id: ID!) { resumeAgent(id: $id) { agent { id } } }", notFound("agent")),
  drainAgent: asAdmin("agent", "mutation ($id: ID!) { drainAgent(id: $id) { agent { id } } }", notFound("agent")),
  removeAgent: asAdmin("agent", "mutation ($id: ID!) { removeAgent(id: $id) { agent { id } } }", notFound("agent")),
  updateUser: asAdmin(
    "user",
    "mutation ($id: ID!) { updateUser(input: { id: $id, disabled: true }) { user { id } } }",
    notFound("user"),
  ),
  createApiKey: asAdmin(
    "agent",
    'mutation ($id: ID!) { createApiKey(input: { name: "x", role: AGENT, agentId: $id }) { secret } }',
    notFound("agent"),
  ),
  revokeApiKey: asAdmin("key", "mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }", notFound("key")),
  acceptTasks: asAgent(
    "acceptTasks(leases: [{ taskId: $id, leaseToken: $token }]) { results { outcome } }",
    batch("acceptTasks"),
  ),
  rejectTasks: asAgent(
    "rejectTasks(leases: [{ taskId: $id, leaseToken: $token }]) { results { outcome } }",
    batch("rejectTasks"),
  ),
  completeTasks: asAgent(
    "completeTasks(results: [{ taskId: $id, leaseToken: $token }]) { results { outcome } }",
    batch("completeTasks"),
  ),
  heartbeat: asAgent(
    "heartbeat(input: { activeLeases: [{ taskId: $id, leaseToken: $token }] }) { results { outcome } }",
    batch("heartbeat"),
  ),
  reportTaskFailure: asAgent(
    'reportTaskFailure(input: { taskId: $id, leaseToken: $token, errorMessage: "x" }) { task { id } }',
    notFound("task"),
  ),
  reportTaskProgress: asAgent(
    "reportTaskProgress(input: { taskId: $id, leaseToken: $token, percent: 1 }) { task { id } }",
    notFound("task"),
  ),
  appendTaskOutput: asAgent(
    'appendTaskOutput(input: { taskId: $id, leaseToken: $token, chunks: ["x"] }) { lastSeq }',
    notFound("task"),
  ),
  taskEvents: asAdmin("task", "subscription ($id: ID!) { taskEvents(taskId: $id) { seq } }", notFound("task")),
  taskOutput: asAdmin("task", "subscription ($id: ID!) { taskOutput(taskId: $id) { seq } }", notFound("task")),
  ...workflowAttempts,
  ...marketplaceAttempts,
  ...sandboxAttempts,
  agentEvents: asAdmin("agent", "subscription ($id: ID!) { agentEvents(agentId: $id) { seq } }", notFound("agent")),
};

function asAdmin(noun: IdPrefix, query: string, answer: unknown): Attempt {
  return { as: "ADMIN", noun, query, answer };
}

function asAgent(selection: string, answer: unknown): Attempt {
  return { as: "AGENT", noun: "task", query: `mutation ($id: ID!, $token: String!) { ${selection} }`, answer };
}

async function run({ as, query }: Attempt, id: string): Promise<unknown> {
  const token = stranger.tokens[as];
  const variables = { id, ...(query.includes("$token") && { token: lease.leaseToken }) };
  const { data, errors } = query.startsWith("subscription")
    ? await firstOf(token, query, variables)
    : await world.call(query, variables, token);
  if (!errors) return { data };
  const { path: _, ...rest } = errors[0]?.extensions ?? {};
  return rest;
}

async function firstOf(token: string, query: string, variables: Record<string, unknown>): Promise<Answer> {
  const client = world.socket(token);
  try {
    return (await client.iterate({ query, variables }).next()).value as Answer;
  } finally {
    await client.dispose();
  }
}

async function ownersView(): Promise<unknown> {
  const { data } = await world.call(
    `{ tasks { nodes { id status priority lastSeq } } agents { nodes { id version status } }
       users { nodes { id disabled } } apiKeys { nodes { id revokedAt } } taskKinds { nodes { id } } ${workflowsView} ${marketplaceView} ${sandboxesView} }`,
    {},
    owner.tokens.ADMIN,
  );
  return data;
}

describe("what is another tenant's", () => {
  test("is tried on every field that takes an id", () => {
    const roots: readonly RootType[] = ["Query", "Mutation", "Subscription"];
    const named = roots.flatMap((root) => fieldsOf(root).filter(takesId)).map(({ name }) => name);
    // The feed's filter names subjects, an item those that it is shared with: they are tried below.
    expect([...Object.keys(attempts), "events", "updateItem"].sort()).toEqual(named.sort());
  });

  test.each(Object.entries(attempts))("reads as what never was: %s", async (_name, attempt) => {
    const before = await ownersView();
    const foreign = await run(attempt, owned.get(attempt.noun) ?? "");
    expect(foreign).toEqual(attempt.answer);
    expect(await run(attempt, newId(attempt.noun))).toEqual(foreign);
    expect(await ownersView()).toEqual(before);
  });

  test.each([...textAttempts, ...moreSandboxAttempts])(
    "reads as what never was, be it named otherwise: $query",
    async (attempt) => {
      const before = await ownersView();
      expect(await run(attempt, owned.get(attempt.noun) ?? "")).toEqual(attempt.answer);
      expect(await run(attempt, newId(attempt.noun))).toEqual(attempt.answer);
      expect(await ownersView()).toEqual(before);
    },
  );

  test("is no node, whatever it is", async () => {
    for (const [prefix, id] of owned) {
      // Who publishes is known to everybody.
      if (prefix === "publisher" || prefix === "pubkey") continue;
      const variables = { id };
      const query = "query ($id: ID!) { node(id: $id) { id } }";
      expect((await world.call(query, variables, stranger.tokens.ADMIN)).data).toEqual({ node: null });
      expect((await world.call(query, variables, owner.tokens.ADMIN)).data).toEqual({ node: { id } });
    }
  });

  test("is in no list and in no count", async () => {
    const { data } = await world.call(
      `{ tasks { nodes { id } } taskKinds { nodes { id } } taskKind(name: "secret") { id } agents { nodes { id } }
         users { nodes { id } } apiKeys { nodes { id } } queueStats { pools { pool } quarantined }
         workflow(name: "secret") { id } ${workflowsView} ${marketplaceView} ${sandboxesView} }`,
      {},
      stranger.tokens.ADMIN,
    );
    expect(data).toMatchObject({
      tasks: { nodes: [] },
      taskKinds: { nodes: [] },
      taskKind: null,
      queueStats: { pools: [], quarantined: 0 },
      workflow: null,
      workflows: { nodes: [] },
      workflowRuns: { nodes: [] },
    });
    for (const id of owned.values()) expect(JSON.stringify(data)).not.toContain(id);
  });

  test("is shared with whether it is there or not", async () => {
    const share = (id: string, name: string) => world.call(shareWith, { id, name }, stranger.tokens.ADMIN);
    const answer = await share(owner.tenantId, "strangers/for-one");
    expect(answer.errors).toBeUndefined();
    expect(await share(newId("tenant"), "strangers/for-none")).toEqual(answer);
  });

  test("is in no feed, be it asked for by its id", async () => {
    const client = world.socket(stranger.tokens.ADMIN);
    const everything = client.iterate({ query: "subscription { events { cursor } }" });
    const named = client.iterate({
      query: "subscription ($ids: [ID!]) { events(filter: { subjectIds: $ids }) { cursor } }",
      variables: { ids: [...owned.values()].filter((id) => /^(task|agent|run|sandbox)_/.test(id)) },
    });
    const heard: unknown[] = [];
    void everything.next().then((event) => heard.push(event.value));
    void named.next().then((event) => heard.push(event.value));
    const { tokens } = owner;
    for (const priority of ["HIGH", "LOW", "HIGH"])
      await world.call(
        `mutation { pauseAgent(id: "${owner.agentId}") { agent { id } } resumeAgent(id: "${owner.agentId}") { agent { id } }
        createTask(input: { kind: "secret", priority: ${priority} }) { task { id } }
        startWorkflowRun(input: { workflow: "secret" }) { run { id } } }`,
        {},
        tokens.ADMIN,
      );
    const own = client.iterate({ query: `subscription { agentEvents(agentId: "${stranger.agentId}") { type } }` });
    await expect(own.next()).resolves.toMatchObject({ value: { data: { agentEvents: { type: "AGENT_REGISTERED" } } } });
    expect(heard).toEqual([]);
    await client.dispose();
  });
});
