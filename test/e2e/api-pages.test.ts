import { buildSchema, isObjectType } from "graphql";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { payloadOf, startAppWorld, type AppWorld } from "../support/app-world.js";
import { createTenantWithRoles, type RoleTokens } from "../support/role-tokens.js";

const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));

/** What a field that has fields itself is asked for. */
const below: Readonly<Record<string, string>> = {
  "Task.agent": "{ id name }",
  "Task.attempts": "{ number agent { id } }",
  "Task.events": "{ nodes { seq type } }",
  "Task.lastError": "{ reason message at }",
  "Task.run": "{ id }",
  "Task.step": "{ id }",
  "Agent.sessions": "{ id capacity }",
  "Agent.currentTasks": "{ id kind }",
  "Task.sandbox": "{ id status }",
};

function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no type of objects`);
  return Object.keys(type.getFields()).map((field) => `${field} ${below[`${name}.${field}`] ?? ""}`);
}

let world: AppWorld;
let tenant: RoleTokens;
let id: string;

async function ask(query: string): Promise<Record<string, unknown>> {
  const answer = await world.call(query, {}, tenant.tokens.SUPERVISOR);
  expect(answer.errors).toBeUndefined();
  return answer.data ?? {};
}

/** A task that has failed once in the hands of an agent that is still there. */
beforeAll(async () => {
  world = await startAppWorld();
  tenant = await createTenantWithRoles(world);
  await ask('mutation { defineTaskKind(input: { name: "echo" }) { taskKind { id } } }');
  const input = '{ kind: "echo", input: { a: [1] }, labels: { team: "x" }, maxRetries: 0 }';
  const created = await ask(`mutation { createTask(input: ${input}) { task { id } } }`);
  id = (created["createTask"] as { readonly task: { readonly id: string } }).task.id;
  const agent = world.socket(tenant.tokens.AGENT);
  const offered = agent.iterate<{ taskAssignments: { assignments: { leaseToken: string }[] } }>({
    query: "subscription { taskAssignments(capacity: 4) { assignments { leaseToken } } }",
  });
  const { value } = await offered.next();
  const leaseToken = value?.data?.taskAssignments.assignments[0]?.leaseToken;
  const lease = `taskId: "${id}", leaseToken: "${leaseToken}"`;
  for (const mutation of [
    `acceptTasks(leases: [{ ${lease} }]) { results { outcome } }`,
    `reportTaskProgress(input: { ${lease}, percent: 50, message: "half" }) { task { id } }`,
    `reportTaskFailure(input: { ${lease}, errorMessage: "broken" }) { task { id } }`,
  ]) {
    const answer = await world.call(`mutation { ${mutation} }`, {}, tenant.tokens.AGENT);
    payloadOf(answer, mutation.split("(")[0] ?? "");
  }
  await agent.dispose();
});
afterAll(() => world.close());

describe("a page of tasks", () => {
  test.each(fieldsOf("Task"))("tells of each task what it tells of one: %s", async (field) => {
    const { task, tasks } = await ask(`{ task(id: "${id}") { ${field} } tasks { nodes { ${field} } } }`);
    expect(tasks).toEqual({ nodes: [task] });
    const paged = await ask(`{ tasks(orderBy: { field: PRIORITY }) { edges { cursor node { ${field} } } } }`);
    expect(paged["tasks"]).toEqual({ edges: [{ cursor: expect.stringMatching(/.+/), node: task }] });
  });

  test.each(fieldsOf("Agent"))("tells of their agents what it tells of one: %s", async (field) => {
    const { agent, tasks } = await ask(
      `{ agent(id: "${tenant.agentId}") { ${field} } tasks { nodes { agent { ${field} } } } }`,
    );
    expect(agent).not.toBeNull();
    expect(tasks).toEqual({ nodes: [{ agent }] });
  });

  test("tells of all at once", async () => {
    const all = fieldsOf("Task").join(" ");
    const { task, tasks } = await ask(`{ task(id: "${id}") { ${all} } tasks { nodes { ${all} } } }`);
    expect(tasks).toEqual({ nodes: [task] });
    expect(task).toMatchObject({
      status: "QUARANTINED",
      agent: { id: tenant.agentId },
      lastError: { message: "broken" },
    });
  });
});
