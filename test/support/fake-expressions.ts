import type { ExpressionCompiler, TextScope } from "../../src/workflows/definition/expression-compiler.js";
import { ExpressionError, type References, type ScopeName } from "../../src/workflows/expressions/model.js";

const constants = new Set(["true", "false", "null"]);

/**
 * Stands for the compiler of expressions: it finds what an expression reads, and refuses brackets that do not match and
 * names that are not in scope. It knows no grammar and evaluates nothing.
 */
export const fakeExpressions: ExpressionCompiler = {
  compileExpression(source, scope) {
    const inner = /^\s*\$\{(.*)\}\s*$/s.exec(source)?.[1] ?? source;
    return { ...referencesOf(inner, scope), source, evaluate: refuse };
  },
  compileTemplate(value, { report, ...scope }) {
    const found = { steps: new Set<string>(), names: new Set<ScopeName>() };
    let expressions = 0;
    walk(value, [], (text, path) => {
      for (const [, inner = ""] of text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)) {
        expressions += 1;
        try {
          const { steps, names } = referencesOf(inner, scope);
          for (const step of steps) found.steps.add(step);
          for (const name of names) found.names.add(name);
        } catch (error) {
          report(path, error instanceof Error ? error.message : String(error));
        }
      }
    });
    const isConstant = expressions === 0;
    return { ...found, isConstant, render: isConstant ? () => value : refuse };
  },
};

function refuse(): never {
  throw new ExpressionError("The fake evaluates nothing.");
}

function referencesOf(source: string, { names, steps }: TextScope): References {
  const code = source.replaceAll(/"[^"]*"|'[^']*'/g, "''");
  if (code.split("(").length !== code.split(")").length) throw new ExpressionError("A bracket is not closed.");
  const read = { steps: new Set<string>(), names: new Set<ScopeName>() };
  const locals = new Set(Array.from(code.matchAll(/\.(?:all|exists|filter|map)\((\w+),/g), ([, local]) => local));
  for (const [word] of code.matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w*\()/g)) {
    if (constants.has(word) || locals.has(word)) continue;
    const name = names.find((each) => each === word);
    if (!name) throw new ExpressionError(`Nothing is called ${word} here.`);
    read.names.add(name);
  }
  for (const [, id = ""] of code.matchAll(/(?<![\w.])steps\.(\w+)/g)) {
    if (!steps.has(id)) throw new ExpressionError(`There is no step ${id}.`);
    read.steps.add(id);
  }
  return read;
}

type Path = readonly (string | number)[];

function walk(value: unknown, path: Path, visit: (text: string, path: Path) => void): void {
  if (typeof value === "string") visit(value, path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    walk(inner, [...path, Array.isArray(value) ? Number(key) : key], visit);
  }
}
