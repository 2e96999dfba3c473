import {
  getNullableType,
  type GraphQLError,
  isInputObjectType,
  isListType,
  Kind,
  typeFromAST,
  type ASTNode,
  type ASTVisitor,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
} from "graphql";
import { badInput, type InputPath } from "../platform/errors.js";
import { wrapped } from "./refusal.js";

/** Most items in any list that a client sends. Lists inside a JSON value are the value's own affair. */
const maxListLength = 1000;

/** A list among the variables that is too long, as an error that names it; null when there is none. */
export function checkVariableLists(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    const path = type && findLongList(type, variables[name], [name]);
    if (path) return tooLong(path);
  }
  return null;
}

function findLongList(type: GraphQLInputType, value: unknown, path: InputPath): InputPath | null {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    if (!Array.isArray(value)) return findLongList(bare.ofType, value, path);
    if (value.length > maxListLength) return path;
    if (!holdsLists(bare.ofType)) return null;
    return firstFound(value, (item, index) => findLongList(bare.ofType, item, [...path, index]));
  }
  if (!isInputObjectType(bare) || !isRecord(value)) return null;
  return firstFound(listFieldsOf(bare), ([name, fieldType]) => findLongList(fieldType, value[name], [...path, name]));
}

type ListFields = readonly (readonly [string, GraphQLInputType])[];

/** Remembered per input type, as a batch asks for every item; null while a type is being looked at. */
const listFields = new WeakMap<object, ListFields | null>();

/** The fields worth a look: those that hold a list somewhere. */
function listFieldsOf(type: GraphQLInputObjectType): ListFields {
  const before = listFields.get(type);
  if (before) return before;
  listFields.set(type, null);
  const fields = Object.values(type.getFields())
    .filter((field) => holdsLists(field.type))
    .map((field) => [field.name, field.type] as const);
  listFields.set(type, fields);
  return fields;
}

function holdsLists(type: GraphQLInputType): boolean {
  const bare = getNullableType(type);
  if (isListType(bare)) return true;
  if (!isInputObjectType(bare)) return false;
  // A type that is found inside itself is walked there too.
  return listFields.get(bare) === null || listFieldsOf(bare).length > 0;
}

function firstFound<Item>(
  items: readonly Item[],
  find: (item: Item, index: number) => InputPath | null,
): InputPath | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found) return found;
  }
  return null;
}

/** The same limit for lists written into the document. */
export function literalListRule(context: ValidationContext): ASTVisitor {
  return {
    ListValue(...[node, , parent, keys, ancestors]) {
      const type = context.getParentInputType();
      if (node.values.length <= maxListLength || !type || !isListType(getNullableType(type))) return;
      context.reportError(tooLong(literalPath(parent ? [...ancestors, parent] : ancestors, keys)));
    },
  };
}

/** `ancestors` and `keys` run in step: a key is where its ancestor holds the next one. */
function literalPath(
  ancestors: readonly (ASTNode | readonly ASTNode[])[],
  keys: readonly (string | number)[],
): InputPath {
  const path: (string | number)[] = [];
  for (const [depth, ancestor] of ancestors.entries()) {
    const holder = ancestors[depth - 1];
    const index = keys[depth];
    if ("kind" in ancestor) {
      if (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD) path.push(ancestor.name.value);
    } else if (holder && "kind" in holder && holder.kind === Kind.LIST && typeof index === "number") {
      path.push(index);
    }
  }
  return path;
}

function tooLong(path: InputPath): GraphQLError {
  return wrapped(badInput(`A list may have at most ${maxListLength} items.`, path, "LIST_TOO_LONG"));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
