import type { PlannedStep } from "../definition/plan.js";
import type { RunError, WorkflowErrorClass } from "../model.js";
import { isExpanded, isFinal, type StepState } from "./state.js";
import type { Turn } from "./turn.js";

const maxMessage = 1_000;

export function runError(errorClass: WorkflowErrorClass, message: string, step: string | null): RunError {
  return { class: errorClass, message: message.slice(0, maxMessage), step };
}

/** The planned step that a step is, or is an item of. */
export function plannedOf({ state }: Pick<Turn, "state">, step: StepState): PlannedStep {
  const planned = state.plan.steps[step.parent ?? step.ordinal];
  if (!planned) throw new Error(`Run ${state.id} has a step ${step.key} that is not of its plan`);
  return planned;
}

/** A step did not do what it should: what is done about it is done first, else it has failed, and perhaps the run. */
export function failStep(turn: Turn, step: StepState, error: RunError): void {
  const planned = plannedOf(turn, step);
  if (step.parent !== null) return failItem(turn, step, error);
  // Two of its items may fail in one turn.
  if (turn.recoveries.some((recovery) => recovery.step === step)) return;
  endItems(turn, step);
  const mayRecover = turn.state.status === "RUNNING" || turn.state.status === "PAUSED";
  if (planned.onFailure && step.phase === "MAIN" && mayRecover) {
    turn.recoveries.push({ step, error });
    return;
  }
  failForGood(turn, step, error);
}

/** When what was done about it did not help, or there is nothing to be done. */
export function failForGood(turn: Turn, step: StepState, error: RunError): void {
  const planned = plannedOf(turn, step);
  const isHandler = planned.ordinal === turn.state.plan.failureStep;
  const continues = planned.continueOnError || isHandler;
  turn.emit("STEP_FAILED", { step: step.key, error, continues });
  if (!continues) stop(turn, { outcome: "FAIL", error, compensate: true });
}

/** An item's failure is its step's, unless that goes on all the same. */
function failItem(turn: Turn, item: StepState, error: RunError): void {
  const planned = plannedOf(turn, item);
  turn.emit("STEP_FAILED", { step: item.key, error, continues: planned.continueOnError });
  const parent = turn.state.steps[planned.ordinal];
  if (planned.continueOnError || !parent || !isExpanded(parent)) return;
  failStep(turn, parent, error);
}

/** Tells the tasks and runs of a step's items to end. */
export function endItems(turn: Turn, step: StepState): void {
  for (const item of turn.state.derived.items.get(step.ordinal)?.steps ?? []) endWork(turn, item);
}

/** Tells the task or the run of a step to end: the step has ended when that has. */
export function endWork(turn: Turn, step: StepState): void {
  if (step.status !== "RUNNING") return;
  if (step.taskId !== null) turn.cancelTasks.push(step.taskId);
  else if (step.childRunId !== null) turn.cancelRuns.push(step.childRunId);
}

export interface Stop {
  readonly outcome: "FAIL" | "CANCEL";
  readonly error: RunError;
  readonly compensate: boolean;
  readonly by?: string;
}

/** The run ends before its time: what waits is cancelled, what is worked on is told to end. */
export function stop(turn: Turn, { outcome, error, compensate, by }: Stop): void {
  const { state } = turn;
  if (isFinal(state) || state.status === "STOPPING" || state.status === "COMPENSATING") return;
  const late = turn.recoveries.splice(0);
  turn.emit("RUN_STOPPING", { outcome, error, compensate, ...(by === undefined ? {} : { by }) });
  for (const { step, error: own } of late) turn.emit("STEP_FAILED", { step: step.key, error: own, continues: false });
  endAllWork(turn);
}

/** Of a run that stops: once more, in case that it was not heard. */
export function endAllWork(turn: Turn): void {
  const { derived, plan } = turn.state;
  for (const step of [...derived.active]) {
    if (step.ordinal === plan.failureStep) continue;
    if (step.status === "WAITING") turn.emit("STEP_CANCELLED", { step: step.key });
    else endWork(turn, step);
  }
}
