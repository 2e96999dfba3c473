import type { ASTNode } from "@marcbachmann/cel-js";
import { Fault } from "./fault.js";
import { fieldOf, indexOf } from "./fields.js";
import { dyn, isNumeric, kindOf, wordFor, type Known } from "./kinds.js";
import { expectName, isSteps } from "./names.js";
import { textOf, type Node, type Part, type Site } from "./site.js";

/** `left.name`, and `left["name"]` for names that are no identifiers. */
interface Field {
  readonly left: ASTNode;
  readonly name: string;
  /** Where faults are placed. */
  readonly offset: number;
}

export function compileField(node: Node<".">, site: Site): Part {
  const [left, name] = node.args;
  return compileNamed({ left, name, offset: node.pos }, site);
}

export function compileIndex(node: Node<"[]">, site: Site): Part {
  const [left, index] = node.args;
  const offset = index.start;
  const isOfSteps = left.op === "id" && isSteps(left, site);
  if (index.op === "value" && typeof index.args === "string") {
    return compileNamed({ left, name: index.args, offset }, site);
  }
  if (isOfSteps)
    throw new Fault("A step is named by its id alone: which steps are read must be known beforehand", offset);
  const list = site.compile(left);
  const at = site.compile(index);
  expectIndexable({ list: list.known, at: at.known, offset });
  return {
    known: list.known.element ?? dyn,
    run: (evaluation) => elementOf(list.run(evaluation), at.run(evaluation), { node, site }),
  };
}

/** `has(left.name)`: whether the field is there. */
export function compileHas(node: Node<"call">, site: Site): Part {
  const [target] = node.args[1];
  if (target?.op !== "." || node.args[1].length !== 1) {
    throw new Fault("`has` takes a field, as in `has(input.name)`", node.start);
  }
  const [left, name] = target.args;
  const field: Field = { left, name, offset: target.pos };
  if (left.op === "id" && isSteps(left, site)) {
    expectStep(field, site);
    return { known: { kind: "bool" }, run: ({ scope }) => fieldOf(scope.steps, name) !== undefined };
  }
  const map = compileMap(field, site);
  return {
    known: { kind: "bool" },
    run: (evaluation) => fieldOf(mapOf(map.run(evaluation), { field, site }), name) !== undefined,
  };
}

function compileNamed(field: Field, site: Site): Part {
  const { left, name, offset } = field;
  if (left.op === "id" && isSteps(left, site)) return compileStep(field, site);
  const map = compileMap(field, site);
  const fields = map.known.fields;
  const known = fields ? fields.get(name) : dyn;
  if (!known) throw new Fault(`${textOf(left, site)} has no field "${name}"`, offset);
  return {
    known,
    run: (evaluation) => {
      const value = fieldOf(mapOf(map.run(evaluation), { field, site }), name);
      if (value === undefined) throw new Fault(`${textOf(left, site)} has no field "${name}"`, offset);
      return value;
    },
  };
}

const stepFields: ReadonlyMap<string, Known> = new Map<string, Known>([
  ["output", dyn],
  ["status", { kind: "string" }],
  ["error", dyn],
]);

function compileStep(field: Field, site: Site): Part {
  const { name, offset } = field;
  expectStep(field, site);
  return {
    known: { kind: "map", fields: stepFields },
    run: ({ scope }) => {
      const facts = fieldOf(scope.steps, name);
      if (facts === undefined) throw new Fault(`The step "${name}" has not ended`, offset);
      return facts;
    },
  };
}

/** Notes that a step is read; throws a Fault where it cannot be. */
function expectStep({ left, name, offset }: Field, site: Site): void {
  expectName("steps", { site, offset: left.start });
  if (!site.readable.steps.has(name))
    throw new Fault(`No step "${name}" is sure to have ended by then: \`needs\` says which have`, offset);
  site.readable.stepsRead.add(name);
}

function compileMap({ left, name, offset }: Field, site: Site): Part {
  const map = site.compile(left);
  const { kind } = map.known;
  if (kind === "map" || kind === "dyn") return map;
  throw new Fault(`${textOf(left, site)} is ${wordFor(kind)} and has no field "${name}"`, offset);
}

function mapOf(value: unknown, { field, site }: { readonly field: Field; readonly site: Site }): object {
  if (typeof value === "object" && value !== null && kindOf(value) === "map") return value;
  const { left, name, offset } = field;
  throw new Fault(`${textOf(left, site)} is ${wordFor(kindOf(value))} and has no field "${name}"`, offset);
}

interface Indexing {
  readonly list: Known;
  readonly at: Known;
  readonly offset: number;
}

function expectIndexable({ list, at, offset }: Indexing): void {
  if (list.kind === "dyn" || list.kind === "map") return;
  if (list.kind !== "list") throw new Fault(`${wordFor(list.kind)} has no elements`, offset);
  if (at.kind !== "dyn" && !isNumeric(at.kind)) throw new Fault(`A list has no element at ${wordFor(at.kind)}`, offset);
}

function elementOf(
  value: unknown,
  at: unknown,
  { node, site }: { readonly node: Node<"[]">; readonly site: Site },
): unknown {
  const [left, { start }] = node.args;
  if (Array.isArray(value)) {
    const index = indexOf(at);
    if (index === null) throw new Fault(`A list has no element at ${wordFor(kindOf(at))}`, start);
    if (index >= 0 && index < value.length) return value[index] as unknown;
    throw new Fault(`${textOf(left, site)} has ${value.length} elements, none at ${index}`, start);
  }
  if (kindOf(value) !== "map")
    throw new Fault(`${textOf(left, site)} is ${wordFor(kindOf(value))} and has no elements`, start);
  const found = fieldOf(value as object, at);
  if (found !== undefined) return found;
  const key = typeof at === "string" ? `"${at.slice(0, 60)}"` : `at ${wordFor(kindOf(at))}`;
  throw new Fault(`${textOf(left, site)} has no field ${key}`, start);
}
