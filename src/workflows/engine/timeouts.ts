import { plannedOf } from "./failing.js";
import type { StepState } from "./state.js";
import type { Turn } from "./turn.js";

/** When a run that begins now times out. */
export function timeoutOf(turn: Turn): { readonly timeoutAt?: string } {
  const { timeoutMs } = turn.state.plan;
  return timeoutMs === null ? {} : { timeoutAt: turn.after(timeoutMs) };
}

/** When a step that begins now times out. */
export function dueOf(turn: Turn, step: StepState): { readonly dueAt?: string } {
  const { timeoutMs } = plannedOf(turn, step);
  return timeoutMs === null || step.parent !== null ? {} : { dueAt: turn.after(timeoutMs) };
}
