import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  typeFromAST,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** What an operation will do, as far as it can be told without its variables: found out once, where graphql-js does it per row. */
export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: ObjectPlan;
}

export interface ObjectPlan {
  readonly kind: "object";
  readonly nullable: boolean;
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly value: ValuePlan;
}

interface LeafPlan {
  readonly kind: "leaf";
  readonly nullable: boolean;
  readonly type: GraphQLLeafType;
}

interface ListPlan {
  readonly kind: "list";
  readonly nullable: boolean;
  readonly item: ValuePlan;
}

export type ValuePlan = LeafPlan | ListPlan | ObjectPlan;

type Plans = Map<string | null | undefined, OperationPlan | null>;

/** By schema too: tests execute a document on several. */
const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Plans>>();

/** Null for what graphql-js is to execute: see `Planner`. The document is valid, and its cost within the limit. */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationPlan | null {
  let ofSchema = known.get(schema);
  if (!ofSchema) known.set(schema, (ofSchema = new WeakMap()));
  let plans = ofSchema.get(document);
  if (!plans) ofSchema.set(document, (plans = new Map()));
  const before = plans.get(operationName);
  if (before !== undefined) return before;
  const plan = new Planner(schema, document).plan(operationName);
  plans.set(operationName, plan);
  return plan;
}

/**
 * Leaves to graphql-js what is rare or would make this as long as that: directives, interfaces and unions, types
 * that ask `isTypeOf`, introspection beyond `__typename`, `__proto__` as a name, and whatever names no single operation.
 */
class Planner {
  readonly #schema: GraphQLSchema;
  readonly #operations: readonly OperationDefinitionNode[];
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[node.name.value] = node;
    }
  }

  plan(operationName: string | null | undefined): OperationPlan | null {
    const named = this.#operations.filter(({ name }) => operationName == null || name?.value === operationName);
    const [operation] = named;
    if (!operation || named.length > 1) return null;
    const type = this.#schema.getRootType(operation.operation);
    if (!type || operation.directives?.length) return null;
    const fields = this.#fields(type, [operation.selectionSet]);
    return fields && { operation, fragments: this.#fragments, root: { kind: "object", nullable: false, type, fields } };
  }

  #fields(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): readonly FieldPlan[] | null {
    if (type.isTypeOf) return null;
    const nodesByKey = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) if (!this.#collect(type, set, { nodesByKey, spread })) return null;
    const plans: FieldPlan[] = [];
    for (const [key, nodes] of nodesByKey) {
      const plan = this.#field(type, key, nodes);
      if (!plan) return null;
      plans.push(plan);
    }
    return plans;
  }

  /** Gathers the fields of a selection by their name in the answer, in order, as the specification's CollectFields. */
  #collect(type: GraphQLObjectType, set: SelectionSetNode, collected: Collected): boolean {
    return set.selections.every((selection) => {
      if (selection.directives?.length) return false;
      if (selection.kind === Kind.FIELD) return addField(collected.nodesByKey, selection);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return !this.#applies(type, selection) || this.#collect(type, selection.selectionSet, collected);
      }
      const name = selection.name.value;
      if (collected.spread.has(name)) return true;
      collected.spread.add(name);
      const fragment = this.#fragments[name];
      if (!fragment || fragment.directives?.length) return false;
      return !this.#applies(type, fragment) || this.#collect(type, fragment.selectionSet, collected);
    });
  }

  #applies(
    type: GraphQLObjectType,
    { typeCondition }: { readonly typeCondition?: NamedTypeNode | undefined },
  ): boolean {
    if (!typeCondition) return true;
    const condition = typeFromAST(this.#schema, typeCondition);
    return condition === type || (isAbstractType(condition) && this.#schema.isSubType(condition, type));
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan | null {
    const name = nodes[0]?.name.value ?? "";
    const definition = name === "__typename" ? TypeNameMetaFieldDef : parentType.getFields()[name];
    const value = definition && this.#value(definition.type, nodes);
    return value ? { key, nodes, definition, parentType, value } : null;
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[]): ValuePlan | null {
    const nullable = !isNonNullType(type);
    const bare: GraphQLOutputType = getNullableType(type);
    if (isLeafType(bare)) return { kind: "leaf", nullable, type: bare };
    if (isListType(bare)) {
      const item = this.#value(bare.ofType, nodes);
      return item && { kind: "list", nullable, item };
    }
    if (!isObjectType(bare)) return null;
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const fields = this.#fields(bare, sets);
    return fields && { kind: "object", nullable, type: bare, fields };
  }
}

interface Collected {
  readonly nodesByKey: Map<string, FieldNode[]>;
  /** Fragments that are in already. */
  readonly spread: Set<string>;
}

function addField(nodesByKey: Map<string, FieldNode[]>, node: FieldNode): boolean {
  const key = (node.alias ?? node.name).value;
  // As a property of an object literal it would set the prototype.
  if (key === "__proto__") return false;
  const others = nodesByKey.get(key);
  if (others) others.push(node);
  else nodesByKey.set(key, [node]);
  return true;
}
