import { readFileSync } from "node:fs";
import { makeExecutableSchema } from "@graphql-tools/schema";
import {
  execute,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  parse,
  subscribe,
  type ExecutionResult,
} from "graphql";
import { beforeEach, expect, it, vi } from "vitest";
import { events } from "../../resolvers/events.js";
import { isFactual } from "../../resolvers/facts.js";
import { scalars } from "../../resolvers/scalars.js";
import type { EventRecord, OutputChunk, SandboxLogChunk } from "../../src/events/index.js";
import { newId } from "../../src/platform/ids.js";

const typeDefs = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
const schema = makeExecutableSchema({ typeDefs, resolvers: [scalars, events] });
const [tenantId, taskId, agentId, runId] = [newId("tenant"), newId("task"), newId("agent"), newId("run")];
const sandboxId = newId("sandbox");
const at = new Date("2026-01-31T12:00:00.000Z");
const onOverflow = () => {};

const created: EventRecord = {
  streamId: taskId,
  seq: 1,
  tenantId,
  type: "TASK_CREATED",
  at,
  data: { kind: "k" },
  cursor: "MQ",
};
const paused: EventRecord = {
  streamId: agentId,
  seq: 2,
  tenantId,
  type: "AGENT_PAUSED",
  at,
  data: { by: "u" },
  cursor: "Mg",
};

const failed: EventRecord = {
  streamId: runId,
  seq: 3,
  tenantId,
  type: "STEP_FAILED",
  at,
  data: { step: "build", continues: false },
  cursor: "Mw",
};
const stopped: EventRecord = { ...failed, seq: 4, type: "RUN_STOPPING", data: { outcome: "FAIL" }, cursor: "NA" };

const ready: EventRecord = {
  streamId: sandboxId,
  seq: 5,
  tenantId,
  type: "SANDBOX_READY",
  at,
  data: { fromPool: true },
  cursor: "NQ",
};

async function* of<Row>(...rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

const task = { id: taskId, tenantId, kind: "k", eventSeq: 7, finishedAt: null as Date | null };
const service = { follow: vi.fn(), followFeed: vi.fn(), followOutput: vi.fn(), read: vi.fn(), position: vi.fn() };

beforeEach(() => {
  vi.resetAllMocks();
  task.finishedAt = null;
});

function contextValue(): object {
  return {
    events: service,
    onOverflow,
    principal: { tenantId },
    loaders: {
      task: { load: async (id: string) => (id === taskId ? task : null) },
      agent: { load: async (id: string) => (id === agentId ? { id, tenantId, name: "worker" } : null) },
      workflowRun: { load: async (id: string) => (id === runId ? { id, tenantId, status: "STOPPING" } : null) },
      sandbox: { load: async (id: string) => (id === sandboxId ? { id, tenantId, status: "READY" } : null) },
    },
  };
}

async function run(document: string, variableValues: Record<string, unknown> = {}): Promise<ExecutionResult[]> {
  const source = await subscribe({ schema, document: parse(document), contextValue: contextValue(), variableValues });
  if (!(Symbol.asyncIterator in source)) return [source];
  const results: ExecutionResult[] = [];
  for await (const result of source) results.push(result);
  return results;
}

it("streams a task's events with the task", async () => {
  service.follow.mockReturnValue(of(created));
  const document =
    "subscription ($id: ID!) { taskEvents(taskId: $id, after: 4) { seq type at data cursor taskId task { kind } } }";
  const [result] = await run(document, { id: taskId });
  expect(result).toEqual({
    data: {
      taskEvents: {
        seq: 1,
        type: "TASK_CREATED",
        at: at.toISOString(),
        data: { kind: "k" },
        cursor: "MQ",
        taskId,
        task: { kind: "k" },
      },
    },
  });
  expect(service.follow).toHaveBeenCalledWith({ tenantId, streamId: taskId, after: 4, onOverflow });
});

it("streams an agent's events from the beginning unless told otherwise", async () => {
  service.follow.mockReturnValue(of(paused));
  const [result] = await run("subscription ($id: ID!) { agentEvents(agentId: $id) { agentId agent { name } } }", {
    id: agentId,
  });
  expect(result?.data).toEqual({ agentEvents: { agentId, agent: { name: "worker" } } });
  expect(service.follow).toHaveBeenCalledWith({ tenantId, streamId: agentId, after: 0, onOverflow });
});

it("streams a sandbox's events with the sandbox", async () => {
  service.follow.mockReturnValue(of(ready));
  const document = "subscription ($id: ID!) { sandboxEvents(id: $id) { type sandboxId sandbox { status } } }";
  const [result] = await run(document, { id: sandboxId });
  const told = { type: "SANDBOX_READY", sandboxId, sandbox: { status: "READY" } };
  expect(result?.data).toEqual({ sandboxEvents: told });
  expect(service.follow).toHaveBeenCalledWith({ tenantId, streamId: sandboxId, after: 0, onOverflow });
});

it("streams a run's events, each with the step that it is about", async () => {
  service.follow.mockReturnValue(of(failed, stopped));
  const document = `subscription ($id: ID!) {
    workflowRunEvents(runId: $id, after: 2) { seq type runId stepKey run { status } }
  }`;
  const results = await run(document, { id: runId });
  const told = { runId, run: { status: "STOPPING" } };
  expect(results.map(({ data }) => data?.["workflowRunEvents"])).toEqual([
    { ...told, seq: 3, type: "STEP_FAILED", stepKey: "build" },
    { ...told, seq: 4, type: "RUN_STOPPING", stepKey: null },
  ]);
  expect(service.follow).toHaveBeenCalledWith({ tenantId, streamId: runId, after: 2, onOverflow });
});

it("answers the feed's present end", async () => {
  service.position.mockResolvedValue("MTI");
  const document = parse("{ feedCursor }");
  expect(await execute({ schema, document, contextValue: contextValue() })).toEqual({ data: { feedCursor: "MTI" } });
});

it("streams the feed, each event as the type of its subject", async () => {
  service.followFeed.mockReturnValue(of(created, paused, failed, stopped));
  const filter = { types: ["TASK_CREATED", "AGENT_PAUSED"], subjectIds: [taskId, agentId] };
  const results = await run(
    `subscription ($filter: EventFilter) {
      events(filter: $filter, after: "MA") { __typename seq ... on TaskEvent { taskId } ... on AgentEvent { agentId }
        ... on WorkflowRunEvent { runId } }
    }`,
    { filter },
  );
  expect(results.map(({ data }) => data?.["events"])).toEqual([
    { __typename: "TaskEvent", seq: 1, taskId },
    { __typename: "AgentEvent", seq: 2, agentId },
    { __typename: "WorkflowRunEvent", seq: 3, runId },
    { __typename: "WorkflowRunEvent", seq: 4, runId },
  ]);
  expect(service.followFeed).toHaveBeenCalledWith({ tenantId, after: "MA", filter, onOverflow });
});

it.each([null, at])("streams a task's output, to its end when it was finished at %s", async (finishedAt) => {
  task.finishedAt = finishedAt;
  service.followOutput.mockReturnValue(of({ taskId, seq: 3, attempt: 1, chunk: "text", at }));
  const [result] = await run("subscription ($id: ID!) { taskOutput(taskId: $id, after: 2) { seq attempt chunk at } }", {
    id: taskId,
  });
  expect(result?.data).toEqual({ taskOutput: { seq: 3, attempt: 1, chunk: "text", at: at.toISOString() } });
  const ended = finishedAt !== null;
  expect(service.followOutput).toHaveBeenCalledWith({ tenantId, taskId, after: 2, ended, eventSeq: 7, onOverflow });
});

it.each([
  ["taskEvents(taskId: $id) { seq }", "task", ["taskId"]],
  ["taskOutput(taskId: $id) { seq }", "task", ["taskId"]],
  ["agentEvents(agentId: $id) { seq }", "agent", ["agentId"]],
  ["workflowRunEvents(runId: $id) { seq }", "run", ["runId"]],
  ["sandboxEvents(id: $id) { seq }", "sandbox", ["id"]],
] as const)("finds nothing to follow at %s when it is another tenant's or none", async (field, noun, path) => {
  for (const id of [newId(noun), "nonsense", "task_\0"]) {
    const refused = run(`subscription ($id: ID!) { ${field} }`, { id });
    await expect(refused).rejects.toMatchObject({ code: "NOT_FOUND", path });
  }
  expect(service.follow).not.toHaveBeenCalled();
  expect(service.followOutput).not.toHaveBeenCalled();
});

it("pages a task's events", async () => {
  service.read.mockResolvedValue([created, { ...created, seq: 2 }, { ...created, seq: 3 }]);
  const field = events.Task.events as unknown as (...args: unknown[]) => Promise<unknown>;
  const pageInfo = { hasNextPage: true, hasPreviousPage: true, startCursor: null, endCursor: null };
  expect(await field(task, { first: 2, after: 5 }, contextValue(), null)).toEqual({
    nodes: [created, { ...created, seq: 2 }],
    pageInfo,
  });
  expect(service.read).toHaveBeenCalledWith(taskId, 5, 3);
  await expect(field(task, { first: 101, after: 0 }, contextValue(), null)).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
    path: ["first"],
  });
});

it("marks as factual only what reads its row, and neither the caller nor the services", async () => {
  const root = schema.getSubscriptionType();
  const factual = Object.values(root?.getFields() ?? {}).filter(isFactual);
  expect(factual.map(({ name }) => name)).toEqual([
    ...["taskEvents", "workflowRunEvents", "taskOutput", "sandboxEvents", "sandboxLogs", "agentEvents", "events"],
  ]);
  const untouchable = new Proxy({}, { get: (_, name) => expect.fail(`${String(name)} is read`) });
  for (const field of factual) {
    const type = getNamedType(field.type);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type].filter(isObjectType);
    const selections = types.map((object) => {
      const leaves = Object.values(object.getFields()).filter((leaf) => isLeafType(getNamedType(leaf.type)));
      return `... on ${object.name} { ${leaves.map(({ name }) => name).join(" ")} }`;
    });
    const id = field.args.find(({ name }) => name.endsWith("Id") || name === "id")?.name;
    const document = parse(`subscription { ${field.name}${id ? `(${id}: "x")` : ""} { ${selections.join(" ")} } }`);
    for (const rootValue of rowsOf(field.name)) {
      const result = execute({ schema, document, rootValue, contextValue: untouchable });
      expect(result).toMatchObject({ data: { [field.name]: { seq: rootValue.seq } } });
      expect(result).not.toHaveProperty("errors");
    }
  }
});

function rowsOf(field: string): readonly { readonly seq: number }[] {
  if (field === "taskOutput") return [{ taskId, seq: 3, attempt: 1, chunk: "text", at } as OutputChunk];
  if (field === "sandboxLogs") return [{ sandboxId, seq: 4, stream: "STDERR", text: "line", at } as SandboxLogChunk];
  const rows = {
    ...{ taskEvents: [created], agentEvents: [paused], workflowRunEvents: [failed, stopped] },
    sandboxEvents: [ready],
  };
  return { ...rows, events: Object.values(rows).flat() }[field] ?? [];
}
