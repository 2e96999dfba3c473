import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import { MusterError } from "../../src/platform/errors.js";
import { type WorkflowReader } from "../../src/workflows/reading/reader.js";
import { stepCursor, type Step, type WorkflowRun } from "../../src/workflows/index.js";
import type { BareStep } from "../support/bare-plans.js";
import { refusalOf } from "../support/refusal.js";
import { WorkflowRows, type PlacedVersion } from "../support/workflow-rows.js";

let world: WorkflowRows;
let reader: WorkflowReader;
let tenantId: string;
let strangerId: string;

beforeAll(async () => {
  world = await WorkflowRows.open();
  ({ reader } = world);
  ({ tenantId } = await world.tenant());
  ({ tenantId: strangerId } = await world.tenant());
});
afterAll(() => world.close());

async function stepOf(run: WorkflowRun, key: string): Promise<Step> {
  const step = await reader.step(run, key);
  if (!step) throw new Error(`no step ${key}`);
  return step;
}

const definition: BareStep[] = [
  { id: "a" },
  { id: "each", type: "forEach", needs: ["a"] },
  { id: "runs", type: "forEach", does: "workflow", needs: ["a"] },
  { id: "inner", type: "workflow", needs: ["each"] },
  { id: "ask", type: "approval", role: "DEVELOPER", needs: ["each", "inner"] },
];
const done = { status: "COMPLETED", attempt: 1, completed_seq: 5, finished_at: new Date(), started_at: new Date() };
let version: PlacedVersion;

beforeAll(async () => {
  version = await world.version(tenantId, "w", definition);
});

describe("steps", () => {
  let run: WorkflowRun;
  const items = Array.from({ length: 30 }, (_, n) => `each[${n}]`);

  beforeAll(async () => {
    const more = items.map((key, n) => [key, n % 3 ? done : { status: "FAILED" }] as const);
    run = await world.run(version, {}, Object.fromEntries([["runs[0]", {}], ...more, ["a", done]]));
  });

  const keysOf = async (filter: object, first: number): Promise<string[]> => {
    const keys: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await reader.steps(run, { page: { first, after }, filter });
      keys.push(...page.items.map(({ key }) => key));
      const last = page.items.at(-1);
      if (!page.hasNextPage || !last) return keys;
      after = stepCursor(last);
    }
  };

  it.each([1, 10, 36])("come in the order of the definition, items behind, over pages of %i", async (first) => {
    expect(await keysOf({}, first)).toEqual(["a", "each", "runs", "inner", "ask", "runs[0]", ...items]);
  });

  it("are those of some statuses, and the items of one step", async () => {
    expect(await keysOf({ status: ["FAILED"] }, 4)).toEqual(items.filter((_key, n) => n % 3 === 0));
    expect(await keysOf({ itemsOf: "each" }, 7)).toEqual(items);
    expect(await keysOf({ itemsOf: "each", status: ["COMPLETED"] }, 100)).toHaveLength(20);
    expect(await keysOf({ itemsOf: "each[0]" }, 10)).toEqual([]);
    expect(await keysOf({ itemsOf: "nope" }, 10)).toEqual([]);
    const refused = refusalOf(reader.steps(run, { page: {}, filter: { itemsOf: "\0" } }));
    expect(await refused).toMatchObject({ code: "BAD_USER_INPUT", path: ["filter", "itemsOf"] });
  });

  it("are found by key, by id and by place, by their own tenant only", async () => {
    const step = await stepOf(run, "each[29]");
    expect(step).toMatchObject({ parentOrdinal: 1, itemIndex: 29, attempt: 1, phase: "MAIN", runId: run.id });
    expect(await stepOf(run, "ask")).toMatchObject({ ordinal: 4, parentOrdinal: null });
    for (const key of ["", "each[30]", "nope[0]", "\0", "x".repeat(500)])
      expect(await reader.step(run, key)).toBeNull();
    const places = [
      { runId: run.id, ordinal: 99 },
      { runId: run.id, ordinal: step.ordinal },
    ];
    expect(await reader.stepsAt(tenantId, places)).toEqual([null, step]);
    expect(await reader.stepsAt(strangerId, places)).toEqual([null, null]);
    expect(await reader.stepsById(tenantId, [step.id, "nonsense"])).toEqual(new Map([[step.id, step]]));
    expect((await reader.stepsById(strangerId, [step.id])).size).toBe(0);
    const keys = [
      { runId: "nonsense", key: "a" },
      { runId: run.id, key: "a" },
    ];
    expect(await reader.stepsByKey(tenantId, keys)).toEqual([null, await stepOf(run, "a")]);
    expect(await reader.stepsByKey(strangerId, keys)).toEqual([null, null]);
  });

  it("are gone for everybody with a run that is about to be deleted", async () => {
    const old = await world.run(version);
    const { id } = await stepOf(old, "a");
    await world.rows("UPDATE workflow_runs SET tenant_id = '' WHERE id = $1", [old.id]);
    expect((await reader.stepsById(tenantId, [id])).size).toBe(0);
    expect(await reader.stepsByKey(tenantId, [{ runId: old.id, key: "a" }])).toEqual([null]);
    expect(await reader.stepsAt(tenantId, [{ runId: old.id, ordinal: 0 }])).toEqual([null]);
  });

  it("are by their definition what they do and need", async () => {
    const steps = await Promise.all(["a", "each", "inner", "ask", "each[3]", "runs[0]"].map((key) => stepOf(run, key)));
    const nothing = { needs: [], approvalRole: null };
    expect(await reader.natures(tenantId, steps)).toEqual([
      { ...nothing, type: "TASK" },
      { ...nothing, type: "FOR_EACH", needs: ["a"] },
      { ...nothing, type: "WORKFLOW", needs: ["each"] },
      { type: "APPROVAL", needs: ["each", "inner"], approvalRole: "DEVELOPER" },
      { ...nothing, type: "TASK" },
      { ...nothing, type: "WORKFLOW" },
    ]);
  });
});

describe("what steps were given and gave", () => {
  const valuesOf = async (run: WorkflowRun, keys: readonly string[]) => {
    const steps = await Promise.all(keys.map((key) => stepOf(run, key)));
    return { inputs: await reader.inputs(tenantId, steps), outputs: await reader.outputs(tenantId, steps) };
  };

  it("is their task's, their run's or their own", async () => {
    const task = await world.task(tenantId, { input: { n: 1 }, output: [2] });
    const ended = { status: "COMPLETED", finished_at: new Date() };
    const child = await world.run(version, { ...ended, input: { from: "parent" }, output: "given" });
    const run = await world.run(
      version,
      {},
      {
        a: { ...done, task_id: task },
        inner: { ...done, child_run_id: child.id },
        ask: { ...done, input: { role: "DEVELOPER" }, output: { decision: "APPROVE" } },
      },
    );
    expect(await valuesOf(run, ["a", "inner", "ask"])).toEqual({
      inputs: [{ n: 1 }, { from: "parent" }, { role: "DEVELOPER" }],
      outputs: [[2], "given", { decision: "APPROVE" }],
    });
  });

  it("is that of what was done when it failed, and stays when it is undone", async () => {
    const [first, fallback] = [await world.task(tenantId, { output: 1 }), await world.task(tenantId, { output: 2 })];
    const child = await world.run(version);
    const run = await world.run(
      version,
      {},
      {
        a: { ...done, status: "COMPENSATED", task_id: first, undo_task_id: fallback },
        inner: { ...done, phase: "FALLBACK", task_id: fallback, child_run_id: child.id },
      },
    );
    expect((await valuesOf(run, ["a", "inner"])).outputs).toEqual([1, 2]);
  });

  it("is nothing before it has completed, or when it is another tenant's", async () => {
    const task = await world.task(tenantId, { output: 1 });
    const strange = await world.task(strangerId, { input: 3, output: 3 });
    const run = await world.run(
      version,
      {},
      {
        a: { status: "RUNNING", task_id: task },
        inner: { ...done, task_id: strange },
      },
    );
    expect((await valuesOf(run, ["a", "inner", "ask"])).outputs).toEqual([null, null, null]);
    expect((await valuesOf(run, ["inner"])).inputs).toEqual([null]);
  });

  it("is the list of what the items gave, in their order, null for those that failed", async () => {
    const tasks = await Promise.all([1, { two: 2 }, null].map((output) => world.task(tenantId, { output })));
    const ended = { status: "COMPLETED", finished_at: new Date(), output: "inner" };
    const child = await world.run(version, ended);
    const run = await world.run(
      version,
      {},
      {
        each: { ...done, input: ["x", "y", "z", "f"] },
        "each[0]": { ...done, task_id: tasks[0] },
        "each[1]": { ...done, task_id: tasks[1] },
        "each[2]": { status: "FAILED", task_id: tasks[0] },
        "each[3]": { ...done, task_id: tasks[2] },
        runs: done,
        "runs[0]": { ...done, child_run_id: child.id },
      },
    );
    const { inputs, outputs } = await valuesOf(run, ["each", "runs", "each[1]"]);
    expect(outputs).toEqual([[1, { two: 2 }, null, null], ["inner"], { two: 2 }]);
    expect(inputs[0]).toEqual(["x", "y", "z", "f"]);
    const none = await world.run(version, {}, { each: done, runs: { status: "RUNNING" } });
    expect((await valuesOf(none, ["each", "runs"])).outputs).toEqual([[], null]);
  });

  it.each([
    ["as it is stored", randomBytes(190_000).toString("base64")],
    ["but for how it is stored", "y".repeat(250_000)],
  ])("is refused as a list of more than 1 MiB %s, and told beside others", async (_what, output) => {
    const tasks = await Promise.all(Array.from({ length: 5 }, () => world.task(tenantId, { output })));
    const run = await world.run(
      version,
      {},
      {
        each: done,
        ...Object.fromEntries(tasks.map((id, n) => [`each[${n}]`, { ...done, task_id: id }])),
        runs: done,
      },
    );
    const { outputs } = await valuesOf(run, ["each", "runs", "each[4]"]);
    expect(outputs[0]).toBeInstanceOf(MusterError);
    expect(outputs[0]).toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(outputs.slice(1)).toEqual([[], output]);
  });
});

describe("what steps cost", () => {
  it("is the sum of their tasks' or their run's, of a step that fans out its items'", async () => {
    const child = await world.run(version, { cost: 7 });
    const run = await world.run(
      version,
      {},
      {
        ...{ inner: { ...done, child_run_id: child.id }, each: done, "each[0]": done, "each[1]": done },
        ...{
          runs: done,
          "runs[0]": { ...done, child_run_id: child.id },
          "runs[1]": { ...done, child_run_id: child.id },
        },
      },
    );
    const of = (step_key: string, cost: number | null) => world.task(tenantId, { run_id: run.id, step_key, cost });
    await Promise.all([of("a", 1), of("a", 2), of("a", null), of("each[0]", 3), of("each[1]", 4), of("eachother", 9)]);
    const steps = await Promise.all(["a", "inner", "each", "each[1]", "runs", "ask"].map((key) => stepOf(run, key)));
    expect(await reader.costs(tenantId, steps)).toEqual([3, 7, 7, 4, 14, null]);
  });

  it("is none of another tenant's", async () => {
    const run = await world.run(version, {}, { a: done });
    await world.task(strangerId, { run_id: run.id, step_key: "a", cost: 1 });
    expect(await reader.costs(tenantId, [await stepOf(run, "a")])).toEqual([null]);
  });
});

it("reads the last of 10,000 steps by its key", async () => {
  const steps = Array.from({ length: 10_000 }, (_, n) => ({ id: `s${n}` }));
  const large = await world.version(tenantId, "large", steps);
  const run = await world.run({ ...large, steps: [] }, { step_count: 10_000 });
  const rows = steps.map(({ id: key }, ordinal) => ({
    ...{ id: newId("step"), run_id: run.id, tenant_id: tenantId, ordinal, key, status: "PENDING" },
  }));
  await world.insert(
    "workflow_steps",
    rows.map((row) => ({ ...row, phase: "MAIN", attempt: 0 })),
  );
  expect(await stepOf(run, "s9999")).toMatchObject({ ordinal: 9_999 });
  const last = await reader.steps(run, { page: { first: 100 }, filter: { status: ["RUNNING"] } });
  expect(last).toMatchObject({ items: [], hasNextPage: false });
});
