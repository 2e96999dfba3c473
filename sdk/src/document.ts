import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Kind, print, type DocumentNode } from "graphql";

export interface Operation {
  readonly query: string;
  readonly operationName: string | undefined;
}

const printed = new WeakMap<DocumentNode, Operation>();

/** The document as it goes over the wire, printed once. */
export function operationOf<R, V>(document: TypedDocumentNode<R, V>): Operation {
  const known = printed.get(document);
  if (known !== undefined) return known;
  const definition = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const operation = {
    query: print(document),
    operationName: definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
  };
  printed.set(document, operation);
  return operation;
}
