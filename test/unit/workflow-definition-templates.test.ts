import { describe, expect, it } from "vitest";
import { workflowTemplates } from "../../src/workflows/definition/templates.js";
import type { StepType } from "../../src/workflows/definition/schema-steps.js";
import { planOf, problemsOf } from "../support/definitions.js";

describe("a template", () => {
  it.each(workflowTemplates.map((template) => [template.name, template] as const))(
    "can be run: %s",
    (_name, template) => {
      expect(problemsOf(template.definition)).toEqual([]);
      expect(template.definition.description).toBeTruthy();
      expect(template.description).toMatch(/\.$/);
    },
  );

  it("is JSON and nothing else", () => {
    for (const { definition } of workflowTemplates) expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  });

  it("has a name of its own", () => {
    const names = workflowTemplates.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  it("shows what a person may want to see, with the others", () => {
    const types = new Set(
      workflowTemplates.flatMap(({ definition }) => planOf(definition).steps.map(({ body }) => body.type)),
    );
    const expected: StepType[] = ["task", "forEach", "switch", "join", "approval", "waitForSignal", "emit"];
    expect(expected.filter((type) => !types.has(type))).toEqual([]);
    const steps = workflowTemplates.flatMap(({ definition }) => definition.steps);
    expect(steps.some(({ compensate }) => compensate)).toBe(true);
    expect(steps.some(({ onFailure }) => onFailure)).toBe(true);
  });
});
