import type { ASTNode } from "@marcbachmann/cel-js";
import { Fault } from "./fault.js";
import { keysOf } from "./fields.js";
import { dyn, kindOf, wordFor, type Known } from "./kinds.js";
import { compileBool, forgivable } from "./logic.js";
import { textOf, type Node, type Part, type Site } from "./site.js";
import type { Evaluation } from "./evaluation.js";

/** One of `list.all(x, body)` and the like. */
interface Comprehension {
  readonly site: Site;
  readonly node: Node<"rcall">;
  /** Inside, where the variable is known. */
  readonly inner: Site;
  readonly range: Part;
  /** What the variable is. */
  readonly element: Known;
  /** Where in `locals` it is. */
  readonly slot: number;
}

type Macro = (comprehension: Comprehension, bodies: readonly ASTNode[]) => Part;

const macros: ReadonlyMap<string, { readonly macro: Macro; readonly bodies: readonly number[] }> = new Map([
  ["all", { macro: quantifier(false), bodies: [1] }],
  ["exists", { macro: quantifier(true), bodies: [1] }],
  ["exists_one", { macro: existsOne, bodies: [1] }],
  ["filter", { macro: filter, bodies: [1] }],
  ["map", { macro: map, bodies: [1, 2] }],
]);

/** Null where the call is none of a comprehension. */
export function compileComprehension(node: Node<"rcall">, site: Site): Part | null {
  const [name, range, [variable, ...bodies]] = node.args;
  const found = macros.get(name);
  if (!found?.bodies.includes(bodies.length) || variable?.op !== "id") return null;
  if (site.locals.length >= site.maxNesting) {
    throw new Fault(`\`all\`, \`map\` and the like may be nested ${site.maxNesting} deep`, node.start);
  }
  const part = site.compile(range);
  const element = elementOf(part.known, { node: range, site });
  const inner = { ...site, locals: [...site.locals, { name: variable.args, known: element }] };
  return found.macro({ site, node, inner, range: part, element, slot: site.locals.length }, bodies);
}

function elementOf({ kind, element }: Known, { node, site }: { readonly node: ASTNode; readonly site: Site }): Known {
  if (kind === "list") return element ?? dyn;
  if (kind === "map" || kind === "dyn") return dyn;
  throw new Fault(`${textOf(node, site)} is ${wordFor(kind)}: neither a list nor an object`, node.start);
}

/** What to go through: elements of a list, keys of a map. */
function itemsOf({ range, node, site }: Comprehension, evaluation: Evaluation): readonly unknown[] {
  const value = range.run(evaluation);
  if (Array.isArray(value)) return value;
  const kind = kindOf(value);
  const [, target] = node.args;
  if (kind !== "map")
    throw new Fault(`${textOf(target, site)} is ${wordFor(kind)}: neither a list nor an object`, target.start);
  const keys = keysOf(value as object);
  evaluation.spend(10 * keys.length);
  return keys;
}

/** Compiles with `compile`, and says what one run of it costs: each of its parts takes at most 40 ns. */
function measured<Result>({ inner }: Comprehension, compile: () => Result): { body: Result; units: number } {
  const before = inner.countParts();
  const body = compile();
  return { body, units: 3 + 4 * (inner.countParts() - before) };
}

/** `all` and `exists`: as with `&&` and `||`, an item that decides makes faults of others count for nothing. */
function quantifier(decisive: boolean): Macro {
  return (comprehension, [test]) => {
    const { slot, inner } = comprehension;
    const { body, units } = measured(comprehension, () => compileBool(present(test), inner));
    const run: Part["run"] = (evaluation) => {
      let fault: Fault | null = null;
      for (const item of itemsOf(comprehension, evaluation)) {
        evaluation.spend(units);
        evaluation.locals[slot] = item;
        try {
          if (body(evaluation) === decisive) return decisive;
        } catch (error) {
          // Each one is paid for, the first is told.
          const forgiven = forgivable(error, evaluation);
          fault ??= forgiven;
        }
      }
      if (fault) throw fault;
      return !decisive;
    };
    return { known: { kind: "bool" }, run };
  };
}

function existsOne(comprehension: Comprehension, [test]: readonly ASTNode[]): Part {
  const { slot, inner } = comprehension;
  const { body, units } = measured(comprehension, () => compileBool(present(test), inner));
  const run: Part["run"] = (evaluation) => {
    let found = 0;
    for (const item of itemsOf(comprehension, evaluation)) {
      evaluation.spend(units);
      evaluation.locals[slot] = item;
      if (body(evaluation)) found++;
    }
    return found === 1;
  };
  return { known: { kind: "bool" }, run };
}

function filter(comprehension: Comprehension, [test]: readonly ASTNode[]): Part {
  const { slot, inner, element } = comprehension;
  const { body, units } = measured(comprehension, () => compileBool(present(test), inner));
  const run: Part["run"] = (evaluation) => {
    const kept: unknown[] = [];
    for (const item of itemsOf(comprehension, evaluation)) {
      evaluation.spend(units);
      evaluation.locals[slot] = item;
      if (body(evaluation)) kept.push(item);
    }
    return kept;
  };
  return { known: { kind: "list", element }, run };
}

/** `map(x, result)`, and `map(x, test, result)` for those items that meet the test. */
function map(comprehension: Comprehension, bodies: readonly ASTNode[]): Part {
  const { slot, inner } = comprehension;
  const [test] = bodies.length === 2 ? bodies : [];
  const { body, units } = measured(comprehension, () => ({
    passes: test ? compileBool(test, inner) : () => true,
    result: inner.compile(present(bodies.at(-1))),
  }));
  const run: Part["run"] = (evaluation) => {
    const results: unknown[] = [];
    for (const item of itemsOf(comprehension, evaluation)) {
      evaluation.spend(units);
      evaluation.locals[slot] = item;
      if (body.passes(evaluation)) results.push(body.result.run(evaluation));
    }
    return results;
  };
  return { known: { kind: "list", element: body.result.known }, run };
}

function present(node: ASTNode | undefined): ASTNode {
  if (!node) throw new Error("A comprehension was called without its body");
  return node;
}
