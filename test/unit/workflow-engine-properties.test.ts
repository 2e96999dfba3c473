import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSnapshot, toSnapshot } from "../../src/workflows/engine/snapshot.js";
import { isFinal } from "../../src/workflows/engine/state.js";
import { PlayedRun } from "../support/played-run.js";
import { randomSteps, toDefinition } from "../support/random-workflows.js";
import { RunModel, type ModelStep } from "../support/run-model.js";

/** What a test does next: which of the open tasks ends, and how. */
interface Move {
  readonly which: number;
  readonly isGood: boolean;
  readonly cancels: boolean;
}

const move = fc.record({
  which: fc.nat(),
  isGood: fc.integer({ min: 0, max: 3 }).map((dice) => dice > 0),
  cancels: fc.integer({ min: 0, max: 30 }).map((dice) => dice === 0),
});

async function end(run: PlayedRun, step: string, isGood: boolean): Promise<void> {
  if (isGood) return run.complete(step);
  return run.state.status === "STOPPING" ? run.cancel(step) : run.fail(step);
}

async function play(steps: readonly ModelStep[], moves: readonly Move[]): Promise<PlayedRun> {
  const model = new RunModel(steps);
  const run = await PlayedRun.start(toDefinition(steps));
  expectAlike(run, model);
  for (let turn = 0; !isFinal(run.state); turn++) {
    const { which, isGood, cancels } = moves[turn % moves.length] ?? { which: 0, isGood: true, cancels: false };
    const step = run.open[which % run.open.length] ?? "";
    if (cancels && run.state.status === "RUNNING") {
      model.apply({ type: "CANCEL", compensate: isGood });
      await run.tell({ type: "CANCEL", by: "user_1", compensate: isGood, reason: null });
    } else {
      model.apply({ type: "END", step, isGood });
      await end(run, step, isGood);
    }
    expectAlike(run, model);
  }
  return run;
}

function expectAlike(run: PlayedRun, model: RunModel): void {
  expect(run.state.status).toBe(model.runStatus);
  expect(Object.fromEntries(run.state.steps.map(({ key, status }) => [key, status]))).toEqual(
    Object.fromEntries(model.status),
  );
  expect(run.open.toSorted()).toEqual([...model.open].toSorted());
  expect(run.typesOf("STEP_COMPENSATED")).toEqual(model.undone);
}

describe("any graph, whatever happens to it", () => {
  it("comes to what the model says, after every turn", async () => {
    await fc.assert(
      fc.asyncProperty(randomSteps(12), fc.array(move, { minLength: 1, maxLength: 40 }), async (steps, moves) => {
        await play(steps, moves);
      }),
      { numRuns: 300 },
    );
  });

  it("is what its log gives, folded from the beginning or from a snapshot", async () => {
    await fc.assert(
      fc.asyncProperty(randomSteps(10), fc.array(move, { minLength: 1, maxLength: 30 }), async (steps, moves) => {
        const run = await play(steps, moves);
        const replayed = run.replay();
        expect(toSnapshot(replayed)).toEqual(toSnapshot(run.state));
        expect(replayed.derived.counts).toEqual(run.state.derived.counts);
        const read = fromSnapshot(run.state.id, run.state.plan, JSON.parse(JSON.stringify(toSnapshot(run.state))));
        expect(toSnapshot(read)).toEqual(toSnapshot(run.state));
        expect([...read.derived.unmet]).toEqual([...run.state.derived.unmet]);
      }),
      { numRuns: 200 },
    );
  });

  it("comes to the same when a turn hears several things at once", async () => {
    const joined = [0, 1, 2].map((index) => ({ id: `a${index}`, kind: "work" }));
    const source = { steps: [...joined, { id: "join", type: "join" as const, needs: joined.map(({ id }) => id) }] };
    const run = await PlayedRun.start(source);
    await run.tellAll(
      [...run.tasks].map(([taskId, { step }]) => ({
        type: "TASK_ENDED",
        taskId,
        step,
        status: "COMPLETED",
        error: null,
      })),
    );
    expect(run.state.status).toBe("COMPLETED");
  });
});
