import type { Role } from "../../identity/index.js";
import type { Plan, PlannedStep, StepBody } from "../definition/plan.js";
import type { Step, StepType } from "../model.js";

/** What a step is by its definition, however it stands. */
export interface StepNature {
  readonly type: StepType;
  /** Ids of the steps that it needs. */
  readonly needs: readonly string[];
  /** The role that may answer; null unless it is an approval. */
  readonly approvalRole: Role | null;
}

const types: { readonly [Type in StepBody["type"]]: StepType } = {
  task: "TASK",
  workflow: "WORKFLOW",
  forEach: "FOR_EACH",
  switch: "SWITCH",
  sleep: "SLEEP",
  sleepUntil: "SLEEP_UNTIL",
  waitForSignal: "WAIT_FOR_SIGNAL",
  approval: "APPROVAL",
  emit: "EMIT",
  join: "JOIN",
};

type Place = Pick<Step, "ordinal" | "parentOrdinal">;

export function natureOf(plan: Plan, place: Place): StepNature {
  const { body, needs } = plannedOf(plan, place);
  if (place.parentOrdinal !== null) {
    return { type: types[body.type === "forEach" ? body.do.type : body.type], needs: [], approvalRole: null };
  }
  return {
    type: types[body.type],
    needs: needs.map((ordinal) => plan.steps[ordinal]?.id ?? ""),
    approvalRole: body.type === "approval" ? body.role : null,
  };
}

/** Whether its output is the list of its items'. */
export function fansOut(plan: Plan, place: Place): boolean {
  return place.parentOrdinal === null && plannedOf(plan, place).body.type === "forEach";
}

/** Of an item that of the step that fanned out. */
function plannedOf(plan: Plan, { ordinal, parentOrdinal }: Place): PlannedStep {
  const planned = plan.steps[parentOrdinal ?? ordinal];
  if (!planned) throw new Error(`The plan has no step ${parentOrdinal ?? ordinal}`);
  return planned;
}
