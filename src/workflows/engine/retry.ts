import { badInput } from "../../platform/errors.js";
import type { Plan } from "../definition/plan.js";
import type { RunFact } from "./facts.js";
import { mustAllow } from "./requests.js";
import { timeoutOf } from "./timeouts.js";
import type { RunState, StepState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * Begins a run again that did not complete. All that did not end well or was undone is done again, the steps that are named, and what follows
 * from any of them; the rest is kept. A step that fanned out does those of its items again that did not complete.
 */
export function retry(turn: Turn, { by, fromSteps }: Extract<RunFact, { type: "RETRY" }>): void {
  mustAllow(turn, "retry");
  const { state } = turn;
  const { plan } = state;
  const chosen = new Set([...unwell(state), ...(fromSteps === null ? [] : named(plan, fromSteps))]);
  const { again, reopened } = withPartlyDone(state, chosen);
  if (plan.failureStep !== null) again.add(plan.failureStep);
  const items = reopened.flatMap(({ ordinal }) =>
    (state.derived.items.get(ordinal)?.steps ?? []).filter(({ status }) => status !== "COMPLETED"),
  );
  turn.emit("RUN_RETRIED", {
    steps: [
      ...[...again].sort((a, b) => a - b).map((ordinal) => keyOf(state, ordinal)),
      ...items.map(({ key }) => key),
    ],
    reopened: reopened.map(({ key }) => key),
    by,
    ...timeoutOf(turn),
  });
}

/** Steps that fanned out and go on with their items; not those that follow from what is done again. */
function withPartlyDone(
  state: RunState,
  chosen: ReadonlySet<number>,
): { readonly again: Set<number>; readonly reopened: readonly StepState[] } {
  const { plan } = state;
  const partly = partlyDone(state);
  const behind = following(
    plan,
    partly.flatMap(({ ordinal }) => plan.steps[ordinal]?.dependants ?? []),
  );
  const again = following(plan, [...chosen, ...behind]);
  return { again, reopened: partly.filter(({ ordinal }) => !again.has(ordinal)) };
}

function named(plan: Plan, keys: readonly string[]): Set<number> {
  if (keys.length === 0) throw badInput("Name a step, or leave it out.", ["fromSteps"], "STEP_UNKNOWN");
  return new Set(
    keys.map((key, index) => {
      const ordinal = plan.ordinalOf.get(key);
      if (ordinal === undefined)
        throw badInput(`The workflow has no step ${key}.`, ["fromSteps", index], "STEP_UNKNOWN");
      return ordinal;
    }),
  );
}

const wellEnded: ReadonlySet<string> = new Set(["COMPLETED", "SKIPPED"]);

/** Those that did not end well, or were undone; of these that fan out only those that must begin anew. */
function unwell(state: RunState): Set<number> {
  const partly = new Set(partlyDone(state));
  return new Set(
    planned(state)
      .filter((step) => !partly.has(step) && (!wellEnded.has(step.status) || hasUndoneItems(state, step)))
      .map(({ ordinal }) => ordinal),
  );
}

/** Steps that fanned out and failed, of which no item was undone. */
function partlyDone(state: RunState): StepState[] {
  return planned(state).filter((step) => {
    const isHalf = step.status === "FAILED" || step.status === "CANCELLED";
    // One that was recovered from once has had its chance: it begins anew.
    return isHalf && step.phase === "MAIN" && state.derived.items.has(step.ordinal) && !hasUndoneItems(state, step);
  });
}

function hasUndoneItems({ derived }: RunState, { ordinal }: StepState): boolean {
  return (derived.items.get(ordinal)?.steps ?? []).some(({ status }) => status.startsWith("COMPENSAT"));
}

function planned({ plan, steps }: RunState): StepState[] {
  return steps.slice(0, plan.steps.length).filter(({ ordinal }) => ordinal !== plan.failureStep);
}

/** These and all that follow from them. */
function following(plan: Plan, from: Iterable<number>): Set<number> {
  const reached = new Set(from);
  const queue = [...from];
  for (let ordinal = queue.pop(); ordinal !== undefined; ordinal = queue.pop())
    for (const next of plan.steps[ordinal]?.dependants ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  return reached;
}

function keyOf({ plan }: RunState, ordinal: number): string {
  return plan.steps[ordinal]?.id ?? "";
}
