import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { vi } from "vitest";
import { badInput } from "../../src/platform/errors.js";
import type { Step, WorkflowRun } from "../../src/workflows/index.js";
import { WorkflowGraph, type Writing } from "../support/workflow-graph.js";

let graph: WorkflowGraph;
let run: WorkflowRun;
let step: Step;

beforeAll(async () => {
  graph = await WorkflowGraph.open();
  ({ run, step } = await graph.run());
});
afterAll(() => graph.close());

describe("what people do with runs", () => {
  it.each<[string, string, keyof Writing, unknown]>([
    [
      "startWorkflowRun",
      'input: { workflow: "w", input: { a: 1 }, labels: { b: "c" }, version: 1, idempotencyKey: "k" }',
      "startRun",
      { workflow: "w", input: { a: 1 }, labels: { b: "c" }, version: 1, idempotencyKey: "k", priority: "NORMAL" },
    ],
    ["pauseWorkflowRun", 'id: "r"', "pause", "r"],
    ["resumeWorkflowRun", 'id: "r"', "resume", "r"],
    ["cancelWorkflowRun", 'input: { id: "r" }', "cancel", { id: "r", compensate: false, reason: null }],
    [
      "cancelWorkflowRun",
      'input: { id: "r", compensate: true, reason: "x" }',
      "cancel",
      { id: "r", compensate: true, reason: "x" },
    ],
    ["retryWorkflowRun", 'input: { id: "r" }', "retry", { id: "r", fromSteps: null }],
    ["retryWorkflowRun", 'input: { id: "r", fromSteps: ["a"] }', "retry", { id: "r", fromSteps: ["a"] }],
    [
      "signalWorkflowRun",
      'input: { id: "r", signal: "go", payload: [1] }',
      "signal",
      { id: "r", signal: "go", payload: [1] },
    ],
  ])("is told by %s(%s)", async (field, args, method, expected) => {
    const asked = graph.writing[method] as ReturnType<typeof vi.fn>;
    asked.mockResolvedValueOnce(run);
    const { data, errors } = await graph.ask(`mutation { ${field}(${args}) { run { id status } } }`);
    expect(errors).toEqual([]);
    expect(data[field]).toEqual({ run: { id: run.id, status: "RUNNING" } });
    expect(asked).toHaveBeenLastCalledWith(graph.admin, expected);
  });

  it.each<[string, string, keyof Writing, object]>([
    [
      "answerApproval",
      'input: { runId: "r", stepKey: "a", decision: REJECT }',
      "answer",
      { runId: "r", stepKey: "a", decision: "REJECT", comment: null },
    ],
    ["skipStep", 'input: { runId: "r", stepKey: "a" }', "skip", { runId: "r", stepKey: "a" }],
  ])("is told by %s(%s) of a step", async (field, args, method, expected) => {
    const asked = graph.writing[method] as ReturnType<typeof vi.fn>;
    asked.mockResolvedValueOnce(step);
    const { data, errors } = await graph.ask(`mutation { ${field}(${args}) { step { key type run { id } } } }`);
    expect(errors).toEqual([]);
    expect(data[field]).toEqual({ step: { key: "a", type: "TASK", run: { id: run.id } } });
    expect(asked).toHaveBeenLastCalledWith(graph.admin, expected);
  });

  it.each([
    ["startWorkflowRun", 'input: { workflow: "w" }', "startRun", ["input", "at"]],
    ["pauseWorkflowRun", 'id: "r"', "pause", ["at"]],
    ["resumeWorkflowRun", 'id: "r"', "resume", ["at"]],
    ["cancelWorkflowRun", 'input: { id: "r" }', "cancel", ["input", "at"]],
    ["retryWorkflowRun", 'input: { id: "r" }', "retry", ["input", "at"]],
    ["signalWorkflowRun", 'input: { id: "r", signal: "s" }', "signal", ["input", "at"]],
  ] as const)("names the bad argument of %s", async (field, args, method, path) => {
    graph.writing[method].mockRejectedValueOnce(badInput("No.", ["at"]));
    expect((await graph.ask(`mutation { ${field}(${args}) { run { id } } }`)).errors).toMatchObject([{ path }]);
  });
});
