import type { ExpressionCompiler } from "../../src/workflows/triggers/ports.js";
import { ExpressionError, type Scope, type ScopeName } from "../../src/workflows/expressions/model.js";

const shape = /^(?<path>[a-z]+(?:\.\w+)*)(?: == (?<literal>.+))?$/;
const whole = /^\$\{(?<source>[^}]*)\}$/;

/** Expressions as far as triggers' tests go: `a.b.c` and `a.b.c == <JSON>`; a template fills in strings that are `${...}` as a whole. */
export const pathExpressions: ExpressionCompiler = {
  compileExpression(source) {
    const { path = "", literal } = parse(source);
    const steps = path.split(".");
    return {
      source,
      steps: new Set(),
      names: new Set([steps[0] as ScopeName]),
      evaluate: (scope) => {
        const value = walk(scope, steps);
        return literal === undefined ? value : value === JSON.parse(literal);
      },
    };
  },
  compileTemplate(source) {
    const names = new Set(sourcesIn(source).map((text) => parse(text).path?.split(".")[0] as ScopeName));
    return { steps: new Set(), names, isConstant: names.size === 0, render: (scope) => render(source, scope) };
  },
};

function parse(source: string): Partial<Record<"path" | "literal", string>> {
  const found = shape.exec(source)?.groups;
  if (!found) throw new ExpressionError(`cannot be read: ${source}`);
  return found;
}

function sourcesIn(value: unknown): string[] {
  if (typeof value === "string") return [whole.exec(value)?.groups?.["source"] ?? []].flat();
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sourcesIn) : [];
}

function render(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") {
    const source = whole.exec(value)?.groups?.["source"];
    return source === undefined ? value : pathExpressions.compileExpression(source).evaluate(scope);
  }
  if (Array.isArray(value)) return value.map((item) => render(item, scope));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, render(item, scope)]));
}

function walk(scope: Scope, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (typeof value === "object" && value !== null && step in value) return (value as Record<string, unknown>)[step];
    throw new ExpressionError(`no such field: ${step}`);
  }, scope);
}
