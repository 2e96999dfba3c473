import { arithmetic, negation } from "./arithmetic.js";
import { compileCall } from "./call.js";
import { areEqual, compare } from "./comparison.js";
import { Fault, placed } from "./fault.js";
import { fieldOf } from "./fields.js";
import { isNumeric, kindOf, wordFor, type Known } from "./kinds.js";
import { compileNegative } from "./literals.js";
import type { Evaluation } from "./evaluation.js";
import type { Node, Part, Site } from "./site.js";

const bool: Known = { kind: "bool" };

export function compileArithmetic(node: Node<"+" | "-" | "*" | "/" | "%">, site: Site): Part {
  const args = node.args.map((operand) => site.compile(operand));
  return compileCall({ name: `\`${node.op}\``, offset: node.start, overloads: arithmetic[node.op], args });
}

export function compileNegation(node: Node<"-_">, site: Site): Part {
  const literal = compileNegative(node);
  if (literal) return literal;
  return compileCall({ name: "`-`", offset: node.start, overloads: negation, args: [site.compile(node.args)] });
}

export function compileEquality(node: Node<"==" | "!=">, site: Site): Part {
  const [left, right] = operandsOf(node, site);
  expectComparable(left.known, right.known, { node, isOrder: false });
  const wanted = node.op === "==";
  return {
    known: bool,
    run: (evaluation) => areEqual(left.run(evaluation), right.run(evaluation), evaluation) === wanted,
  };
}

/** By what `compare` gives; NaN meets none of them. */
const orders: Readonly<Record<"<" | "<=" | ">" | ">=", (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

export function compileOrder(node: Node<"<" | "<=" | ">" | ">=">, site: Site): Part {
  const [left, right] = operandsOf(node, site);
  expectComparable(left.known, right.known, { node, isOrder: true });
  const holds = orders[node.op];
  return {
    known: bool,
    run: (evaluation) => {
      const values = [left.run(evaluation), right.run(evaluation)] as const;
      try {
        return holds(compare(values[0], values[1], evaluation));
      } catch (error) {
        throw placed(error, node.start);
      }
    },
  };
}

/** `item in list`, `key in map`. */
export function compileMembership(node: Node<"in">, site: Site): Part {
  const [item, collection] = operandsOf(node, site);
  const { kind } = collection.known;
  if (kind !== "list" && kind !== "map" && kind !== "dyn") {
    throw new Fault(`Nothing is in ${wordFor(kind)}: only in lists and objects`, node.start);
  }
  return {
    known: bool,
    run: (evaluation) => {
      const wanted = item.run(evaluation);
      const value = collection.run(evaluation);
      if (Array.isArray(value)) return isIn(value, wanted, evaluation);
      if (kindOf(value) === "map") return fieldOf(value as object, wanted) !== undefined;
      throw new Fault(`Nothing is in ${wordFor(kindOf(value))}: only in lists and objects`, node.start);
    },
  };
}

function isIn(list: readonly unknown[], wanted: unknown, evaluation: Evaluation): boolean {
  return list.some((item) => {
    evaluation.spend(3);
    return areEqual(item, wanted, evaluation);
  });
}

function operandsOf(node: { readonly args: Node<"==">["args"] }, site: Site): readonly [Part, Part] {
  return [site.compile(node.args[0]), site.compile(node.args[1])];
}

const ordered: ReadonlySet<string> = new Set(["bool", "string", "timestamp", "duration"]);

interface ComparisonAt {
  readonly node: { readonly op: string; readonly start: number };
  readonly isOrder: boolean;
}

/** Refuses what would always be false, or fail; to compare with null is common, and fine. */
function expectComparable(left: Known, right: Known, { node, isOrder }: ComparisonAt): void {
  const kinds = [left.kind, right.kind];
  const isKnown = !kinds.includes("dyn");
  const isNull = !isOrder && kinds.includes("null");
  const isAlike = left.kind === right.kind || (isNumeric(left.kind) && isNumeric(right.kind));
  const hasOrder = kinds.every((kind) => kind === "dyn" || isNumeric(kind) || ordered.has(kind));
  if (isKnown ? isNull || (isAlike && (!isOrder || hasOrder)) : !isOrder || hasOrder) return;
  throw new Fault(`\`${node.op}\` does not compare ${wordFor(left.kind)} with ${wordFor(right.kind)}`, node.start);
}
