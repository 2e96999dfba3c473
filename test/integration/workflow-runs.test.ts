import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Principal } from "../../src/identity/index.js";
import { eventually } from "../support/eventually.js";
import { planOf } from "../support/played-run.js";
import { work, WorkflowWorld, type WorkflowReplica } from "../support/workflow-world.js";
import { fold } from "../../src/workflows/engine/fold.js";
import { newRunState } from "../../src/workflows/engine/state.js";
import type { PlacedRunEvent } from "../../src/workflows/engine/catalogue.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import { refusalOf } from "../support/refusal.js";

const task = (id: string, more: object = {}) => ({ id, kind: "work", ...more });

let world: WorkflowWorld;
let replica: WorkflowReplica;

beforeAll(async () => {
  world = await WorkflowWorld.open();
  replica = await world.replica();
});

afterAll(() => world?.close());

async function start(by: Principal, source: WorkflowSource, input: unknown = null): Promise<string> {
  await world.define(replica, by, source);
  const run = await replica.workflows.startRun(by, { workflow: "played", input });
  return run.id;
}

async function ended(runId: string): Promise<string> {
  const final = ["COMPLETED", "FAILED", "CANCELLED", "COMPENSATED", "COMPENSATION_FAILED"];
  await vi.waitFor(async () => expect(final).toContain(await world.statusOf(runId)), { timeout: 15_000 });
  return (await world.statusOf(runId)) ?? "";
}

/** Folding the log gives what the tables hold. */
async function expectTablesAsLogged(runId: string, source: WorkflowSource): Promise<void> {
  const state = newRunState(runId, planOf(source));
  for (const event of (await world.eventsOf(runId)) as unknown as PlacedRunEvent[]) fold(state, event);
  const [run] = await world.tasks.rows<{ status: string; event_seq: number; cost: number | null; finished_at: Date }>(
    "SELECT status, event_seq, cost, finished_at FROM workflow_runs WHERE id = $1",
    [runId],
  );
  expect(run).toEqual({ status: state.status, event_seq: state.seq, cost: state.cost, finished_at: state.finishedAt });
  const steps = await world.tasks.rows(
    `SELECT ordinal, key, status, phase, task_id, undo_task_id, child_run_id, attempt, completed_seq, started_at, finished_at
    FROM workflow_steps WHERE run_id = $1 ORDER BY ordinal`,
    [runId],
  );
  expect(steps).toEqual(
    state.steps.map((step) => ({
      ...{ ordinal: step.ordinal, key: step.key, status: step.status, phase: step.phase, attempt: step.attempt },
      ...{ task_id: step.taskId, undo_task_id: step.undoTaskId, child_run_id: step.childRunId },
      ...{ completed_seq: step.completedSeq, started_at: step.startedAt, finished_at: step.finishedAt },
    })),
  );
}

describe("a run", () => {
  it("has its steps done by agents, and is settled with its output and its cost", async () => {
    const by = await world.tenant(replica);
    const source: WorkflowSource = {
      output: { sum: "${steps.join.output}" },
      steps: [
        task("a", { input: "${input.n}" }),
        task("b", { needs: ["a"], input: "${steps.a.output + 1}" }),
        task("c", { needs: ["a"], input: "${steps.a.output + 2}" }),
        task("join", { needs: ["b", "c"], input: "${steps.b.output + steps.c.output}" }),
      ],
    };
    const agent = await world.tasks.agent(replica, by);
    work(replica, agent, ({ task: { input } }) => ({ output: input, cost: 0.5 }));
    const runId = await start(by, source, { n: 10 });
    expect(await ended(runId)).toBe("COMPLETED");
    const [run] = await world.tasks.rows("SELECT output, cost FROM workflow_runs WHERE id = $1", [runId]);
    expect(run).toEqual({ output: { sum: 23 }, cost: 2 });
    await expectTablesAsLogged(runId, source);
    await agent.leave();
  });

  it("undoes what was done when a step fails", async () => {
    const by = await world.tenant(replica);
    const compensate = { kind: "undo", input: "${output}" };
    const source = {
      steps: [
        task("one", { compensate }),
        task("two", { needs: ["one"], compensate }),
        task("three", { needs: ["two"], input: "fail", retry: { attempts: 1 } }),
      ],
    };
    const agent = await world.tasks.agent(replica, by);
    const seen = work(replica, agent, ({ task: { input, stepKey } }) =>
      input === "fail" ? { error: "no" } : { output: `done ${stepKey}` },
    );
    const runId = await start(by, source);
    expect(await ended(runId)).toBe("COMPENSATED");
    expect(seen.map(({ task: { kind, stepKey, input } }) => [kind, stepKey, input])).toEqual([
      ["work", "one", null],
      ["work", "two", null],
      ["work", "three", "fail"],
      ["undo", "two", "done two"],
      ["undo", "one", "done one"],
    ]);
    await expectTablesAsLogged(runId, source);
    await agent.leave();
  });

  it("fans out, and joins", async () => {
    const by = await world.tenant(replica);
    const items = Array.from({ length: 300 }, (_item, index) => index);
    const source: WorkflowSource = {
      output: "${size(steps.each.output)}",
      steps: [
        { id: "each", type: "forEach", items: "${input}", concurrency: 50, do: { kind: "work", input: "${item}" } },
        task("after", { needs: ["each"], input: "${steps.each.output[299]}" }),
      ],
    };
    const agent = await world.tasks.agent(replica, by, { capacity: 64 });
    const seen = work(replica, agent, ({ task: { input } }) => ({ output: input }));
    const runId = await start(by, source, items);
    expect(await ended(runId)).toBe("COMPLETED");
    expect(seen).toHaveLength(301);
    expect(seen.at(-1)?.task.input).toBe(299);
    await expectTablesAsLogged(runId, source);
    await agent.leave();
  });

  it("runs runs within it, and ends them with it", async () => {
    const by = await world.tenant(replica);
    const agent = await world.tasks.agent(replica, by);
    work(replica, agent, ({ task: { input } }) => ({ output: `did ${String(input)}` }));
    await world.define(
      replica,
      by,
      { output: "${steps.only.output}", steps: [task("only", { input: "${input}" })] },
      "inner",
    );
    const source: WorkflowSource = {
      output: "${steps.sub.output}",
      steps: [{ id: "sub", type: "workflow", workflow: "inner", input: "${input}" }],
    };
    const runId = await start(by, source, "it");
    expect(await ended(runId)).toBe("COMPLETED");
    const [run] = await world.tasks.rows("SELECT output FROM workflow_runs WHERE id = $1", [runId]);
    expect(run).toEqual({ output: "did it" });
    await world.define(replica, by, { steps: [{ id: "wait", type: "waitForSignal", signal: "never" }] }, "inner");
    const stuck = await start(by, source, "it");
    await replica.workflows.cancel(by, { id: stuck, compensate: false, reason: "enough" });
    expect(await ended(stuck)).toBe("CANCELLED");
    const [child] = await world.tasks.rows("SELECT status FROM workflow_runs WHERE parent_run_id = $1", [stuck]);
    expect(child).toEqual({ status: "CANCELLED" });
    await agent.leave();
  });

  it("ends a workflow that runs itself without end", async () => {
    const by = await world.tenant(replica);
    const runId = await start(by, { steps: [{ id: "self", type: "workflow", workflow: "played" }] });
    expect(await ended(runId)).toBe("FAILED");
    const [row] = await world.tasks.rows("SELECT count(*)::integer AS runs FROM workflow_runs WHERE tenant_id = $1", [
      by.tenantId,
    ]);
    expect(row).toEqual({ runs: 11 });
  });

  it("wakes up when its time has come", async () => {
    const by = await world.tenant(replica);
    const runId = await start(by, {
      steps: [
        { id: "nap", type: "sleep", durationMs: 150 },
        { id: "ask", type: "approval", role: "SUPERVISOR", timeoutMs: 150, default: "APPROVE", needs: ["nap"] },
      ],
    });
    expect(await ended(runId)).toBe("COMPLETED");
  });

  it("is started once for the same key, and refused for another input", async () => {
    const by = await world.tenant(replica);
    await world.define(replica, by, { steps: [{ id: "a", type: "join" }] });
    const input = { workflow: "played", input: 1, idempotencyKey: "once" };
    const runs = await Promise.all([1, 2, 3].map(() => replica.workflows.startRun(by, input)));
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    const other = replica.workflows.startRun(by, { ...input, input: 2 });
    expect(await refusalOf(other)).toMatchObject({ code: "CONFLICT", path: ["idempotencyKey"] });
  });

  it("is not found by another tenant", async () => {
    const by = await world.tenant(replica);
    const runId = await start(by, { steps: [{ id: "wait", type: "waitForSignal", signal: "go" }] });
    const other = await world.tenant(replica);
    const signal = replica.workflows.signal(other, { id: runId, signal: "go", payload: null });
    expect(await refusalOf(signal)).toMatchObject({ code: "NOT_FOUND" });
    expect(await world.statusOf(runId)).toBe("RUNNING");
  });
});

describe("concurrency", () => {
  const limited = (whenFull: "QUEUE" | "REFUSE" | "CANCEL_OLDEST"): WorkflowSource => ({
    concurrency: { key: "${input}", limit: 1, whenFull },
    steps: [{ id: "wait", type: "waitForSignal", signal: "go" }],
  });
  const go = (by: Principal, id: string) => replica.workflows.signal(by, { id, signal: "go", payload: null });

  it("lets runs of a key wait for each other, the oldest first; others go their way", async () => {
    const by = await world.tenant(replica);
    const first = await start(by, limited("QUEUE"), "x");
    const second = await start(by, limited("QUEUE"), "x");
    const third = await start(by, limited("QUEUE"), "x");
    const other = await start(by, limited("QUEUE"), "y");
    const statuses = () => Promise.all([first, second, third, other].map((id) => world.statusOf(id)));
    expect(await statuses()).toEqual(["RUNNING", "QUEUED", "QUEUED", "RUNNING"]);
    await go(by, first);
    await eventually(async () => expect(await statuses()).toEqual(["COMPLETED", "RUNNING", "QUEUED", "RUNNING"]));
  });

  it("leaves a key free when the run that it was for is refused", async () => {
    const by = await world.tenant(replica);
    const first = await start(by, limited("REFUSE"), "x");
    const again = { workflow: "played", input: "x", idempotencyKey: "later" };
    expect(await refusalOf(replica.workflows.startRun(by, again))).toMatchObject({ code: "CONFLICT" });
    await go(by, first);
    await eventually(async () => expect(await world.statusOf(first)).toBe("COMPLETED"));
    expect((await replica.workflows.startRun(by, again)).status).toBe("RUNNING");
  });

  it("fails the step whose run is refused, and not the turn", async () => {
    const by = await world.tenant(replica);
    await world.define(replica, by, { ...limited("REFUSE"), concurrency: { limit: 1, whenFull: "REFUSE" } }, "busy");
    await replica.workflows.startRun(by, { workflow: "busy" });
    const call = { type: "workflow", workflow: "busy" } as const;
    const runId = await start(by, {
      steps: [
        { id: "sub", ...call, continueOnError: true },
        { id: "after", type: "join", needs: ["sub"] },
      ],
    });
    expect(await ended(runId)).toBe("COMPLETED");
    expect(await world.statusesOf(runId)).toEqual({ sub: "FAILED", after: "COMPLETED" });
  });

  it("refuses, or makes room, where the definition says so", async () => {
    const by = await world.tenant(replica);
    await start(by, limited("REFUSE"), "x");
    expect(await refusalOf(start(by, limited("REFUSE"), "x"))).toMatchObject({ code: "CONFLICT" });
    const oldest = await start(by, limited("CANCEL_OLDEST"), "z");
    const newest = await start(by, limited("CANCEL_OLDEST"), "z");
    expect(await ended(oldest)).toBe("CANCELLED");
    await eventually(async () => expect(await world.statusOf(newest)).toBe("RUNNING"));
  });
});
