import { describe, expect, it } from "vitest";
import { deployment } from "../../examples/workflows/src/deployment.js";
import { documents } from "../../examples/workflows/src/documents.js";
import { nightly } from "../../examples/workflows/src/nightly.js";

/** Kinds of tasks and ids that a definition names, wherever it does. */
function namesIn(value: unknown, field: "kind" | "needs"): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === field ? [inner as string | readonly string[]].flat() : namesIn(inner, field),
  );
}

/** Ids of steps that expressions refer to. */
const referredIn = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/\bsteps\.(\w+)/g)].map(([, id]) => id ?? "");

describe.each([documents, deployment, nightly])("the example: $title", ({ kinds, workflow }) => {
  const definition = workflow.toDefinition();

  it("defines the kinds that it needs, and no more", () => {
    const used = new Set(namesIn(definition, "kind"));
    expect([...used].toSorted()).toEqual(kinds.map(({ name }) => name).toSorted());
  });

  it("refers to what is there by then", () => {
    const before = new Set<string>();
    for (const step of definition.steps) {
      for (const id of [...namesIn(step, "needs"), ...referredIn(step)]) expect(before).toContain(id);
      before.add(step.id);
    }
    for (const id of referredIn(definition.output)) expect(before).toContain(id);
  });
});
