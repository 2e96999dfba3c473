import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MusterClient, MusterRunError, taskKind, workflow, type Logger } from "../../sdk/src/index.js";
import { FakeMuster, refusal } from "../support/fake-muster.js";

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const at = "2026-01-01T00:00:00.000Z";

let server: FakeMuster;
let client: MusterClient;

beforeEach(async () => {
  server = await FakeMuster.start();
  client = new MusterClient({ url: server.url, token: "token", logger: silent });
});

afterEach(() => server.stop());

const version = { id: "wfv_1", number: 1, contentHash: "0", createdBy: "user_1", createdAt: at };
const deploy = { id: "wf_1", name: "deploy", latestVersion: version, createdAt: at, updatedAt: at };

function run(fields: Record<string, unknown> = {}) {
  return {
    id: "run_1",
    workflow: deploy,
    version,
    status: "RUNNING",
    allowedActions: ["PAUSE"],
    trigger: { type: "MANUAL", trigger: null, context: {} },
    labels: {},
    priority: "NORMAL",
    lastSeq: 1,
    createdBy: "user_1",
    createdAt: at,
    ...fields,
  };
}

function step(fields: Record<string, unknown> = {}) {
  return { id: "step_1", key: "ok", type: "APPROVAL", status: "WAITING", needs: [], attempt: 1, ...fields };
}

function trigger(fields: Record<string, unknown> = {}) {
  return { id: "trigger_1", name: "nightly", type: "CRON", workflow: deploy, enabled: true, createdAt: at, ...fields };
}

const pageInfo = { hasNextPage: false, hasPreviousPage: false };

describe("definitions", () => {
  it("are sent as they were built, or as they are given", async () => {
    server.answers["defineWorkflow"] = () => ({ workflow: deploy, version, isNew: true });
    const built = workflow("deploy").step("build", { kind: "build" });
    await expect(client.workflows.define(built)).resolves.toMatchObject({ isNew: true, version: { number: 1 } });
    await client.workflows.define({ name: "deploy", source: "steps: []" });
    expect(server.asked("defineWorkflow")).toEqual([
      { input: { name: "deploy", definition: { steps: [{ id: "build", kind: "build" }] } } },
      { input: { name: "deploy", source: "steps: []" } },
    ]);
  });

  it("are checked without being defined", async () => {
    const problem = { path: ["steps", "0"], reason: "KIND_UNKNOWN", message: "No kind none is defined." };
    server.answers["checkWorkflow"] = () => [problem];
    const problems = await client.workflows.check(workflow("deploy").step("a", { kind: "none" }));
    expect(problems).toEqual([problem]);
    expect(server.asked("checkWorkflow")).toEqual([{ input: { definition: { steps: [{ id: "a", kind: "none" }] } } }]);
  });

  it("are read by name, page and number", async () => {
    const nodes = [version];
    server.answers["workflow"] = () => ({
      ...deploy,
      version: () => ({ ...version, definition: { steps: [] } }),
      versions: () => ({ nodes, pageInfo }),
    });
    server.answers["workflows"] = () => ({ nodes: [deploy], pageInfo });
    await expect(client.workflows.workflow("deploy")).resolves.toMatchObject({ name: "deploy" });
    await expect(client.workflows.workflows({ first: 5 })).resolves.toMatchObject({ nodes: [{ name: "deploy" }] });
    await expect(client.workflows.version("deploy", 1)).resolves.toMatchObject({ definition: { steps: [] } });
    await expect(client.workflows.versions("deploy", { first: 2 })).resolves.toMatchObject({ nodes });
  });

  it("are compared, summed up, and told of", async () => {
    const diff = { from: version, to: version, addedSteps: [], removedSteps: [], changedSteps: [], changes: [] };
    const stats = { runs: 1, open: 0, completed: 1, failed: 0, cost: 0, slowestSteps: [] };
    const template = { name: "saga", description: "Undoes.", definition: { steps: [] } };
    server.answers["workflowDiff"] = () => diff;
    server.answers["workflow"] = () => ({ ...deploy, stats: () => stats });
    server.answers["workflowTemplates"] = () => [template];
    server.answers["workflowSchema"] = () => ({ type: "object" });
    await expect(client.workflows.diff({ workflow: "deploy", from: 1, to: 2 })).resolves.toMatchObject({ changes: [] });
    await expect(client.workflows.stats("deploy", 30)).resolves.toMatchObject({ completed: 1 });
    await expect(client.workflows.templates()).resolves.toEqual([template]);
    await expect(client.workflows.schema()).resolves.toEqual({ type: "object" });
    expect(server.asked("workflowDiff")).toEqual([{ workflow: "deploy", from: 1, to: 2 }]);
  });

  it("are null where there is no such workflow", async () => {
    server.answers["workflow"] = () => null;
    await expect(client.workflows.workflow("none")).resolves.toBeNull();
    await expect(client.workflows.version("none", 1)).resolves.toBeNull();
    await expect(client.workflows.versions("none")).resolves.toBeNull();
    await expect(client.workflows.stats("none")).resolves.toBeNull();
    await expect(client.triggers.triggers("none")).resolves.toBeNull();
  });
});

describe("runs", () => {
  it("are started, and listed", async () => {
    server.answers["startWorkflowRun"] = ({ input }) => ({ run: run({ input: (input as { input: unknown }).input }) });
    server.answers["workflowRuns"] = () => ({ nodes: [run()], pageInfo });
    const started = await client.workflows.start({ workflow: "deploy", input: { version: "1" }, idempotencyKey: "a" });
    expect(started).toMatchObject({ id: "run_1", status: "RUNNING", input: { version: "1" } });
    await expect(client.workflows.runs({ filter: { workflow: "deploy" } })).resolves.toMatchObject({
      nodes: [{ id: "run_1" }],
    });
  });

  it("are read, also as they were", async () => {
    server.answers["workflowRun"] = ({ atSeq }) =>
      run({
        lastSeq: atSeq ?? 9,
        progress: { stepsEnded: 1, stepsTotal: 2, percent: 50 },
        criticalPath: [step()],
        steps: () => ({ nodes: [step()], pageInfo }),
        step: () => step({ key: "scan[3]" }),
      });
    await expect(client.workflows.run("run_1")).resolves.toMatchObject({ lastSeq: 9 });
    await expect(client.workflows.run("run_1", { atSeq: 3 })).resolves.toMatchObject({ lastSeq: 3 });
    await expect(client.workflows.progress("run_1")).resolves.toMatchObject({ progress: { percent: 50 } });
    await expect(client.workflows.steps("run_1", { filter: { status: ["WAITING"] } })).resolves.toMatchObject({
      nodes: [{ key: "ok", status: "WAITING" }],
    });
    await expect(client.workflows.step("run_1", "scan[3]")).resolves.toMatchObject({ key: "scan[3]" });
  });

  it("are paused, resumed, cancelled, retried and signalled", async () => {
    const fields = ["pause", "resume", "cancel", "retry", "signal"].map((verb) => `${verb}WorkflowRun`);
    for (const field of fields) server.answers[field] = () => ({ run: run() });
    await client.workflows.pause("run_1");
    await client.workflows.resume("run_1");
    await client.workflows.cancel("run_1", { compensate: true, reason: "wrong version" });
    await client.workflows.retry("run_1", { fromSteps: ["build"] });
    await client.workflows.signal("run_1", "go", { by: "Ada" });
    expect(server.calls.map(({ field, args }) => [field, args])).toEqual([
      ["pauseWorkflowRun", { id: "run_1" }],
      ["resumeWorkflowRun", { id: "run_1" }],
      ["cancelWorkflowRun", { input: { id: "run_1", compensate: true, reason: "wrong version" } }],
      ["retryWorkflowRun", { input: { id: "run_1", fromSteps: ["build"] } }],
      ["signalWorkflowRun", { input: { id: "run_1", signal: "go", payload: { by: "Ada" } } }],
    ]);
  });

  it("have approvals that are answered, and steps that are skipped", async () => {
    server.answers["answerApproval"] = () => ({ step: step({ status: "COMPLETED" }) });
    server.answers["skipStep"] = () => ({ step: step({ status: "SKIPPED" }) });
    const answer = { runId: "run_1", stepKey: "ok", decision: "APPROVE" } as const;
    await expect(client.workflows.answerApproval(answer)).resolves.toMatchObject({ status: "COMPLETED" });
    await expect(client.workflows.skipStep({ runId: "run_1", stepKey: "ok" })).resolves.toMatchObject({
      status: "SKIPPED",
    });
    expect(server.asked("answerApproval")).toEqual([{ input: answer }]);
  });
});

describe("runWorkflow", () => {
  const build = taskKind<{ version: string }, { url: string }>("build");
  const built = workflow<{ version: string }>("deploy")
    .step("build", { kind: build, input: (ref) => ({ version: ref.input.version }) })
    .output((ref) => ({ url: ref.steps.build.output.url }));

  it("starts a run and answers what it gave", async () => {
    server.answers["startWorkflowRun"] = () => ({ run: run() });
    server.answers["workflowRun"] = () => run({ status: "COMPLETED", output: { url: "https://a" } });
    const { output } = await client.workflows.runWorkflow(built, { version: "1" }, { labels: { by: "test" } });
    const url: string = output.url;
    expect(url).toBe("https://a");
    expect(server.asked("startWorkflowRun")).toMatchObject([
      { input: { workflow: "deploy", input: { version: "1" }, labels: { by: "test" } } },
    ]);
  });

  it("rejects with class, step and hint of a run that did not complete", async () => {
    const error = { class: "REJECTED", message: "Not today.", step: "ok", hint: "Ask again." };
    server.answers["startWorkflowRun"] = () => ({ run: run() });
    server.answers["workflowRun"] = () => run({ status: "COMPENSATED", error });
    const waited = client.workflows.runWorkflow("deploy");
    await expect(waited).rejects.toBeInstanceOf(MusterRunError);
    await expect(waited).rejects.toMatchObject({
      status: "COMPENSATED",
      class: "REJECTED",
      step: "ok",
      hint: "Ask again.",
      message: "Run run_1 of deploy ended as COMPENSATED at step ok: Not today.",
      run: { id: "run_1" },
    });
  });

  it("rejects with what the server refuses", async () => {
    server.answers["startWorkflowRun"] = () => {
      throw refusal("NOT_FOUND", { reason: "WORKFLOW_NOT_FOUND" });
    };
    await expect(client.workflows.runWorkflow("none")).rejects.toMatchObject({ reason: "WORKFLOW_NOT_FOUND" });
  });
});

describe("triggers", () => {
  it("are created, with the secret of a webhook", async () => {
    server.answers["createTrigger"] = () => ({ trigger: trigger({ type: "WEBHOOK" }), secret: "whsec_1" });
    const input = { workflow: "deploy", name: "push" };
    await expect(client.triggers.create(input)).resolves.toMatchObject({ secret: "whsec_1" });
    expect(server.asked("createTrigger")).toEqual([{ input: { enabled: true, ...input } }]);
  });

  it("are read, changed and removed", async () => {
    server.answers["node"] = ({ id }) => (id === "trigger_1" ? { __typename: "Trigger", ...trigger() } : null);
    server.answers["workflow"] = () => ({ ...deploy, triggers: [trigger()] });
    server.answers["updateTrigger"] = () => ({ trigger: trigger({ enabled: false }) });
    server.answers["deleteTrigger"] = ({ id }) => ({ id });
    server.answers["rotateTriggerSecret"] = () => ({ trigger: trigger(), secret: "whsec_2" });
    await expect(client.triggers.trigger("trigger_1")).resolves.toMatchObject({ name: "nightly" });
    await expect(client.triggers.trigger("trigger_2")).resolves.toBeNull();
    await expect(client.triggers.triggers("deploy")).resolves.toMatchObject([{ id: "trigger_1" }]);
    await expect(client.triggers.update({ id: "trigger_1", enabled: false })).resolves.toMatchObject({
      enabled: false,
    });
    await expect(client.triggers.rotateSecret("trigger_1")).resolves.toMatchObject({ secret: "whsec_2" });
    await client.triggers.delete("trigger_1");
    expect(server.asked("deleteTrigger")).toEqual([{ id: "trigger_1" }]);
  });

  it("are not what another id names", async () => {
    server.answers["node"] = () => ({ __typename: "Workflow", ...deploy });
    await expect(client.triggers.trigger("wf_1")).resolves.toBeNull();
  });
});
