import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { GraphQLFormattedError } from "graphql";
import { operationOf } from "./document.js";
import { messageOf, MusterRequestError, type MusterErrorCode } from "./errors.js";

export interface HttpOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

interface Answer<R> {
  readonly data?: R | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** So much of what is no answer is kept for whoever looks for its cause. */
const maxCauseLength = 1_000;

/** Posts one operation. Rejects with MusterRequestError, whatever went wrong. */
export async function post<R, V>(
  options: HttpOptions,
  request: { readonly document: TypedDocumentNode<R, V>; readonly variables: V; readonly token: string | null },
): Promise<R> {
  const response = await send(
    options,
    JSON.stringify({ ...operationOf(request.document), variables: request.variables }),
    request.token,
  );
  const answer = await read<R>(response);
  if (answer.errors !== undefined) throw MusterRequestError.fromAnswer(answer.errors);
  if (answer.data === undefined || answer.data === null) throw MusterRequestError.fromAnswer([]);
  return answer.data;
}

async function send(options: HttpOptions, body: string, token: string | null): Promise<Response> {
  try {
    return await options.fetch(options.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      signal: AbortSignal.timeout(options.timeoutMs),
    });
  } catch (error) {
    throw transportError(options.url, error);
  }
}

/** What an answer says that is none of success, though nothing was asked of GraphQL: an upload's. */
export async function answerError(response: Response): Promise<MusterRequestError> {
  const { errors = [] } = await read<never>(response);
  return MusterRequestError.fromAnswer(errors);
}

async function read<R>(response: Response): Promise<Answer<R>> {
  const text = await response.text().catch((error: unknown) => {
    throw transportError(response.url, error);
  });
  const answer = parse<R>(text);
  if (answer !== null) return answer;
  // A proxy's page, or a server that is none of ours.
  throw new MusterRequestError(codeOf(response.status), `The server answered ${response.status} without GraphQL.`, {
    cause: text.slice(0, maxCauseLength),
  });
}

/** null for what is no answer of GraphQL. */
function parse<R>(text: string): Answer<R> | null {
  try {
    const value = JSON.parse(text) as unknown;
    const isAnswer = typeof value === "object" && value !== null && ("data" in value || "errors" in value);
    return isAnswer ? (value as Answer<R>) : null;
  } catch {
    return null;
  }
}

function transportError(url: string, cause: unknown): MusterRequestError {
  if (cause instanceof Error && cause.name === "TimeoutError") {
    return new MusterRequestError("TIMEOUT", `No answer from ${url} in time.`, { reason: "REQUEST_TIMEOUT", cause });
  }
  const words = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
  return new MusterRequestError("UNAVAILABLE", `No connection to ${url}: ${words}`, {
    reason: "CONNECTION_FAILED",
    cause,
  });
}

function codeOf(status: number): MusterErrorCode {
  if (status === 401) return "UNAUTHENTICATED";
  if (status === 403) return "FORBIDDEN";
  if (status === 404) return "NOT_FOUND";
  if (status === 413) return "PAYLOAD_TOO_LARGE";
  if (status === 429) return "RATE_LIMITED";
  return status >= 500 ? "UNAVAILABLE" : "BAD_USER_INPUT";
}
