import { describe, expect, it } from "vitest";
import { allowedActions } from "../../src/workflows/insight/actions.js";
import { hintOf, hints } from "../../src/workflows/insight/hints.js";
import { workflowRunStatuses, type WorkflowRun, type WorkflowRunStatus } from "../../src/workflows/model.js";
import { mayMoveRun, runMoves, stepMoves, type RunMove } from "../../src/workflows/states.js";

describe("what may be done with a run", () => {
  it.each<[WorkflowRunStatus, readonly string[]]>([
    ["QUEUED", ["CANCEL", "SIGNAL"]],
    ["RUNNING", ["PAUSE", "CANCEL", "SIGNAL"]],
    ["PAUSED", ["RESUME", "CANCEL", "SIGNAL"]],
    ["STOPPING", []],
    ["COMPENSATING", []],
    ["COMPLETED", []],
    ["FAILED", ["RETRY"]],
    ["CANCELLED", ["RETRY"]],
    ["COMPENSATED", ["RETRY"]],
    ["COMPENSATION_FAILED", ["RETRY"]],
  ])("that is %s: %s", (status, actions) => {
    expect(allowedActions({ status })).toEqual(actions);
  });

  it("is nothing when it is shown as it was", () => {
    const asOf = {} as WorkflowRun["asOf"];
    expect(allowedActions({ status: "RUNNING", asOf })).toEqual([]);
  });
});

describe("the tables of moves", () => {
  it("lead to every status of a run, and out of every one but COMPLETED", () => {
    // A run begins in the first.
    const reached = new Set<string | null>(["QUEUED", ...Object.values(runMoves).map(({ to }) => to)]);
    expect(workflowRunStatuses.filter((status) => !reached.has(status))).toEqual([]);
    const moves = Object.keys(runMoves) as RunMove[];
    const ends = workflowRunStatuses.filter((status) => moves.every((move) => !mayMoveRun(move, status)));
    expect(ends).toEqual(["COMPLETED"]);
  });

  it("say of each move who causes it, in a sentence", () => {
    for (const { who } of [...Object.values(runMoves), ...Object.values(stepMoves)]) expect(who).toMatch(/^[A-Z].*\.$/);
  });
});

describe("hints", () => {
  it("are there for every class of error, and differ", () => {
    const texts = Object.keys(hints).map((name) => hintOf(name as keyof typeof hints));
    expect(new Set(texts).size).toBe(8);
    for (const text of texts) expect(text).toMatch(/^[A-Z].{40,}\.$/);
  });
});
