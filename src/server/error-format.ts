import { randomUUID } from "node:crypto";
import { ApolloServerErrorCode } from "@apollo/server/errors";
import { GraphQLError, Kind, type GraphQLFormattedError } from "graphql";
import { errorCodes, MusterError, type InputPath } from "../platform/errors.js";
import type { Log } from "../platform/log.js";

const messageLength = 2000;

const clientCodes = new Set<unknown>([...errorCodes, ...Object.values(ApolloServerErrorCode)]);
clientCodes.delete("INTERNAL_SERVER_ERROR");

/**
 * What a client sees of an error: a code of the closed set and what was written for it. Anything unforeseen becomes
 * INTERNAL_SERVER_ERROR with a correlation id, and goes to the log under that id with all that is known.
 */
export function formatError(error: unknown, log: Log): GraphQLFormattedError {
  const located = error instanceof GraphQLError ? error : new GraphQLError("", { originalError: asError(error) });
  const place = {
    ...(located.locations && { locations: located.locations }),
    ...(located.path && { path: located.path }),
  };
  const known = describeMuster(located, log) ?? describeVariable(located) ?? describeCoded(located);
  if (known) return { ...known, message: known.message.slice(0, messageLength), ...place };
  const correlationId = randomUUID();
  log.error({ err: located.originalError ?? located, correlationId, path: located.path }, "operation failed");
  return {
    message: "Something went wrong on our side.",
    ...place,
    extensions: { code: "INTERNAL_SERVER_ERROR", reason: "SERVER_FAILED", correlationId },
  };
}

interface Description {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

function describeMuster(error: GraphQLError, log: Log): Description | null {
  const muster = musterErrorIn(error);
  if (!muster) return null;
  const { code, reason, path, problems, message, cause } = muster;
  if (cause !== undefined) log.warn({ err: cause, code, reason }, message);
  return { message, extensions: { code, reason, ...(path && { path }), ...(problems && { problems }) } };
}

/** GraphQL wraps what a resolver throws once, Apollo sometimes once more. */
function musterErrorIn(error: Error): MusterError | null {
  if (error instanceof MusterError) return error;
  const inner = error instanceof GraphQLError ? error.originalError : null;
  return inner ? musterErrorIn(inner) : null;
}

/** A variable that does not fit its type. GraphQL names the field only inside its message. */
function describeVariable(error: GraphQLError): Description | null {
  const node = error.nodes?.length === 1 ? error.nodes[0] : undefined;
  if (node?.kind !== Kind.VARIABLE_DEFINITION) return null;
  const reason = lastOf(error.originalError);
  const head = reason && error.message.endsWith(`; ${reason}`) ? error.message.slice(0, -reason.length - 2) : "";
  const printed = / at "([\w.[\]]+)"$/.exec(head)?.[1];
  const path = printed ? parsePath(printed) : [node.variable.name.value];
  const message = reason ? `${printPath(path)}: ${reason}` : error.message;
  return { message, extensions: { code: "BAD_USER_INPUT", reason: "INPUT_INVALID", path } };
}

/** The message that GraphQL put at the end of its own, whether or not Apollo has wrapped the error since. */
function lastOf(error: Error | null | undefined): string | undefined {
  const inner =
    error instanceof GraphQLError && error.originalError instanceof GraphQLError ? error.originalError : error;
  return inner?.message;
}

function parsePath(printed: string): InputPath {
  return [...printed.matchAll(/\[(\d+)\]|\w+/g)].map(([word, index]) => (index === undefined ? word : Number(index)));
}

function printPath(path: InputPath): string {
  return path.map((key, depth) => (typeof key === "number" ? `[${key}]` : depth ? `.${key}` : key)).join("");
}

function describeCoded(error: GraphQLError): Description | null {
  const { code, reason, path } = error.extensions;
  if (!clientCodes.has(code)) return null;
  return {
    message: error.message,
    extensions: {
      code,
      ...(reason !== undefined && { reason }),
      ...(path !== undefined && { path }),
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
