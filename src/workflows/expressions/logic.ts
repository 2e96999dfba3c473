import type { ASTNode } from "@marcbachmann/cel-js";
import { Exhaustion, Fault } from "./fault.js";
import { dyn, kindOf, wordFor, type Known } from "./kinds.js";
import { expectKind, textOf, type Node, type Part, type Site } from "./site.js";
import type { Evaluation } from "./evaluation.js";

const bool: Known = { kind: "bool" };

/** Throwing and catching a fault takes 5 µs. */
const faultUnits = 500;

/** A part that must be true or false. */
export function compileBool(node: ASTNode, site: Site): (evaluation: Evaluation) => boolean {
  const part = site.compile(node);
  const what = textOf(node, site);
  expectKind(part, "bool", { what, offset: node.start });
  const { run } = part;
  return (evaluation) => {
    const value = run(evaluation);
    if (typeof value === "boolean") return value;
    throw new Fault(`${what} is ${wordFor(kindOf(value))}, not a boolean`, node.start);
  };
}

/** `&&` and `||`: where one side decides, a fault of the other does not count, whichever comes first. */
export function compileLogic(node: Node<"&&" | "||">, site: Site): Part {
  const left = compileBool(node.args[0], site);
  const right = compileBool(node.args[1], site);
  const decisive = node.op === "||";
  return {
    known: bool,
    run: (evaluation) => {
      let first: boolean;
      try {
        first = left(evaluation);
      } catch (error) {
        const fault = forgivable(error, evaluation);
        if (right(evaluation) === decisive) return decisive;
        throw fault;
      }
      return first === decisive ? decisive : right(evaluation);
    },
  };
}

/** The fault, where it may be forgiven; throws what may not: exhaustion, and defects. Pays for it. */
export function forgivable(error: unknown, evaluation: Evaluation): Fault {
  if (!(error instanceof Fault) || error instanceof Exhaustion) throw error;
  evaluation.spend(faultUnits);
  return error;
}

export function compileNot(node: Node<"!_">, site: Site): Part {
  const operand = compileBool(node.args, site);
  return { known: bool, run: (evaluation) => !operand(evaluation) };
}

export function compileTernary(node: Node<"?:">, site: Site): Part {
  const condition = compileBool(node.args[0], site);
  const yes = site.compile(node.args[1]);
  const no = site.compile(node.args[2]);
  return {
    known: yes.known.kind === no.known.kind && !yes.known.fields ? { kind: yes.known.kind } : dyn,
    run: (evaluation) => (condition(evaluation) ? yes.run(evaluation) : no.run(evaluation)),
  };
}
