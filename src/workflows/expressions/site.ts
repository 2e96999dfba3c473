import type { ASTNode } from "@marcbachmann/cel-js";
import { Fault } from "./fault.js";
import type { Evaluation } from "./evaluation.js";
import { type Kind, type Known, wordFor } from "./kinds.js";
import type { ScopeName } from "./model.js";

/** A part of an expression, ready to run. */
export interface Part {
  readonly known: Known;
  /** Throws a Fault. */
  readonly run: (evaluation: Evaluation) => unknown;
}

/** What may be read, and what was found to be. */
export interface Readable {
  readonly names: ReadonlySet<ScopeName>;
  readonly steps: ReadonlySet<string>;
  readonly namesRead: Set<ScopeName>;
  readonly stepsRead: Set<string>;
}

/** Where a part stands: what it may read there, and how to go on with what is below it. */
export interface Site {
  readonly source: string;
  readonly readable: Readable;
  /** Variables of the comprehensions around it, the outermost first: by index they are found in an evaluation's `locals`. */
  readonly locals: readonly { readonly name: string; readonly known: Known }[];
  readonly maxNesting: number;
  /** Compiles a part that stands here. */
  compile(node: ASTNode): Part;
  /** Parts compiled so far. */
  countParts(): number;
}

/** The tree's node for each operator. */
export type Node<Op extends ASTNode["op"]> = Extract<ASTNode, { readonly op: Op }>;

/** The text of a node, to name it in a message. */
export function textOf(node: ASTNode, { source }: Site): string {
  const text = source.slice(node.start, node.end);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Refuses a part that can be told not to be of `kind`. */
export function expectKind(part: Part, kind: Kind, at: { readonly what: string; readonly offset: number }): void {
  const found = part.known.kind;
  if (found !== "dyn" && found !== kind)
    throw new Fault(`${at.what} is ${wordFor(found)}, not ${wordFor(kind)}`, at.offset);
}
