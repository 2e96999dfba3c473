import { Fault } from "./fault.js";
import { dyn, KindValue, type Kind, type Known } from "./kinds.js";
import type { ScopeName } from "./model.js";
import type { Node, Part, Site } from "./site.js";

const text: Known = { kind: "string" };
const number: Known = { kind: "double" };

/** All that a scope may hold, and what is known of it. */
const scopeNames: ReadonlyMap<string, Known> = new Map(
  Object.entries({
    input: dyn,
    steps: { kind: "map" },
    run: {
      kind: "map",
      fields: new Map([
        ["id", text],
        ["workflow", text],
        ["version", number],
        ["createdAt", text],
      ]),
    },
    trigger: dyn,
    item: dyn,
    index: number,
    error: dyn,
    output: dyn,
    event: dyn,
  } satisfies Record<ScopeName, Known>),
);

/** Names of kinds as values, to compare with what `type(x)` gives. */
const kindNames: ReadonlyMap<string, Kind> = new Map([
  ["null_type", "null"],
  ["bool", "bool"],
  ["int", "int"],
  ["double", "double"],
  ["string", "string"],
  ["list", "list"],
  ["map", "map"],
  ["type", "type"],
]);

/** A name that stands alone: a variable of a comprehension, one of the scope, or a kind. Throws a Fault for any other. */
export function compileName(node: Node<"id">, site: Site): Part {
  const slot = site.locals.findLastIndex(({ name }) => name === node.args);
  if (slot !== -1) return { known: site.locals[slot]?.known ?? dyn, run: ({ locals }) => locals[slot] };
  if (node.args === "steps" && site.readable.names.has("steps"))
    throw new Fault("`steps` is followed by a step's id", node.start);
  const known = scopeNames.get(node.args);
  if (known) return compileScopeName(node, { site, known });
  const kind = kindNames.get(node.args);
  if (kind) return { known: { kind: "type" }, run: () => new KindValue(kind) };
  throw new Fault(reasonFor(node.args, site), node.start);
}

/** Whether it is the scope's `steps`, and no variable of that name. */
export function isSteps(node: Node<"id">, { locals }: Site): boolean {
  return node.args === "steps" && locals.every(({ name }) => name !== "steps");
}

function compileScopeName(node: Node<"id">, { site, known }: { readonly site: Site; readonly known: Known }): Part {
  // It is a key of the table of scope names.
  const name = node.args as ScopeName;
  expectName(name, { site, offset: node.start });
  return {
    known,
    run: ({ scope }) => {
      const value = scope[name];
      if (value === undefined) throw new Fault(`There is no \`${name}\``, node.start);
      return value;
    },
  };
}

/** Notes that a name of the scope is read; throws a Fault where it cannot be. */
export function expectName(name: ScopeName, { site, offset }: { readonly site: Site; readonly offset: number }): void {
  if (!site.readable.names.has(name)) throw new Fault(reasonFor(name, site), offset);
  site.readable.namesRead.add(name);
}

function reasonFor(name: string, { readable }: Site): string {
  if (name === "now")
    return "There is no `now`: what is decided again must come out the same; `run.createdAt` is when the run began";
  const there = Array.from(readable.names, (each) => `\`${each}\``).join(", ");
  return scopeNames.has(name)
    ? `\`${name}\` cannot be read here: there are ${there}`
    : `Nothing is called \`${name}\`: there are ${there}`;
}
