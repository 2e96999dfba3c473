import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from "graphql";
import { isFactual } from "../../resolvers/index.js";
import type { OperationRequest } from "./operations.js";

/** A row of a subscription as its clients get it: the `payload` of a `next`, in JSON. */
export interface Rendition {
  readonly payload: string;
  /** Whether it has errors. */
  readonly failed: boolean;
}

export type Rendering = Rendition | Promise<Rendition>;
export type Renderer = (row: unknown) => Rendering;

/** Variables that a result depends on, besides its row. */
type Dependencies = readonly string[];

/**
 * Renders a row once for all subscriptions that ask the same of it. They do when their operations, their tenants, their roles and
 * the variables below the root field are the same, and when all that they ask for are leaves of a row that never changes. Where
 * the root field's arguments differ (as `after` does) a row reads the same.
 */
export class Renditions {
  readonly #schema: GraphQLSchema;
  readonly #dependencies = new WeakMap<OperationDefinitionNode, Dependencies | null>();
  /** As long as its row waits for anyone. */
  readonly #byRow = new WeakMap<object, Map<string, Rendering>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** What subscriptions with the same renditions have in common; null for one that shares none. */
  keyOf({ prepared, operation, variables, principal }: OperationRequest): string | null {
    const dependencies = this.#dependenciesOf(prepared.document, operation);
    if (!dependencies || !principal) return null;
    const given = dependencies.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]);
    return JSON.stringify([prepared.hash, operation.name?.value, principal.tenantId, principal.role, given]);
  }

  /** Answers what another subscription with this key has rendered, and renders the rest. */
  renderer(key: string | null, render: Renderer): Renderer {
    return key === null ? render : (row) => this.#share(row, key, render);
  }

  #share(row: unknown, key: string, render: Renderer): Rendering {
    if (typeof row !== "object" || row === null) return render(row);
    let known = this.#byRow.get(row);
    if (!known) this.#byRow.set(row, (known = new Map()));
    let rendering = known.get(key);
    if (!rendering) known.set(key, (rendering = render(row)));
    return rendering;
  }

  #dependenciesOf(document: DocumentNode, operation: OperationDefinitionNode): Dependencies | null {
    const known = this.#dependencies.get(operation);
    if (known !== undefined) return known;
    const dependencies = findDependencies(this.#schema, document, operation);
    this.#dependencies.set(operation, dependencies);
    return dependencies;
  }
}

/** Null where more than a row and variables decide what is answered. */
function findDependencies(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Dependencies | null {
  const [root] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD) return null;
  const field = schema.getSubscriptionType()?.getFields()[root.name.value];
  if (!field || !isFactual(field)) return null;
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  if (!root.selectionSet?.selections.every((selection) => isOfLeaves(selection, fragments))) return null;
  return variablesBelow(root, fragments);
}

/** In a valid document a field without a selection is a leaf. */
function isOfLeaves(selection: SelectionNode, fragments: readonly FragmentDefinitionNode[]): boolean {
  if (selection.kind === Kind.FIELD) return selection.selectionSet === undefined;
  const selected =
    selection.kind === Kind.INLINE_FRAGMENT
      ? selection
      : fragments.find(({ name }) => name.value === selection.name.value);
  return selected?.selectionSet.selections.every((inner) => isOfLeaves(inner, fragments)) ?? false;
}

function variablesBelow(root: FieldNode, fragments: readonly FragmentDefinitionNode[]): Dependencies {
  const names = new Set<string>();
  for (const node of [{ ...root, arguments: [] }, ...fragments]) {
    visit(node, { Variable: ({ name }) => void names.add(name.value) });
  }
  return [...names];
}
