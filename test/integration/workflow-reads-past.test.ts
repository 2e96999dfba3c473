import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/ids.js";
import type { Plan } from "../../src/workflows/definition/plan.js";
import type { PlacedRunEvent, RunEvent } from "../../src/workflows/engine/catalogue.js";
import { fold } from "../../src/workflows/engine/fold.js";
import { toSnapshot } from "../../src/workflows/engine/snapshot.js";
import { newRunState } from "../../src/workflows/engine/state.js";
import { type WorkflowReader } from "../../src/workflows/reading/reader.js";
import { stepCursor, type Step, type WorkflowRun } from "../../src/workflows/index.js";
import { barePlan, type BareStep } from "../support/bare-plans.js";
import { refusalOf } from "../support/refusal.js";
import { WorkflowRows } from "../support/workflow-rows.js";

const definition: BareStep[] = [
  { id: "a" },
  { id: "each", type: "forEach", needs: ["a"] },
  { id: "ask", type: "approval", role: "SUPERVISOR", needs: ["each"] },
];
const begin = Date.parse("2026-01-01T00:00:00Z");
const ids = { workflowId: "workflow_1", versionId: "version_1", version: 1 };
const by = "user_1";

let world: WorkflowRows;
let reader: WorkflowReader;
let tenantId: string;
let run: WorkflowRun;
let tasks: readonly string[];

/** One second between each and the next. */
function placed(events: readonly RunEvent[]): PlacedRunEvent[] {
  return events.map((event, index) => ({ ...event, seq: index + 1, at: new Date(begin + index * 1_000) }));
}

async function log(events: readonly PlacedRunEvent[], runId: string): Promise<void> {
  const rows = events.map(({ type, data, seq, at: instant }) => ({
    stream_id: runId,
    seq,
    tenant_id: tenantId,
    type,
    at: instant,
    data,
  }));
  await world.insert(
    "events",
    rows.map((row) => ({ ...row, txid: "1" })),
  );
}

function history(taskIds: readonly string[]): RunEvent[] {
  const [a = "", first = "", second = ""] = taskIds;
  const error = { class: "REJECTED", message: "no", step: "ask" } as const;
  return [
    {
      type: "RUN_CREATED",
      data: { ...ids, status: "RUNNING", trigger: { type: "MANUAL", context: {} }, input: null, by },
    },
    { type: "STEP_STARTED", data: { step: "a", taskId: a } },
    { type: "STEP_COMPLETED", data: { step: "a" } },
    { type: "STEP_EXPANDED", data: { step: "each", items: ["x", "y"] } },
    { type: "STEP_STARTED", data: { step: "each[0]", taskId: first } },
    { type: "STEP_STARTED", data: { step: "each[1]", taskId: second } },
    { type: "STEP_COMPLETED", data: { step: "each[1]" } },
    { type: "STEP_COMPLETED", data: { step: "each[0]" } },
    { type: "STEP_COMPLETED", data: { step: "each" } },
    { type: "STEP_WAITING", data: { step: "ask", role: "SUPERVISOR", message: "?" } },
    { type: "STEP_FAILED", data: { step: "ask", error, continues: false } },
    { type: "RUN_STOPPING", data: { outcome: "FAIL", error, compensate: true } },
    { type: "RUN_FAILED", data: { error, cost: 3 } },
    { type: "RUN_RETRIED", data: { steps: ["each", "ask"], reopened: [], by } },
  ];
}

beforeAll(async () => {
  world = await WorkflowRows.open();
  ({ reader } = world);
  ({ tenantId } = await world.tenant());
  const version = await world.version(tenantId, "w", definition);
  tasks = await Promise.all([1, 2, 3].map((output) => world.task(tenantId, { output })));
  // As the last of the events leaves it: the items are gone.
  run = await world.run(
    version,
    { event_seq: 14, labels: { team: "x" } },
    { a: { status: "COMPLETED", task_id: tasks[0] } },
  );
  await log(placed(history(tasks)), run.id);
});
afterAll(() => world.close());

async function at(seq: number): Promise<WorkflowRun> {
  const past = await reader.runAt(tenantId, run.id, seq);
  if (!past) throw new Error("the run is not there");
  return past;
}

async function stepsAt(seq: number, filter: object = {}): Promise<readonly Step[]> {
  return (await reader.steps(await at(seq), { page: { first: 100 }, filter })).items;
}

describe("a run as it was right after an event", () => {
  it.each([
    [1, { status: "RUNNING", stepCount: 3, stepsEnded: 0, error: null, finishedAt: null }],
    [6, { status: "RUNNING", stepCount: 5, stepsEnded: 1 }],
    [12, { status: "STOPPING", outcome: "FAIL", error: { class: "REJECTED" } }],
    [13, { status: "FAILED", cost: 3, finishedAt: new Date(begin + 12_000), stepsEnded: 5 }],
    [14, { status: "RUNNING", error: null, cost: null, finishedAt: null, stepCount: 3, stepsEnded: 1 }],
  ])("has after the event %i what it had then", async (seq, expected) => {
    const past = await at(seq);
    expect(past).toMatchObject({ ...expected, id: run.id, eventSeq: seq, labels: { team: "x" } });
    expect(past.asOfAt).toEqual(new Date(begin + (seq - 1) * 1_000));
  });

  it("shows its steps as they stood, with the ids that they have", async () => {
    expect((await stepsAt(6)).map(({ key, status }) => `${key} ${status}`)).toEqual([
      ...["a COMPLETED", "each RUNNING", "ask PENDING", "each[0] RUNNING", "each[1] RUNNING"],
    ]);
    const [a] = await stepsAt(6);
    expect(a?.id).toBe((await reader.step(run, "a"))?.id);
    expect(a).toMatchObject({ runId: run.id, tenantId, taskId: tasks[0], startedAt: new Date(begin + 1_000) });
    expect(a?.run?.eventSeq).toBe(6);
    expect((await stepsAt(13)).map(({ status }) => status)).toContain("FAILED");
    expect(await stepsAt(14)).toHaveLength(3);
  });

  it("filters and pages them", async () => {
    expect((await stepsAt(8, { itemsOf: "each" })).map(({ key }) => key)).toEqual(["each[0]", "each[1]"]);
    expect((await stepsAt(8, { status: ["PENDING"] })).map(({ key }) => key)).toEqual(["ask"]);
    expect(await stepsAt(8, { itemsOf: "nope" })).toEqual([]);
    const past = await at(8);
    const first = await reader.steps(past, { page: { first: 3 } });
    const after = stepCursor(first.items.at(-1) as Step);
    expect(first).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await reader.steps(past, { page: { first: 3, after } });
    expect(second).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect([...first.items, ...second.items].map(({ key }) => key)).toEqual(["a", "each", "ask", "each[0]", "each[1]"]);
  });

  it("finds a step by its key, if it was there by then", async () => {
    const past = await at(6);
    expect(await reader.step(past, "each[1]")).toMatchObject({ status: "RUNNING", itemIndex: 1 });
    for (const key of ["nope", "each[2]", "each[x]", "each[01]", ""]) expect(await reader.step(past, key)).toBeNull();
    expect(await reader.step(await at(3), "each[1]")).toBeNull();
  });

  it("shows outputs of steps that had completed by then alone", async () => {
    const outputsAt = async (seq: number) => reader.outputs(tenantId, await stepsAt(seq));
    expect(await outputsAt(2)).toEqual([null, null, null]);
    expect(await outputsAt(7)).toEqual([1, null, null, null, 3]);
    expect(await outputsAt(9)).toEqual([1, [2, 3], null, 2, 3]);
    const natures = await reader.natures(tenantId, await stepsAt(6));
    expect(natures.map(({ type }) => type)).toEqual(["TASK", "FOR_EACH", "APPROVAL", "TASK", "TASK"]);
  });

  it("is as far as it was then, on the path that it was on", async () => {
    const outlooks = await reader.outlooks(tenantId, [await at(3), await at(7), await at(13), run]);
    expect(outlooks.map(({ percent }) => Math.round(percent))).toEqual([33, 50, 100, 33]);
    const [path = []] = await reader.criticalPaths(tenantId, [await at(10)]);
    expect(path.map(({ key, run: of }) => `${key} ${of?.eventSeq}`)).toEqual(["a 10", "each 10", "ask 10"]);
  });

  it.each([0, -1, 15, 1.5])("is refused at %d, which is no seq of its events", async (seq) => {
    expect(await refusalOf(reader.runAt(tenantId, run.id, seq))).toMatchObject({
      code: "BAD_USER_INPUT",
      path: ["atSeq"],
    });
  });

  it("is not there for another tenant, or when it never was", async () => {
    const { tenantId: strangerId } = await world.tenant();
    expect(await reader.runAt(strangerId, run.id, 1)).toBeNull();
    expect(await reader.runAt(tenantId, newId("run"), 1)).toBeNull();
    expect(await reader.runAt(tenantId, "nonsense", 1)).toBeNull();
  });
});

describe("a long history", () => {
  const chain: BareStep[] = Array.from({ length: 1_500 }, (_, n) => ({ id: `s${n}` }));

  function events(): PlacedRunEvent[] {
    const [created] = history([]);
    const steps = chain.flatMap(({ id: step }): RunEvent[] => [
      { type: "STEP_STARTED", data: { step, taskId: `task_${step}` } },
      { type: "STEP_COMPLETED", data: { step } },
    ]);
    return placed(created ? [created, ...steps] : []);
  }

  async function longRun(): Promise<WorkflowRun> {
    const version = await world.version(tenantId, newId("workflow").slice(9), chain);
    const long = await world.run({ ...version, steps: [] }, { event_seq: 3_001 });
    await log(events(), long.id);
    return long;
  }

  const endedAt = async ({ id }: WorkflowRun, seq: number) => (await reader.runAt(tenantId, id, seq))?.stepsEnded;

  it("is folded from its beginning where there is no snapshot", async () => {
    const long = await longRun();
    expect(await endedAt(long, 3_001)).toBe(1_500);
    expect(await endedAt(long, 2_000)).toBe(999);
  });

  it("goes on from the nearest snapshot before the event", async () => {
    const long = await longRun();
    const plan: Plan = barePlan(chain);
    const state = newRunState(long.id, plan);
    for (const event of events().slice(0, 2_001)) fold(state, event);
    await world.insert("workflow_snapshots", [{ run_id: long.id, seq: 2_001, state: toSnapshot(state) }]);
    // What lies before it is not read.
    await world.rows("DELETE FROM events WHERE stream_id = $1 AND seq < 2001", [long.id]);
    expect(await endedAt(long, 2_001)).toBe(1_000);
    expect(await endedAt(long, 2_103)).toBe(1_051);
    await expect(reader.runAt(tenantId, long.id, 2_000)).rejects.toThrow("lacks the event 1");
  });
});
