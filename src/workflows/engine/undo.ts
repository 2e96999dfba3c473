import { callTasks } from "./calls.js";
import { plannedOf, runError } from "./failing.js";
import { attempt, outputOf, scopeOf } from "./scope.js";
import { itemOf, type StepState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * Saga: what was completed is undone one step at a time, the last completed first, each undoing by a task of its own. One that
 * fails does not keep the others from being undone.
 */
export async function undoNext(turn: Turn): Promise<void> {
  const { state } = turn;
  if (!state.compensates || state.derived.counts.COMPENSATING > 0) return;
  const step = lastCompleted(turn);
  if (!step) return;
  if (state.status === "STOPPING") {
    const steps = undoable(turn).map(({ key }) => key);
    turn.emit("RUN_COMPENSATING", { steps });
  }
  const { body, compensate } = plannedOf(turn, step);
  if (!compensate) return;
  const parent = step.parent === null ? undefined : state.steps[step.parent];
  const ofItem =
    body.type === "forEach" && step.index !== null ? { item: itemOf(parent, step), index: step.index } : {};
  const output = await outputOf(turn, step);
  const scope = await scopeOf(turn, compensate.input, { ...ofItem, output });
  const input = attempt(() => compensate.input.render(scope));
  if ("problem" in input) {
    const error = runError("EXPRESSION", input.problem, step.key);
    turn.emit("STEP_COMPENSATION_FAILED", { step: step.key, error });
    return;
  }
  await callTasks(turn, [{ step, call: compensate, input: input.value, as: "UNDO" }]);
}

function lastCompleted(turn: Turn): StepState | undefined {
  return undoable(turn)[0];
}

/** In reverse order of completion. A step that fans out is undone item by item. */
function undoable(turn: Turn): StepState[] {
  return turn.state.steps.filter((step) => isUndoable(turn, step)).sort(byCompletion);
}

function isUndoable(turn: Turn, step: StepState): boolean {
  if (step.status !== "COMPLETED" || step.ordinal === turn.state.plan.failureStep) return false;
  const { body, compensate } = plannedOf(turn, step);
  // A step that fans out and was recovered from has an outcome of its own.
  const isWhole = step.parent !== null || body.type !== "forEach" || step.phase === "FALLBACK";
  return compensate !== null && isWhole;
}

function byCompletion(a: StepState, b: StepState): number {
  return (b.completedSeq ?? 0) - (a.completedSeq ?? 0);
}
