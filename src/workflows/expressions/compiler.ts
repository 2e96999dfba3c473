import type { ASTNode } from "@marcbachmann/cel-js";
import { compileField, compileHas, compileIndex } from "./access.js";
import { compileCall } from "./call.js";
import { compileComprehension } from "./comprehensions.js";
import { Fault, placed } from "./fault.js";
import { functions, methods } from "./functions.js";
import { maxDepth } from "./limits.js";
import { compileList, compileMap, compileValue } from "./literals.js";
import { compileLogic, compileNot, compileTernary } from "./logic.js";
import { compileName } from "./names.js";
import { compileArithmetic, compileEquality, compileMembership, compileNegation, compileOrder } from "./operators.js";
import { parse, tooDeep } from "./parse.js";
import { matchesOf } from "./text-functions.js";
import type { Overload } from "./overload.js";
import type { Node, Part, Readable, Site } from "./site.js";

export interface CompiledSource extends Part {
  /** What a run costs at least. */
  readonly units: number;
}

/** Makes a part of a source, checked as far as its kinds are known. Throws a Fault. */
export function compileSource(source: string, readable: Readable, maxNesting: number): CompiledSource {
  let parts = 0;
  let depth = 0;
  const root: Site = {
    source,
    readable,
    maxNesting,
    locals: [],
    countParts: () => parts,
    // A comprehension compiles its body at a copy of this, with a variable more: `this` is the one that was asked.
    compile(node) {
      parts++;
      if (++depth > maxDepth) throw tooDeep();
      const part = compileNode(node, this);
      depth--;
      return part;
    },
  };
  const part = root.compile(parse(source));
  return { ...part, units: parts };
}

function compileNode(node: ASTNode, site: Site): Part {
  switch (node.op) {
    case "value":
      return compileValue(node);
    case "id":
      return compileName(node, site);
    case ".":
      return compileField(node, site);
    case "[]":
      return compileIndex(node, site);
    case "call":
      return node.args[0] === "has" ? compileHas(node, site) : compileFunction(node, site);
    case "rcall":
      return compileComprehension(node, site) ?? compileMethod(node, site);
    case "list":
      return compileList(node, site);
    case "map":
      return compileMap(node, site);
    default:
      return compileOperator(node, site);
  }
}

type Operator = Exclude<ASTNode, Node<"value" | "id" | "." | "[]" | "call" | "rcall" | "list" | "map">>;

function compileOperator(node: Operator, site: Site): Part {
  switch (node.op) {
    case "&&":
    case "||":
      return compileLogic(node, site);
    case "!_":
      return compileNot(node, site);
    case "?:":
      return compileTernary(node, site);
    case "-_":
      return compileNegation(node, site);
    case "==":
    case "!=":
      return compileEquality(node, site);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compileOrder(node, site);
    case "in":
      return compileMembership(node, site);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return compileArithmetic(node, site);
    default:
      throw new Fault("There are no optional values", node.start);
  }
}

function compileFunction({ args: [name, given], start }: Node<"call">, site: Site): Part {
  const overloads = overloadsOf({ name, given, table: functions });
  if (!overloads) throw new Fault(`There is no function \`${name}\``, start);
  return compileCall({ name: `\`${name}\``, offset: start, overloads, args: given.map((arg) => site.compile(arg)) });
}

function compileMethod({ args: [name, target, given], start }: Node<"rcall">, site: Site): Part {
  const overloads = overloadsOf({ name, given, table: methods });
  if (!overloads) throw new Fault(`There is no method \`${name}\``, start);
  const args = [target, ...given].map((arg) => site.compile(arg));
  return compileCall({ name: `\`${name}\``, offset: start, overloads, args });
}

interface Called {
  readonly name: string;
  readonly given: readonly ASTNode[];
  readonly table: typeof functions;
}

/** A pattern that stands in the expression is compiled once, and refused now where it is none. */
function overloadsOf({ name, given, table }: Called): readonly Overload[] | undefined {
  const pattern = given.at(-1);
  if (name !== "matches" || pattern?.op !== "value" || typeof pattern.args !== "string") return table.get(name);
  try {
    return matchesOf(pattern.args);
  } catch (error) {
    throw placed(error, pattern.start);
  }
}
