import { MusterError, notFound } from "../../platform/errors.js";
import type { RunFact } from "./facts.js";
import { endItems, endWork, failStep, plannedOf, runError, stop } from "./failing.js";
import { isOpen, stepByKey, type StepState } from "./state.js";
import type { Turn } from "./turn.js";
import { mayMoveRun, type RunMove } from "../states.js";

type Fact<Type extends RunFact["type"]> = Extract<RunFact, { type: Type }>;

const maxSignals = 100;

function invalidState(message: string, reason: string): MusterError {
  return new MusterError("INVALID_STATE", message, { reason });
}

/** Throws INVALID_STATE where the run does not allow the move. */
export function mustAllow({ state }: Turn, move: RunMove): void {
  if (!mayMoveRun(move, state.status))
    throw invalidState(`The run is ${state.status}: it cannot ${move}.`, "RUN_STATE_INVALID");
}

export function pause(turn: Turn, { by }: Fact<"PAUSE">): void {
  mustAllow(turn, "pause");
  turn.emit("RUN_PAUSED", { by });
}

export function resume(turn: Turn, { by }: Fact<"RESUME">): void {
  mustAllow(turn, "resume");
  turn.emit("RUN_RESUMED", { by });
}

/** A run that is being cancelled already is left alone. */
export function cancel(turn: Turn, { by, compensate, reason }: Fact<"CANCEL">): void {
  if (turn.state.status === "STOPPING" && turn.state.outcome === "CANCEL") return;
  mustAllow(turn, "cancel");
  const error = runError("CANCELLED", reason ?? "It was cancelled.", null);
  stop(turn, { outcome: "CANCEL", error, compensate, by });
}

/** Goes to the first step that waits for it, else is kept for the first one that will. */
export function signal(turn: Turn, { by, signal: name, payload }: Fact<"SIGNAL">): void {
  const { state } = turn;
  mustAllow(turn, "signal");
  if (state.signals.length >= maxSignals) {
    throw new MusterError("QUOTA_EXCEEDED", `At most ${maxSignals} signals wait in a run.`, {
      reason: "SIGNALS_TOO_MANY",
    });
  }
  const waiting = [...state.derived.active].find((step) => step.status === "WAITING" && isWaitingFor(turn, step, name));
  turn.emit("RUN_SIGNALLED", { signal: name, payload, by });
  if (waiting) turn.emit("STEP_COMPLETED", { step: waiting.key, output: payload, signalSeq: state.seq });
}

function isWaitingFor(turn: Turn, step: StepState, name: string): boolean {
  const { body } = plannedOf(turn, step);
  return body.type === "waitForSignal" && body.signal === name;
}

export function answer(turn: Turn, { by, comment, decision, role, step: key }: Fact<"ANSWER">): void {
  const step = find(turn, key);
  const { body } = plannedOf(turn, step);
  if (body.type !== "approval") throw invalidState(`The step ${key} is no approval.`, "STEP_NOT_AN_APPROVAL");
  if (role !== body.role && role !== "ADMIN")
    throw new MusterError("FORBIDDEN", `This is for the role ${body.role} to answer.`, { reason: "ROLE_FORBIDDEN" });
  if (step.status !== "WAITING")
    throw invalidState(`The approval ${key} is not open: it is ${step.status}.`, "APPROVAL_NOT_OPEN");
  if (decision === "APPROVE") return turn.emit("STEP_COMPLETED", { step: key, output: { decision, by, comment }, by });
  failStep(turn, step, runError("REJECTED", comment ?? "It was rejected.", key));
}

export function skip(turn: Turn, { by, step: key }: Fact<"SKIP">): void {
  const { state } = turn;
  const step = find(turn, key);
  mustAllow(turn, "skip");
  if (!isOpen(step) || step.ordinal === state.plan.failureStep)
    throw invalidState(`The step ${key} is ${step.status}: it cannot be skipped.`, "STEP_STATE_INVALID");
  endItems(turn, step);
  endWork(turn, step);
  turn.emit("STEP_SKIPPED", { step: key, reason: "REQUESTED", by });
}

function find({ state }: Turn, key: string): StepState {
  const step = stepByKey(state, key);
  if (!step) throw notFound("step", key, ["stepKey"]);
  return step;
}
