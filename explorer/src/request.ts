import { httpUrl } from "./endpoint";
import type { Operation } from "./operation";

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The API's refusal of an operation. */
export class RefusedError extends Error {
  /** One of the codes in docs/errors.md. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = "RefusedError";
    this.code = code;
  }
}

/** Posts an operation; rejects only where there is no GraphQL answer at all. */
export async function post(operation: Operation, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(httpUrl, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify(operation),
  }).catch((cause: unknown) => {
    throw new Error("Muster cannot be reached.", { cause });
  });
  const isAnswer = response.headers.get("content-type")?.includes("json") ?? false;
  if (!isAnswer) throw new Error(`Muster answered ${response.status} ${response.statusText}.`);
  // Safe enough: what speaks JSON at /graphql speaks GraphQL.
  return (await response.json()) as Answer;
}

/** Posts an operation of the explorer's own and answers its data; rejects with a RefusedError on the first error. */
export async function ask<Data>(operation: Operation, authorization?: string): Promise<Data> {
  const { data, errors } = await post(operation, authorization === undefined ? {} : { authorization });
  const [error] = errors ?? [];
  if (error) throw new RefusedError(error.message, error.extensions?.code ?? "INTERNAL_SERVER_ERROR");
  return data as Data;
}
