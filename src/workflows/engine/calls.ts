import { MusterError } from "../../platform/errors.js";
import type { PlannedCall, PlannedSubRun } from "../definition/plan.js";
import { failForGood, failStep, runError } from "./failing.js";
import type { RunError } from "../model.js";
import type { StepState } from "./state.js";
import { dueOf } from "./timeouts.js";
import type { Turn } from "./turn.js";

/** A task that a step is to have done, and what it is for the step. */
export type TaskOrder = {
  readonly step: StepState;
  readonly call: PlannedCall;
  readonly input: unknown;
} & ({ readonly as: "MAIN" | "UNDO" } | { readonly as: "FALLBACK"; readonly error: RunError });

/** A run that a step is to start. */
export interface SubRunOrder {
  readonly step: StepState;
  readonly call: PlannedSubRun;
  readonly input: unknown;
}

/** Orders tasks, all that are ready at a time together. What is refused fails its step. */
export async function callTasks(turn: Turn, orders: readonly TaskOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const wishes = orders.map(({ step, call, input }) => ({
    taskId: turn.world.newId("task"),
    step: step.key,
    call,
    input,
  }));
  const answers = await turn.world.prepareTasks(wishes);
  for (const [index, order] of orders.entries()) {
    const answer = answers[index];
    // One that was refused before may have ended the run, or the step that this is an item of.
    if (!mayStill(turn, order)) {
      if (order.as === "FALLBACK") failForGood(turn, order.step, order.error);
    } else if (answer instanceof MusterError) {
      refuse(turn, order, answer);
    } else {
      turn.tasks.push(answer);
      begun(turn, order, wishes[index]?.taskId ?? "");
    }
  }
}

function mayStill({ state }: Turn, { step, as }: TaskOrder): boolean {
  if (as === "UNDO") return state.status === "COMPENSATING";
  if (as === "FALLBACK") return state.status === "RUNNING" || state.status === "PAUSED";
  if (step.status !== "PENDING") return false;
  return state.status === "RUNNING" || step.ordinal === state.plan.failureStep;
}

function begun(turn: Turn, order: TaskOrder, taskId: string): void {
  const { key } = order.step;
  if (order.as === "UNDO") turn.emit("STEP_COMPENSATING", { step: key, taskId });
  else if (order.as === "FALLBACK") turn.emit("STEP_RECOVERING", { step: key, taskId, error: order.error });
  else turn.emit("STEP_STARTED", { step: key, taskId, ...dueOf(turn, order.step) });
}

function refuse(turn: Turn, { step, as }: TaskOrder, { message }: MusterError): void {
  const error = runError("REFUSED", message, step.key);
  if (as === "MAIN") failStep(turn, step, error);
  else if (as === "FALLBACK") failForGood(turn, step, error);
  else turn.emit("STEP_COMPENSATION_FAILED", { step: step.key, error });
}

/** Starts a run within the run. */
export async function callRun(turn: Turn, { step, call, input }: SubRunOrder): Promise<void> {
  const runId = turn.world.newId("run");
  const answer = await turn.world.prepareSubRun({ runId, step, call, input });
  if (answer instanceof MusterError) return failStep(turn, step, runError("REFUSED", answer.message, step.key));
  turn.subRuns.push(answer);
  turn.emit("STEP_STARTED", { step: step.key, runId, ...dueOf(turn, step) });
}
