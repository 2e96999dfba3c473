import type { ASTNode } from "@marcbachmann/cel-js";
import { int64 } from "./arithmetic.js";
import { Fault, placed } from "./fault.js";
import { mapKey } from "./fields.js";
import { dyn, kindOf, wordFor, type Known } from "./kinds.js";
import type { Node, Part, Site } from "./site.js";

/** A number, a text, true, false or null. */
export function compileValue({ args: value, start }: Node<"value">): Part {
  if (typeof value === "object" && value !== null) {
    throw new Fault(value instanceof Uint8Array ? "JSON has no bytes" : "JSON has no unsigned integers", start);
  }
  return typeof value === "bigint" ? integer(value, start) : { known: { kind: kindOf(value) }, run: () => value };
}

/** `-1` as one value: the least integer has no positive counterpart. */
export function compileNegative({ args: operand, start }: Node<"-_">): Part | null {
  return operand.op === "value" && typeof operand.args === "bigint" ? integer(-operand.args, start) : null;
}

function integer(value: bigint, offset: number): Part {
  try {
    int64(value);
  } catch (error) {
    throw placed(error, offset);
  }
  return { known: { kind: "int" }, run: () => value };
}

export function compileList({ args }: Node<"list">, site: Site): Part {
  const items = args.map((item) => site.compile(item));
  return {
    known: { kind: "list", element: commonOf(items) },
    run: (evaluation) => items.map((item) => item.run(evaluation)),
  };
}

/** What is known of all of them: nothing, where they differ. */
function commonOf(items: readonly Part[]): Known {
  const [first, ...others] = items.map(({ known }) => known);
  return first && others.every(({ kind }) => kind === first.kind) ? { kind: first.kind } : dyn;
}

interface Entry {
  readonly key: Part;
  readonly value: Part;
  readonly offset: number;
}

export function compileMap({ args }: Node<"map">, site: Site): Part {
  const entries = args.map(([key, value]) => compileEntry({ key, value }, site));
  const run: Part["run"] = (evaluation) => {
    const map = new Map<unknown, unknown>();
    for (const { key, value, offset } of entries) {
      const name = mapKey(keyOf(key.run(evaluation), offset));
      if (map.has(name)) throw new Fault(`The key ${String(name).slice(0, 60)} stands twice`, offset);
      map.set(name, value.run(evaluation));
    }
    return map;
  };
  const fields = fieldsOf(args, entries);
  return { known: fields ? { kind: "map", fields } : { kind: "map" }, run };
}

const keyKinds: ReadonlySet<string> = new Set(["string", "int", "bool", "dyn"]);

function compileEntry({ key, value }: { readonly key: ASTNode; readonly value: ASTNode }, site: Site): Entry {
  const part = site.compile(key);
  const { kind } = part.known;
  if (!keyKinds.has(kind)) throw new Fault(`${wordFor(kind)} cannot be a key`, key.start);
  return { key: part, value: site.compile(value), offset: key.start };
}

/** Numbers of JSON may be keys where they are whole. */
function keyOf(key: unknown, offset: number): unknown {
  if (typeof key === "string" || typeof key === "bigint" || typeof key === "boolean") return key;
  if (typeof key === "number" && Number.isSafeInteger(key)) return key;
  throw new Fault(`${wordFor(kindOf(key))} cannot be a key`, offset);
}

/** What is known of the fields, where all keys are texts as they stand. */
function fieldsOf(nodes: Node<"map">["args"], entries: readonly Entry[]): ReadonlyMap<string, Known> | null {
  const fields = new Map<string, Known>();
  for (const [index, [key]] of nodes.entries()) {
    if (key.op !== "value" || typeof key.args !== "string") return null;
    if (fields.has(key.args)) throw new Fault(`The key "${key.args.slice(0, 60)}" stands twice`, key.start);
    fields.set(key.args, entries[index]?.value.known ?? dyn);
  }
  return fields;
}
