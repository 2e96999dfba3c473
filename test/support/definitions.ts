import { compileDefinition } from "../../src/workflows/definition/compile.js";
import type { Plan, PlannedStep, Problem } from "../../src/workflows/definition/plan.js";

/** The plan of a definition that nothing is wrong with. */
export function planOf(definition: unknown): Plan {
  const compilation = compileDefinition(definition);
  if ("plan" in compilation) return compilation.plan;
  throw new Error(compilation.problems.map(describe).join("\n"));
}

/** A step of it by its id. */
export function stepOf(plan: Plan, id: string): PlannedStep {
  const step = plan.steps[plan.ordinalOf.get(id) ?? -1];
  if (!step) throw new Error(`The plan has no step ${id}.`);
  return step;
}

export function problemsOf(definition: unknown): readonly Problem[] {
  const compilation = compileDefinition(definition);
  return "plan" in compilation ? [] : compilation.problems;
}

/** Each problem as `steps.0.kind FIELD_MISSING`. */
export function toldOf(definition: unknown): string[] {
  return problemsOf(definition).map(({ path, reason }) => `${path.join(".")} ${reason}`);
}

function describe({ path, reason, message }: Problem): string {
  return `${path.join(".")} ${reason}: ${message}`;
}

/** A task step with what a test is about. */
export function task(id: string, more: object = {}): object {
  return { id, kind: "work", ...more };
}
