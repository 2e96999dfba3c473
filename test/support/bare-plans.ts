import type { Role } from "../../src/identity/index.js";
import type { StepSource } from "../../src/workflows/definition/model.js";
import type { Plan, PlannedCall, PlannedStep, PlannedSubRun, StepBody } from "../../src/workflows/definition/plan.js";
import type { Expression, Template } from "../../src/workflows/expressions/model.js";

/** A step without its expressions; a task unless said. */
export interface BareStep {
  readonly id: string;
  readonly type?: StepBody["type"];
  readonly needs?: readonly string[];
  /** Of `forEach`; a task unless said. */
  readonly does?: "task" | "workflow";
  readonly role?: Role;
}

/** The shape of a plan, for those who look at nothing else. `onFailure` is the definition's own, where there is one. */
export function barePlan(steps: readonly BareStep[]): Plan {
  const ordinalOf = new Map(steps.map(({ id }, ordinal) => [id, ordinal]));
  const needs = steps.map((step) => (step.needs ?? []).map((id) => ordinalOf.get(id) ?? -1));
  const dependants = steps.map((): number[] => []);
  for (const [ordinal, needed] of needs.entries()) for (const need of needed) dependants[need]?.push(ordinal);
  const planned = steps.map((step, ordinal): PlannedStep => ({
    ...{ ordinal, id: step.id, needs: needs[ordinal] ?? [], dependants: dependants[ordinal] ?? [], branches: [] },
    ...{ when: null, timeoutMs: null, runsAfterSkipped: false, continueOnError: false },
    ...{ onFailure: null, compensate: null, body: bodies[step.type ?? "task"](step) },
  }));
  const source = { steps: steps.map(({ id }): StepSource => ({ id, type: "join" })) };
  const failureStep = ordinalOf.get("onFailure") ?? null;
  return { source, steps: planned, ordinalOf, output: null, timeoutMs: null, concurrency: null, failureStep };
}

/** One after the other, `count` of them: `s0`, `s1`, ... */
export function chainOf(count: number): BareStep[] {
  return Array.from({ length: count }, (_, index) => ({ id: `s${index}`, needs: index > 0 ? [`s${index - 1}`] : [] }));
}

const reads = { steps: new Set<string>(), names: new Set<never>() };
const nothing: Template = { ...reads, isConstant: true, render: () => null };
const never: Expression = { ...reads, source: "false", evaluate: () => false };
const call: PlannedCall = {
  ...{ type: "task", kind: "work", input: nothing, requiredCapabilities: [] },
  ...{ priority: null, retry: null, attemptTimeoutMs: null, sandbox: null },
};
const subRun: PlannedSubRun = { type: "workflow", workflow: "inner", version: null, input: nothing };

const bodies: { readonly [Type in StepBody["type"]]: (step: BareStep) => StepBody } = {
  task: () => call,
  workflow: () => subRun,
  forEach: ({ does }) => ({
    type: "forEach",
    items: nothing,
    concurrency: 10,
    do: does === "workflow" ? subRun : call,
  }),
  switch: () => ({ type: "switch", cases: [never], hasDefault: false }),
  sleep: () => ({ type: "sleep", durationMs: nothing }),
  sleepUntil: () => ({ type: "sleepUntil", until: nothing }),
  waitForSignal: () => ({ type: "waitForSignal", signal: "go", default: null }),
  approval: ({ role = "SUPERVISOR" }) => ({ type: "approval", role, message: nothing, default: null }),
  emit: () => ({ type: "emit", event: "told", data: nothing }),
  join: () => ({ type: "join" }),
};
