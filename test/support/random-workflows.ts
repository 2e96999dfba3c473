import fc from "fast-check";
import type { StepSource, WorkflowSource } from "../../src/workflows/definition/model.js";
import type { ModelStep } from "./run-model.js";

/** Graphs of up to `most` steps, each needing some of those before it. */
export function randomSteps(most: number): fc.Arbitrary<ModelStep[]> {
  const step = fc.record({
    isJoin: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
    needs: fc.array(fc.nat({ max: 1_000 }), { maxLength: 3 }),
    isWanted: fc.integer({ min: 0, max: 7 }).map((dice) => dice > 0),
    continueOnError: fc.boolean(),
    hasFallback: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
    hasCompensation: fc.boolean(),
  });
  return fc.array(step, { minLength: 1, maxLength: most }).map((steps) =>
    steps.map((one, index) => ({
      ...one,
      id: `s${index}`,
      hasFallback: one.hasFallback && !one.isJoin,
      // Joins that end in the same turn have no order of their own to be undone in.
      hasCompensation: one.hasCompensation && !one.isJoin,
      needs: index === 0 ? [] : [...new Set(one.needs.map((need) => `s${need % index}`))],
    })),
  );
}

/** The model's steps as a definition. */
export function toDefinition(steps: readonly ModelStep[], { kind = "work", undo = "undo" } = {}): WorkflowSource {
  return { steps: steps.map((step) => toStep(step, kind, undo)) };
}

function toStep(step: ModelStep, kind: string, undo: string): StepSource {
  const { id, needs, continueOnError, hasFallback, hasCompensation, isJoin, isWanted } = step;
  const common = {
    id,
    needs,
    ...(isWanted ? {} : { when: "false" }),
    ...(continueOnError ? { continueOnError } : {}),
    ...(hasFallback ? { onFailure: { kind } } : {}),
    ...(hasCompensation ? { compensate: { kind: undo } } : {}),
  };
  return isJoin ? { ...common, type: "join" } : { ...common, kind };
}
