import { readdirSync, readFileSync } from "node:fs";
import {
  Kind,
  parse,
  print,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** All documents of a folder, as one. */
export function readDocuments(folder: URL): DocumentNode {
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  return parse(files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n"));
}

/** What an operation asks for, free of how it is written. */
export interface Shape {
  readonly kind: string;
  /** Name to type, and whether a caller may leave it out. */
  readonly variables: ReadonlyMap<string, { readonly type: string; readonly optional: boolean }>;
  /** Every field by its path, with type conditions and what is written into its arguments; and each argument from a variable. */
  readonly paths: ReadonlySet<string>;
}

/** The operations of a document by their name. */
export function shapesOf(document: DocumentNode): ReadonlyMap<string, Shape> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return new Map(operations.map((operation) => [operation.name?.value ?? "", shapeOf(operation, fragments)]));
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function shapeOf(operation: OperationDefinitionNode, fragments: Fragments): Shape {
  const variables = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const optional = type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined;
    return [variable.name.value, { type: print(type), optional }] as const;
  });
  return {
    kind: operation.operation,
    variables: new Map(variables),
    paths: new Set(pathsOf(operation.selectionSet, "", fragments)),
  };
}

function* pathsOf(set: SelectionSetNode, prefix: string, fragments: Fragments): Generator<string> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const args = selection.arguments ?? [];
      const written = args.filter(({ value }) => value.kind !== Kind.VARIABLE).map((argument) => print(argument));
      const name = `${selection.alias?.value ?? selection.name.value}:${selection.name.value}`;
      const path = `${prefix}/${name}(${written.toSorted().join(", ")})`;
      yield path;
      for (const argument of args) if (argument.value.kind === Kind.VARIABLE) yield `${path} ${print(argument)}`;
      if (selection.selectionSet !== undefined) yield* pathsOf(selection.selectionSet, path, fragments);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* pathsOf(selection.selectionSet, `${prefix}[${selection.typeCondition?.name.value ?? ""}]`, fragments);
    } else {
      // A fragment on the field's own type: as if it were written in place.
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined) throw new Error(`No fragment ${selection.name.value}.`);
      yield* pathsOf(fragment.selectionSet, prefix, fragments);
    }
  }
}
