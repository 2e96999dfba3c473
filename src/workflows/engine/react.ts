import { answer, cancel, pause, resume, signal, skip } from "./requests.js";
import type { EndedRun, EndedTask, RunFact } from "./facts.js";
import { endAllWork, endWork, failStep, plannedOf, runError, stop } from "./failing.js";
import { retry } from "./retry.js";
import { isExpanded, isFinal, stepByKey, type StepState } from "./state.js";
import { timeoutOf } from "./timeouts.js";
import type { Turn } from "./turn.js";
import type { RunError, WorkflowErrorClass } from "../model.js";

/**
 * What a fact does to a run, before anything that follows from it is begun (`advance`). Throws a MusterError for what a
 * person asked for and cannot have; then nothing has changed.
 */
export function react(turn: Turn, fact: RunFact): void {
  switch (fact.type) {
    case "TASK_ENDED":
      return taskEnded(turn, fact);
    case "RUN_ENDED":
      return runEnded(turn, fact);
    case "LOOK":
      return look(turn);
    case "ADMIT":
      // Whether its turn has come was found out under the lock that guards the count.
      if (turn.state.status === "QUEUED") turn.emit("RUN_STARTED", timeoutOf(turn));
      return;
    case "PAUSE":
      return pause(turn, fact);
    case "RESUME":
      return resume(turn, fact);
    case "CANCEL":
      return cancel(turn, fact);
    case "RETRY":
      return retry(turn, fact);
    case "SIGNAL":
      return signal(turn, fact);
    case "ANSWER":
      return answer(turn, fact);
    case "SKIP":
      return skip(turn, fact);
  }
}

function taskEnded(turn: Turn, { taskId, step: key, status, error }: EndedTask): void {
  const step = stepByKey(turn.state, key);
  if (step?.undoTaskId === taskId && step.status === "COMPENSATING") {
    if (status === "COMPLETED") turn.emit("STEP_COMPENSATED", { step: key });
    else turn.emit("STEP_COMPENSATION_FAILED", { step: key, error: taskError(key, status, error) });
    return;
  }
  if (step?.taskId !== taskId || step.status !== "RUNNING") return;
  if (status === "COMPLETED") turn.emit("STEP_COMPLETED", { step: key });
  else if (status === "CANCELLED" && isBeingEnded(turn, step)) turn.emit("STEP_CANCELLED", { step: key });
  else failStep(turn, step, taskError(key, status, error));
}

function runEnded(turn: Turn, { runId, status, error }: EndedRun): void {
  const step = [...turn.state.derived.active].find(({ childRunId }) => childRunId === runId);
  if (step?.status !== "RUNNING" || step.taskId !== null) return;
  if (status === "COMPLETED") turn.emit("STEP_COMPLETED", { step: step.key });
  else if (turn.state.status === "STOPPING" || isBeingEnded(turn, step))
    turn.emit("STEP_CANCELLED", { step: step.key });
  else {
    const message = `Run ${runId} is ${status}${error ? `: ${error.message}` : ""}`;
    failStep(turn, step, runError("SUB_RUN", message, step.key));
  }
}

/** Whether the run, or the step that it is an item of, has told it to end. */
function isBeingEnded({ state }: Turn, step: StepState): boolean {
  if (step.ordinal === state.plan.failureStep) return false;
  if (state.status === "STOPPING") return true;
  const parent = step.parent === null ? undefined : state.steps[step.parent];
  return parent !== undefined && !isExpanded(parent);
}

const classes: Readonly<Record<string, WorkflowErrorClass>> = { TIMEOUT: "TIMEOUT", LEASE_LOST: "AGENT_LOST" };

function taskError(key: string, status: EndedTask["status"], error: EndedTask["error"]): RunError {
  if (status === "CANCELLED") return runError("CANCELLED", "Its task was cancelled.", key);
  return runError(classes[error?.reason ?? ""] ?? "TASK_FAILED", error?.message ?? "Its task failed.", key);
}

/** What the clock says, and what was not heard. */
function look(turn: Turn): void {
  const { state, at } = turn;
  if (isFinal(state)) return;
  const isStopped = state.status === "STOPPING" || state.status === "COMPENSATING";
  if (!isStopped && state.timeoutAt && state.timeoutAt <= at) {
    stop(turn, { outcome: "FAIL", error: runError("TIMEOUT", "The run took too long.", null), compensate: true });
    return;
  }
  if (isStopped) return endAllWork(turn);
  for (const step of [...state.derived.active])
    if (step.dueAt && step.dueAt <= at && isActiveStill(turn, step)) due(turn, step);
}

/** What was due before may have ended it. */
function isActiveStill({ state }: Turn, step: StepState): boolean {
  return state.derived.active.has(step) && (state.status === "RUNNING" || state.status === "PAUSED");
}

function due(turn: Turn, step: StepState): void {
  const { body } = plannedOf(turn, step);
  if (step.status === "RUNNING") {
    endWork(turn, step);
    return failStep(turn, step, runError("TIMEOUT", "The step took too long.", step.key));
  }
  switch (body.type) {
    case "sleep":
    case "sleepUntil":
      return turn.emit("STEP_COMPLETED", { step: step.key });
    case "waitForSignal":
      if (body.default) turn.defaults.push(step);
      else failStep(turn, step, runError("TIMEOUT", `No signal ${body.signal} came in time.`, step.key));
      return;
    case "approval":
      return unanswered(turn, step, body.default);
    default:
      return;
  }
}

function unanswered(turn: Turn, step: StepState, decision: "APPROVE" | "REJECT" | null): void {
  const output = { decision, by: null, comment: null };
  if (decision === "APPROVE") turn.emit("STEP_COMPLETED", { step: step.key, output });
  else if (decision === "REJECT") failStep(turn, step, runError("REJECTED", "Nobody approved it in time.", step.key));
  else failStep(turn, step, runError("TIMEOUT", "Nobody answered in time.", step.key));
}
