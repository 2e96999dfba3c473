import { readFile } from "node:fs/promises";
import { graphql, GraphQLError, parse, subscribe, type GraphQLSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSchema, type RequestContext } from "../../resolvers/index.js";
import { createLoaders } from "../../resolvers/loaders.js";
import type { AgentService } from "../../src/agents/index.js";
import type { Principal } from "../../src/identity/index.js";
import { asAgent, AgentWorld, connect, register } from "../support/agent-world.js";

let world: AgentWorld;
let agents: AgentService;
let admin: Principal;
let schema: GraphQLSchema;

beforeAll(async () => {
  world = await AgentWorld.open();
  agents = await world.replica();
  admin = await world.tenant();
  schema = createSchema(await readFile(new URL("../../schema.graphql", import.meta.url), "utf8"));
});

afterAll(() => world.close());

function contextOf(principal: Principal | null): RequestContext {
  // Only the doors that these fields knock at.
  const tasks = { openTasksOf: async () => new Map() };
  const services = { agents, tasks, identity: {} } as unknown as RequestContext;
  const loaders = createLoaders(services, principal, true);
  return { ...services, principal, refusal: null, clientAddress: "192.0.2.1", loaders };
}

/** What a resolver threw, out of what GraphQL put around it. */
function causeOf(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

async function ask(source: string, variableValues: Record<string, unknown> = {}, principal: Principal | null = admin) {
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue: contextOf(principal) });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: errors.map(causeOf),
  };
}

const fields = "id name capabilities version labels status statusReason allowedActions capacity load";

describe("the fields of agents", () => {
  it("register one, show it with what may be done, and change it", async () => {
    const input = { name: "ada", capabilities: ["text"], version: "1", labels: { zone: "eu" } };
    const registered = await ask(
      `mutation ($input: RegisterAgentInput!) { registerAgent(input: $input) { apiKey agent { ${fields} } } }`,
      { input },
    );
    const { agent, apiKey } = registered.data.registerAgent;
    expect(agent).toMatchObject({ ...input, status: "CREATED", statusReason: null, capacity: 0, load: null });
    expect(agent.allowedActions).toEqual(["PAUSE", "REMOVE"]);
    expect(apiKey).toBe(`msk_${agent.id}`);
    const updated = await ask(
      `mutation ($input: UpdateAgentInput!) { updateAgent(input: $input) { agent { ${fields} } } }`,
      { input: { id: agent.id, version: "2" } },
    );
    expect(updated.data.updateAgent.agent).toEqual({ ...agent, version: "2" });
  });

  it("move one and show its sessions", async () => {
    const target = await register(agents, admin);
    const { id } = target.agent;
    const { session } = await connect(agents, target, 3);
    await connect(agents, target, 4);
    const shown = await ask(
      `query ($id: ID!) { agent(id: $id) { status capacity currentTasks { id } sessions { id capacity kinds } } }`,
      { id },
    );
    expect(shown.data.agent).toMatchObject({
      status: "READY",
      capacity: 7,
      currentTasks: [],
      sessions: [{ id: session.id, capacity: 3, kinds: null }, {}],
    });
    for (const [move, status] of [
      ["pauseAgent", "PAUSED"],
      ["resumeAgent", "READY"],
      ["drainAgent", "DRAINING"],
      ["removeAgent", "OFFLINE"],
    ]) {
      const { data } = await ask(`mutation ($id: ID!) { ${move}(id: $id) { agent { status } } }`, { id });
      expect(data[move ?? ""]).toEqual({ agent: { status } });
    }
    expect((await ask(`query ($id: ID!) { agent(id: $id) { id } }`, { id })).data).toEqual({ agent: null });
  });

  it("list them page by page", async () => {
    const by = await world.tenant();
    for (const name of ["b", "a", "b"]) await register(agents, by, name);
    const list = `query ($after: Cursor) {
      agents(first: 2, after: $after, filter: { labels: { team: "a" } }, orderBy: { field: NAME, direction: DESC }) {
        nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
      }
    }`;
    const first = (await ask(list, {}, by)).data.agents;
    expect(first).toMatchObject({
      nodes: [{ name: "b" }, { name: "b" }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const second = (await ask(list, { after: first.pageInfo.endCursor }, by)).data.agents;
    expect(second).toMatchObject({ nodes: [{ name: "a" }], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it("take the longest name with the widest characters through a cursor", async () => {
    const by = await world.tenant();
    for (let count = 0; count < 2; count++) await register(agents, by, "\u{1f600}".repeat(100));
    const list = `query ($after: Cursor) { agents(first: 1, after: $after, orderBy: { field: NAME }) { pageInfo { endCursor } nodes { id } } }`;
    const first = (await ask(list, {}, by)).data.agents;
    const second = (await ask(list, { after: first.pageInfo.endCursor }, by)).data.agents;
    expect(second.nodes).toHaveLength(1);
    expect(second.nodes).not.toEqual(first.nodes);
  });

  it("name the bad field where the caller wrote it", async () => {
    const bad = await ask(
      `mutation { registerAgent(input: { name: "a", capabilities: ["ok", "not ok"] }) { apiKey } }`,
    );
    expect(bad.errors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["input", "capabilities", 1] }]);
    const update = await ask(`mutation { updateAgent(input: { id: "agent_x", version: "1" }) { agent { id } } }`);
    expect(update.errors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "id"] }]);
    const page = await ask(`{ agents(first: 0) { nodes { id } } }`);
    expect(page.errors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["first"] }]);
    const pause = await ask(`mutation { pauseAgent(id: "agent_x") { agent { id } } }`);
    expect(pause.errors).toMatchObject([{ code: "NOT_FOUND", path: ["id"] }]);
  });

  it("show an agent itself and no other", async () => {
    const [self, other] = [await register(agents, admin), await register(agents, admin)];
    const read = (id: string) => ask(`query ($id: ID!) { agent(id: $id) { id } }`, { id }, asAgent(self));
    expect((await read(self.agent.id)).data).toEqual({ agent: { id: self.agent.id } });
    expect((await read(other.agent.id)).data).toEqual({ agent: null });
  });

  it("stream an agent's commands", async () => {
    const target = await register(agents, admin);
    await connect(agents, target);
    const document = parse(
      `subscription { agentCommands { __typename ... on Drain { reason } ... on CancelTask { taskId reason } } }`,
    );
    const stream = await subscribe({ schema, document, contextValue: contextOf(asAgent(target)) });
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    agents.sendCommand(target.agent.id, { type: "CancelTask", taskId: "task_1", reason: "over" });
    const told = async () => (await stream.next()).value?.data;
    expect(await told()).toEqual({ agentCommands: { __typename: "CancelTask", taskId: "task_1", reason: "over" } });
    await agents.drain(admin, target.agent.id);
    expect(await told()).toMatchObject({ agentCommands: { __typename: "Drain" } });
    await stream.return(undefined);
  });
});
