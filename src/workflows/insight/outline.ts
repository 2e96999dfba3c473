import type { Plan } from "../definition/plan.js";
import { isOpen, type RunState } from "../engine/state.js";
import type { StepStatus } from "../model.js";

/** How a step stands, as far as a run's progress follows from it. */
export interface StepOutline {
  readonly status: StepStatus;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly dueAt: Date | null;
  /** Of a step that has fanned out. */
  readonly items: { readonly total: number; readonly ended: number } | null;
}

export interface RunOutline {
  readonly plan: Plan;
  /** By ordinal of the plan's steps. */
  readonly steps: readonly StepOutline[];
}

const open: ReadonlySet<StepStatus> = new Set(["PENDING", "RUNNING", "WAITING", "COMPENSATING"]);

export function hasEnded({ status }: Pick<StepOutline, "status">): boolean {
  return !open.has(status);
}

/** Whether it has any part in the run: the definition's `onFailure` waits for a failure that seldom comes. */
export function takesPart({ plan, steps }: RunOutline, ordinal: number): boolean {
  return ordinal !== plan.failureStep || steps[ordinal]?.startedAt !== null;
}

/** Of a run as folding its events has given it. */
export function outlineOf({ plan, steps, derived }: RunState): RunOutline {
  return {
    plan,
    steps: steps.slice(0, plan.steps.length).map((step) => {
      const items = derived.items.get(step.ordinal)?.steps;
      const { status, startedAt, finishedAt, dueAt } = step;
      const counts = items && { total: items.length, ended: items.filter((item) => !isOpen(item)).length };
      return { status, startedAt, finishedAt, dueAt, items: counts ?? null };
    }),
  };
}
