import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import type { Principal } from "../identity/index.js";
import { costOf } from "./cost.js";
import type { PreparedDocument } from "./documents.js";
import { checkVariableLists } from "./list-lengths.js";
import type { Manifest } from "./persisted-documents.js";
import { refused, revised, tooLarge } from "./refusal.js";

/** What stands between a valid document and its execution. */
export interface OperationRules {
  readonly schema: GraphQLSchema;
  readonly maxCost: number;
  readonly manifest: Manifest;
  /** Whether the manifest's documents alone may run, save for an ADMIN. */
  readonly persistedOnly: boolean;
}

export interface OperationRequest {
  readonly prepared: PreparedDocument;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal | null;
}

/** Why an operation may not run; null when it may. Asked once per operation, over HTTP and sockets alike. */
export function refusalOf(rules: OperationRules, request: OperationRequest): GraphQLError | null {
  const { prepared, principal, operation, variables } = request;
  if (rules.persistedOnly && principal?.role !== "ADMIN" && !rules.manifest.has(prepared.hash)) {
    return refused("FORBIDDEN", "DOCUMENT_REQUIRED", "Only documents of the manifest run here.");
  }
  if (prepared.readsSchema && !principal) {
    return refused("UNAUTHENTICATED", "SIGN_IN_REQUIRED", "Sign in to read the schema.");
  }
  return checkVariableLists(rules.schema, operation, variables) ?? checkCost(rules, request);
}

function checkCost({ schema, maxCost }: OperationRules, request: OperationRequest): GraphQLError | null {
  const { prepared, operation, variables } = request;
  const operationName = operation.name?.value;
  try {
    const cost =
      prepared.costs?.get(operationName) ?? costOf({ schema, document: prepared.document, operationName, variables });
    prepared.costs?.set(operationName, cost);
    if (cost <= maxCost) return null;
    return tooLarge("OPERATION_COST_EXCEEDED", `The operation costs ${cost}; at most ${maxCost} is allowed.`);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

const suggestion = / ?Did you mean .*\?$/;

/** Validation's suggestions tell of the schema, which is for those signed in. */
export function withoutSuggestions(
  errors: readonly GraphQLError[],
  principal: Principal | null,
): readonly GraphQLError[] {
  if (principal) return errors;
  return errors.map((error) => revised(error, { message: error.message.replace(suggestion, "") }));
}
