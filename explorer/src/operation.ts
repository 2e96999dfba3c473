import { Kind, OperationTypeNode, parse } from "graphql";

/** What is sent for an operation. */
export interface Operation {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/**
 * Which of the text's operations runs: when there is but one, that one, whatever its name. After a change of tabs GraphiQL
 * sends the text of one tab with the operation's name of the other for a moment (5.4 takes the text from its editor, and
 * the name from a parse that comes later).
 */
export function settleOperation(sent: Operation): { readonly operation: Operation; readonly isSubscription: boolean } {
  const operations = parse(sent.query).definitions.filter((part) => part.kind === Kind.OPERATION_DEFINITION);
  const [first, ...others] = operations;
  const chosen = others.length === 0 ? first : operations.find(({ name }) => name?.value === sent.operationName);
  const operationName = chosen ? chosen.name?.value : sent.operationName;
  return {
    operation: { ...sent, operationName },
    isSubscription: chosen?.operation === OperationTypeNode.SUBSCRIPTION,
  };
}
