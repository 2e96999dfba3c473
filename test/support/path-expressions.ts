import type { ExpressionCompiler } from "../../src/workflows/triggers/ports.js";
import { ExpressionError, type Scope, type ScopeName } from "../../src/workflows/expressions/model.js";

const shape = /^(?<path>[a-z]+(?:\.\w+)*)(?: == (?<literal>.+))?$/;
const whole = /^\$\{(?<source>[^}]*)\}$/;

/** Expressions as far as triggers' tests go: `a.b.c` and `a.b.c == <JSON>`; a template fills in strings that are `${...}` as a whole. */
export const pathExpressions: ExpressionCompiler = {
  compileExpression(source, { names, expectBoolean }) {
    const { path = "", literal } = parse(source, names);
    const steps = path.split(".");
    return {
      source,
      steps: new Set(),
      names: new Set([steps[0] as ScopeName]),
      evaluate: (scope) => {
        const found = walk(scope, steps);
        const value = literal === undefined ? found : found === JSON.parse(literal);
        if (expectBoolean && typeof value !== "boolean") throw new ExpressionError("A condition is true or false");
        return value;
      },
    };
  },
  compileTemplate(source, options) {
    const paths = sourcesIn(source).map((text) => parse(text, options.names).path);
    const names = new Set(paths.map((path) => path?.split(".")[0] as ScopeName));
    return { steps: new Set(), names, isConstant: names.size === 0, render: (scope) => render(source, scope) };
  },
};

function parse(source: string, names: readonly string[]): Partial<Record<"path" | "literal", string>> {
  const found = shape.exec(source)?.groups;
  if (!found) throw new ExpressionError(`cannot be read: ${source}`);
  const [name = ""] = found["path"]?.split(".") ?? [];
  if (!names.includes(name)) throw new ExpressionError(`${name} is not there`);
  return found;
}

function sourcesIn(value: unknown): string[] {
  if (typeof value === "string") return [whole.exec(value)?.groups?.["source"] ?? []].flat();
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sourcesIn) : [];
}

function render(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") {
    const source = whole.exec(value)?.groups?.["source"];
    return source === undefined ? value : walk(scope, source.split("."));
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
