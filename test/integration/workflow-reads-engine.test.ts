import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import type { Step, WorkflowRun } from "../../src/workflows/index.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { work, WorkflowWorld, type WorkflowReplica } from "../support/workflow-world.js";

const task = (id: string, more: object = {}) => ({ id, kind: "work", ...more });

let world: WorkflowWorld;
let replica: WorkflowReplica;
let by: Principal;

beforeAll(async () => {
  world = await WorkflowWorld.open();
  replica = await world.replica();
  by = await world.tenant(replica);
  const agent = await world.tasks.agent(replica, by, { capacity: 16 });
  work(replica, agent, ({ task: { input } }) =>
    input === "fail" ? { error: "it broke" } : { output: { given: input }, cost: 0.25 },
  );
});
afterAll(() => world?.close());

async function read(id: string): Promise<WorkflowRun> {
  const run = (await replica.workflows.runsById(by.tenantId, [id])).get(id);
  if (!run) throw new Error("the run is not there");
  return run;
}

/** The run once `holds` of it. */
async function until(id: string, holds: (run: WorkflowRun) => boolean): Promise<WorkflowRun> {
  await vi.waitFor(async () => expect(holds(await read(id))).toBe(true), { timeout: 15_000 });
  return read(id);
}

async function play(name: string, source: WorkflowSource, holds: (run: WorkflowRun) => boolean): Promise<WorkflowRun> {
  await world.define(replica, by, source, name);
  const { id } = await replica.workflows.startRun(by, { workflow: name });
  return until(id, holds);
}

const hasEnded = ({ finishedAt }: WorkflowRun): boolean => finishedAt !== null;

async function stepsOf(run: WorkflowRun): Promise<readonly Step[]> {
  const { items, hasNextPage } = await replica.workflows.steps(run, { page: { first: 100 } });
  expect(hasNextPage).toBe(false);
  return items;
}

/** What the tables have and what the log tells right after the last event are the same. */
async function expectPresentAsPast(run: WorkflowRun): Promise<void> {
  const { workflows } = replica;
  const past = await workflows.runAt(by.tenantId, run.id, run.eventSeq);
  if (!past) throw new Error("the run is not there");
  const { asOf: _state, asOfAt: _at, ...facts } = past;
  expect(facts).toEqual({ ...run });
  const [now, then] = [await stepsOf(run), await stepsOf(past)];
  expect(then.map(({ run: _run, ...step }) => step)).toEqual(now.map((step) => ({ ...step })));
  expect(await workflows.outputs(by.tenantId, then)).toEqual(await workflows.outputs(by.tenantId, now));
  expect(await workflows.inputs(by.tenantId, then)).toEqual(await workflows.inputs(by.tenantId, now));
  const [pathNow, pathThen] = await workflows.criticalPaths(by.tenantId, [run, past]);
  expect(pathThen?.map(({ key }) => key)).toEqual(pathNow?.map(({ key }) => key));
}

const rich: WorkflowSource = {
  output: "${steps.each.output}",
  steps: [
    task("a", { input: "x" }),
    { id: "way", type: "switch", needs: ["a"], cases: [{ when: "false", then: ["left"] }], default: ["right"] },
    task("left"),
    task("right", { input: "r" }),
    {
      id: "each",
      type: "forEach",
      needs: ["a"],
      items: ["p", "fail", "q"],
      continueOnError: true,
      do: { kind: "work", input: "${item}" },
    },
    { id: "none", type: "forEach", items: [], do: { kind: "work" } },
    task("helped", { input: "fail", onFailure: { kind: "work", input: "help" } }),
  ],
};

describe("what is read of a run that the engine has moved", () => {
  it("are the values of its steps, of whatever sort", async () => {
    const run = await play("rich", rich, hasEnded);
    expect(run.status).toBe("COMPLETED");
    const steps = await stepsOf(run);
    const outputs = await replica.workflows.outputs(by.tenantId, steps);
    const byKey = Object.fromEntries(steps.map(({ key }, index) => [key, outputs[index]]));
    expect(byKey).toEqual({
      ...{ a: { given: "x" }, way: { case: 1 }, left: null, right: { given: "r" }, none: [] },
      ...{ each: [{ given: "p" }, null, { given: "q" }], helped: { given: "help" } },
      ...{ "each[0]": { given: "p" }, "each[1]": null, "each[2]": { given: "q" } },
    });
    expect(run.output).toEqual(byKey["each"]);
    const natures = await replica.workflows.natures(by.tenantId, steps);
    const told = Object.fromEntries(steps.map(({ key }, index) => [key, natures[index]]));
    expect(told).toMatchObject({
      way: { type: "SWITCH", needs: ["a"] },
      right: { needs: ["way"] },
      each: { type: "FOR_EACH" },
    });
    const costs = await replica.workflows.costs(by.tenantId, steps);
    expect(Object.fromEntries(steps.map(({ key }, index) => [key, costs[index]]))).toMatchObject({
      a: 0.25,
      left: null,
      each: 0.5,
    });
    await expectPresentAsPast(run);
  });

  it("stays the same when it is read off the log, event by event", async () => {
    const run = await play("rich", rich, hasEnded);
    let ended = 0;
    for (let seq = 1; seq <= run.eventSeq; seq++) {
      const past = await replica.workflows.runAt(by.tenantId, run.id, seq);
      expect(past?.eventSeq).toBe(seq);
      expect(past?.stepsEnded).toBeGreaterThanOrEqual(ended);
      ended = past?.stepsEnded ?? 0;
    }
    expect(ended).toBe(run.stepCount);
  });

  it("is what it was before a retry, and what it became by it", async () => {
    const source: WorkflowSource = {
      steps: [
        task("first", { compensate: { kind: "undo" } }),
        { id: "each", type: "forEach", needs: ["first"], items: ["p", "fail"], do: { kind: "work", input: "${item}" } },
        task("last", { needs: ["each"] }),
      ],
    };
    const failed = await play("retried", source, hasEnded);
    expect(failed).toMatchObject({ status: "COMPENSATED", error: { class: "TASK_FAILED" } });
    await expectPresentAsPast(failed);
    await replica.workflows.retry(by, { id: failed.id, fromSteps: null });
    const again = await until(failed.id, (run) => hasEnded(run) && run.eventSeq > failed.eventSeq);
    await expectPresentAsPast(again);
    const before = await replica.workflows.runAt(by.tenantId, failed.id, failed.eventSeq);
    expect(before).toMatchObject({ status: "COMPENSATED", stepCount: failed.stepCount, finishedAt: failed.finishedAt });
    const first = before && (await replica.workflows.step(before, "first"));
    expect(first).toMatchObject({ status: "COMPENSATED", attempt: 1 });
  });

  it("is of a run within a run, both ways", async () => {
    await world.define(replica, by, { output: "${steps.a.output}", steps: [task("a", { input: "inner" })] }, "inner");
    const source: WorkflowSource = { steps: [{ id: "sub", type: "workflow", workflow: "inner", input: { n: 1 } }] };
    const run = await play("outer", source, hasEnded);
    const step = await replica.workflows.step(run, "sub");
    if (!step?.childRunId) throw new Error("the step started no run");
    expect(await replica.workflows.outputs(by.tenantId, [step])).toEqual([{ given: "inner" }]);
    expect(await replica.workflows.inputs(by.tenantId, [step])).toEqual([{ n: 1 }]);
    expect(await replica.workflows.costs(by.tenantId, [step])).toEqual([0.25]);
    const child = await read(step.childRunId);
    const place = { runId: child.parentRunId ?? "", ordinal: child.parentOrdinal ?? -1 };
    expect(await replica.workflows.stepsAt(by.tenantId, [place])).toEqual([step]);
    await expectPresentAsPast(run);
  });

  it("is as far as its open steps say, while it waits for a person", async () => {
    const source: WorkflowSource = {
      steps: [task("a"), { id: "ask", type: "approval", role: "DEVELOPER", message: "Go?", needs: ["a"] }],
    };
    const isWaiting = ({ stepsEnded }: WorkflowRun): boolean => stepsEnded === 1;
    const first = await play("asks", source, isWaiting);
    const answer = { runId: first.id, stepKey: "ask", decision: "APPROVE", comment: null } as const;
    expect(await replica.workflows.answer(by, answer)).toMatchObject({ key: "ask", status: "COMPLETED" });
    expect(await until(first.id, hasEnded)).toMatchObject({ status: "COMPLETED" });
    const { id } = await replica.workflows.startRun(by, { workflow: "asks" });
    const waiting = await until(id, isWaiting);
    await expectPresentAsPast(waiting);
    const [outlook] = await replica.workflows.outlooks(by.tenantId, [waiting]);
    expect(outlook?.percent).toBeGreaterThan(0);
    expect(outlook?.percent).toBeLessThan(100);
    // What takes a moment only was not over when it was asked for, or is by now.
    expect(outlook?.estimatedEndAt).toBeInstanceOf(Date);
    const { workflowId } = waiting;
    expect(await replica.workflows.stats(by.tenantId, workflowId, 1)).toMatchObject({ runs: 2, open: 1, completed: 1 });
  });
});
