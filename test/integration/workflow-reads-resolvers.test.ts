import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Kind, parse, print, type SelectionNode } from "graphql";
import { MusterError } from "../../src/platform/errors.js";
import type { Principal } from "../../src/identity/index.js";
import type { Step, WorkflowRun } from "../../src/workflows/index.js";
import { WorkflowGraph } from "../support/workflow-graph.js";

let graph: WorkflowGraph;
let run: WorkflowRun;
let step: Step;
let taskId: string;

beforeAll(async () => {
  graph = await WorkflowGraph.open();
  ({ run, step, taskId } = await graph.run());
});
afterAll(() => graph.close());

/** The fields of a selection, one by one. */
function fieldsOf(selection: string): string[] {
  const [definition] = parse(`{ ${selection} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("it is no selection");
  return definition.selectionSet.selections.map((field: SelectionNode) => print(field).replaceAll(/\s+/g, " "));
}

describe("the fields of workflows", () => {
  const fields = `id name description createdAt updatedAt latestVersion { id number } version(number: 1) { workflow { name } definition }
    nope: version(number: 9) { id } versions { nodes { number contentHash createdBy createdAt } edges { cursor } }
    triggers { id name } runs(first: 1, filter: { status: [RUNNING] }) { nodes { id status } pageInfo { hasNextPage } }
    stats(days: 3) { runs open completed failed successRate durationP50Ms durationP95Ms cost slowestSteps { key } }`;

  it("show one, by name or id, and null for none", async () => {
    const { data, errors } = await graph.ask(
      `{ named: workflow(name: "w") { ${fields} } nope: workflow(name: "x") { id }
         node(id: "${graph.version.workflow.id}") { ... on Workflow { name } } }`,
    );
    expect(errors).toEqual([]);
    const { id } = graph.version.workflow;
    expect(data).toMatchObject({ nope: null, node: { name: "w" } });
    expect(data.named).toMatchObject({
      ...{
        id,
        name: "w",
        description: "What it does",
        latestVersion: { id: graph.version.versionId, number: 1 },
        nope: null,
      },
      version: { workflow: { name: "w" }, definition: { description: "What it does" } },
      versions: { nodes: [{ number: 1, contentHash: "hash1" }] },
      triggers: [{ id: graph.triggerId }],
      runs: { nodes: [{ id: run.id, status: "RUNNING" }], pageInfo: { hasNextPage: true } },
      stats: { runs: 2, open: 2, completed: 0, successRate: null, slowestSteps: [{ key: "a" }] },
    });
  });

  it("list them and tell what there is to begin with", async () => {
    const { data, errors } = await graph.ask(
      `{ workflows(first: 5, nameContains: "W") { nodes { name description } edges { cursor node { id } } }
         workflowTemplates { name description definition } workflowSchema }`,
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      workflows: { nodes: [{ name: "w", description: "What it does" }] },
      workflowTemplates: [{ name: "t", definition: { steps: [] } }],
      workflowSchema: { type: "object" },
    });
  });

  it("tell what is wrong with a definition, and how versions differ", async () => {
    graph.writing.check.mockReturnValue([{ path: ["steps", 2, "when"], reason: "EXPRESSION_INVALID", message: "No." }]);
    const found = await graph.world.reader.version(graph.admin.tenantId, graph.version.workflow.id, 1);
    const changes = [{ path: ["steps", "a", "kind"], before: null, after: "x" }];
    graph.writing.diff.mockResolvedValue({
      from: found,
      to: found,
      addedSteps: ["b"],
      removedSteps: [],
      changedSteps: [],
      changes,
    });
    const { data, errors } = await graph.ask(
      `{ checkWorkflow(input: { source: "steps: []" }) { path reason message }
         workflowDiff(workflow: "w", from: 1, to: 2) { from { number definition } to { id } addedSteps changes { path before after } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.checkWorkflow).toEqual([
      { path: ["steps", "2", "when"], reason: "EXPRESSION_INVALID", message: "No." },
    ]);
    expect(data.workflowDiff).toMatchObject({
      from: { number: 1, definition: { steps: [{}, {}, {}] } },
      addedSteps: ["b"],
      changes,
    });
    expect(graph.writing.check).toHaveBeenCalledWith({ source: "steps: []" });
    expect(graph.writing.diff).toHaveBeenCalledWith(graph.admin.tenantId, "w", { from: 1, to: 2 });
  });

  it("define one, and name all that is wrong below the input", async () => {
    const found = await graph.world.reader.version(graph.admin.tenantId, graph.version.workflow.id, 1);
    graph.writing.define.mockResolvedValueOnce({ workflow: graph.version.workflow, version: found, isNew: true });
    const define =
      'mutation { defineWorkflow(input: { name: "w", definition: { steps: [] } }) { workflow { name } version { number definition } isNew } }';
    expect((await graph.ask(define)).data.defineWorkflow).toMatchObject({
      workflow: { name: "w" },
      version: { number: 1 },
      isNew: true,
    });
    const problems = [{ path: ["steps"], reason: "LIST_EMPTY", message: "Empty." }];
    const refusal = new MusterError("BAD_USER_INPUT", "Empty.", {
      reason: "LIST_EMPTY",
      path: ["definition", "steps"],
      problems,
    });
    graph.writing.define.mockRejectedValueOnce(refusal);
    expect((await graph.ask(define)).errors).toMatchObject([{ path: ["input", "definition", "steps"], problems }]);
  });
});

describe("the fields of runs and steps", () => {
  const stepFields = `id key type status needs itemOf itemIndex attempt input output error { class } task { id } compensationTask { id }
    childRun { status } approvalRole dueAt cost durationMs startedAt finishedAt run { id lastSeq }`;
  const runFields = `id status allowedActions input output error { class message step hint } trigger { type context trigger { id } }
    workflow { name } version { number } parentStep { key itemOf itemIndex run { id } } labels priority concurrencyKey cost lastSeq createdBy
    createdAt startedAt finishedAt progress { stepsEnded stepsTotal percent estimatedEndAt } criticalPath { key }
    events(first: 1, after: 1) { nodes { seq type runId stepKey run { id } } pageInfo { hasNextPage hasPreviousPage } }
    step(key: "ask") { key }`;

  it("show a run", async () => {
    const { data, errors } = await graph.ask(`query ($id: ID!) { workflowRun(id: $id) { ${runFields} } }`, {
      id: run.id,
    });
    expect(errors).toEqual([]);
    expect(data.workflowRun).toMatchObject({
      ...{ id: run.id, status: "RUNNING", allowedActions: ["PAUSE", "CANCEL", "SIGNAL"], priority: "HIGH", lastSeq: 2 },
      error: { class: "REJECTED", step: "ask", hint: expect.stringContaining("retry the run") },
      trigger: { type: "EVENT", context: { n: 1 }, trigger: { id: graph.triggerId } },
      parentStep: { key: "each[0]", itemOf: "each", itemIndex: 0 },
      progress: { stepsEnded: 2, stepsTotal: 4, estimatedEndAt: null },
      events: {
        nodes: [{ seq: 2, runId: run.id, stepKey: "ask" }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      },
      step: { key: "ask" },
    });
    expect(data.workflowRun.progress.percent).toBeCloseTo((1 + 1) * (100 / 3), 0);
  });

  it("tell in a list what they tell of one", async () => {
    const all = `${runFields} steps(first: 10) { nodes { ${stepFields} } edges { cursor } }`;
    const { data, errors } = await graph.ask(
      `{ workflowRun(id: "${run.id}") { ${all} } workflowRuns(first: 1) { nodes { ${all} } edges { node { ${all} } } }
         workflow(name: "w") { runs(first: 1) { nodes { ${all} } } } }`,
    );
    expect(errors).toEqual([]);
    const settled = (value: unknown) => JSON.stringify(value).replaceAll(/"durationMs":\d+/g, "");
    const one = settled(data.workflowRun);
    expect(settled(data.workflowRuns.nodes[0])).toBe(one);
    expect(settled(data.workflowRuns.edges[0].node)).toBe(one);
    expect(settled(data.workflow.runs.nodes[0])).toBe(one);
  });

  it.each(fieldsOf(`${runFields} steps(first: 2) { nodes { key } }`))(
    "read of a list no more than %s needs",
    async (field) => {
      const { errors } = await graph.ask(`{ workflowRuns { nodes { ${field} } } }`);
      expect(errors).toEqual([]);
    },
  );

  it.each(fieldsOf(stepFields))("read of a list of steps no more than %s needs", async (field) => {
    const { errors } = await graph.ask(
      `{ workflowRun(id: "${run.id}") { steps { nodes { ${field} } edges { node { ${field} } } } } }`,
    );
    expect(errors).toEqual([]);
  });

  it("show steps", async () => {
    const { data, errors } = await graph.ask(
      `query ($id: ID!) { workflowRun(id: $id) { steps(first: 3) { nodes { ${stepFields} } pageInfo { hasNextPage } }
         items: steps(filter: { itemsOf: "each", status: [SKIPPED] }) { nodes { key itemOf itemIndex type needs } } } }`,
      { id: run.id },
    );
    expect(errors).toEqual([]);
    const { items, steps: page } = data.workflowRun;
    expect(page.pageInfo).toEqual({ hasNextPage: true });
    expect(page.nodes[0]).toMatchObject({
      ...{
        key: "a",
        type: "TASK",
        status: "COMPLETED",
        needs: [],
        itemOf: null,
        input: { i: 1 },
        output: { o: 1 },
        cost: 2,
      },
      ...{ task: { id: taskId }, compensationTask: { id: taskId }, childRun: { status: "RUNNING" }, durationMs: 0 },
      run: { id: run.id, lastSeq: 2 },
    });
    expect(page.nodes[2]).toMatchObject({
      key: "ask",
      type: "APPROVAL",
      needs: ["each"],
      approvalRole: "DEVELOPER",
      output: null,
    });
    expect(page.nodes[2].durationMs).toBeGreaterThanOrEqual(60_000);
    expect(items.nodes).toEqual([{ key: "each[0]", itemOf: "each", itemIndex: 0, type: "TASK", needs: [] }]);
  });

  it("show a run as it was", async () => {
    const { data, errors } = await graph.ask(
      `query ($id: ID!) { workflowRun(id: $id, atSeq: 1) { lastSeq allowedActions labels events { nodes { seq } pageInfo { hasNextPage } }
         step(key: "a") { status output cost run { lastSeq } } progress { percent stepsEnded } } now: workflowRun(id: $id, atSeq: null) { lastSeq } }`,
      { id: run.id },
    );
    expect(errors).toEqual([]);
    expect(data.now).toEqual({ lastSeq: 2 });
    expect(data.workflowRun).toEqual({
      ...{ lastSeq: 1, allowedActions: [], labels: { team: "x" } },
      events: { nodes: [{ seq: 1 }], pageInfo: { hasNextPage: false } },
      step: { status: "PENDING", output: null, cost: null, run: { lastSeq: 1 } },
      progress: { percent: 0, stepsEnded: 0 },
    });
    const late = await graph.ask(`{ workflowRun(id: "${run.id}", atSeq: 3) { id } }`);
    expect(late.errors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["atSeq"] }]);
  });

  it("are found by their global ids, by people and programs but not by agents", async () => {
    const ids = {
      WorkflowVersion: graph.version.versionId,
      WorkflowRun: run.id,
      Step: step.id,
      Trigger: graph.triggerId,
    };
    for (const [type, id] of Object.entries({ ...ids, Workflow: graph.version.workflow.id })) {
      const read = (principal: Principal) => graph.ask(`{ node(id: "${id}") { __typename id } }`, {}, principal);
      expect((await read(graph.as("VIEWER"))).data).toEqual({ node: { __typename: type, id } });
      expect((await read(graph.as("AGENT"))).data).toEqual({ node: null });
    }
  });

  it("lead from a task to its run and its step, and no agent there", async () => {
    const source = `{ node(id: "${taskId}") { ... on Task { run { id } step { key run { id } } } } }`;
    const { data, errors } = await graph.ask(source, {}, graph.as("SERVICE"));
    expect(errors).toEqual([]);
    expect(data.node).toEqual({ run: { id: run.id }, step: { key: "a", run: { id: run.id } } });
    const agent = await graph.ask(source, {}, graph.as("AGENT"));
    expect(agent.data.node).toEqual({ run: null, step: null });
    expect(agent.errors).toMatchObject([{ reason: "ROLE_FORBIDDEN" }, { reason: "ROLE_FORBIDDEN" }]);
  });
});

describe("what lists refuse", () => {
  it.each([
    ["{ workflowRuns(first: 0) { nodes { id } } }", ["first"]],
    ['{ workflowRuns(after: "x") { nodes { id } } }', ["after"]],
    ['{ workflowRuns(filter: { triggerId: "x" }) { nodes { id } } }', ["filter", "triggerId"]],
    ['{ workflows(after: "x") { nodes { id } } }', ["after"]],
    ['{ workflow(name: "w") { versions(first: 101) { nodes { id } } } }', ["first"]],
    ['{ workflow(name: "w") { stats(days: 0) { runs } } }', ["days"]],
    ['{ workflow(name: "w") { runs(filter: { labels: 1 }) { nodes { id } } } }', ["filter", "labels"]],
  ])("is named where the caller wrote it: %s", async (source, path) => {
    expect((await graph.ask(source)).errors).toMatchObject([{ code: "BAD_USER_INPUT", path }]);
  });
});
