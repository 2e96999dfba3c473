import {
  GraphQLList,
  GraphQLNonNull,
  Kind,
  visit,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
} from "graphql";
import { isLeafType, type GraphQLOutputType, type GraphQLSchema } from "graphql";
import { getComplexity, type ComplexityEstimator } from "graphql-query-complexity";

/** What a list without `first` is taken to hold: sessions, attempts and pools are few. */
const unpagedLength = 10;

/** Those that may well be longer. */
const longLists: Readonly<Record<string, number>> = { "WorkflowRun.criticalPath": 100 };

/** Lists whose length another field has already been charged for: a page's `first`, or the caller's own input. */
const chargedAbove = /(Connection|Payload|Batch)$/;

/** One per field. A field with `first` costs that many times what stands below it; another list of objects, ten times or more. */
const estimate: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  const first: unknown = args["first"];
  if (typeof first === "number") return 1 + Math.max(1, first) * childComplexity;
  const multiplied = isObjectList(field.type) && !chargedAbove.test(type.name) && !type.name.startsWith("__");
  const length = longLists[`${type.name}.${field.name}`] ?? unpagedLength;
  return 1 + childComplexity * (multiplied ? length : 1);
};

function isObjectList(type: GraphQLOutputType): boolean {
  if (type instanceof GraphQLNonNull) return isObjectList(type.ofType);
  if (!(type instanceof GraphQLList)) return false;
  const item: GraphQLOutputType = type.ofType instanceof GraphQLNonNull ? type.ofType.ofType : type.ofType;
  return !isLeafType(item);
}

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Throws the GraphQLError that execution would meet, when the variables do not fit. */
export function costOf({ schema, document, operationName, variables }: CostQuestion): number {
  return getComplexity({
    schema,
    query: document,
    variables: { ...variables },
    estimators: [estimate],
    ...(operationName !== undefined && { operationName }),
  });
}

/** Whether a variable can change the cost: it pages, skips or includes. Else the cost is counted once per document. */
export function costVaries(document: DocumentNode): boolean {
  let varies = false;
  const holdsVariable = (node: ArgumentNode | DirectiveNode): void => {
    visit(node, { Variable: () => void (varies = true) });
  };
  visit(document, {
    Argument: (node) => (node.name.value === "first" ? holdsVariable(node) : undefined),
    Directive: (node) => holdsVariable(node),
    VariableDefinition: () => false,
  });
  return varies;
}

/** Whether the document asks for the schema itself. */
export function readsSchema(document: DocumentNode): boolean {
  let reads = false;
  visit(document, {
    [Kind.FIELD]: (node) => {
      if (node.name.value === "__schema" || node.name.value === "__type") reads = true;
    },
  });
  return reads;
}
