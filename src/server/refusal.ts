import type { ApolloServerErrorCode } from "@apollo/server/errors";
import { GraphQLError } from "graphql";
import { MusterError, type ErrorCode } from "../platform/errors.js";

/** An operation that may not run, for a reason of ours. */
export function refused(code: ErrorCode, reason: string, message: string): GraphQLError {
  return wrapped(new MusterError(code, message, { reason }));
}

export function wrapped(error: MusterError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

/** A document or an operation beyond what is allowed. */
export function tooLarge(reason: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED", reason } });
}

/** A request that GraphQL itself cannot take, under one of Apollo's codes. */
export function invalid(code: keyof typeof ApolloServerErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

interface Revision {
  readonly message?: string;
  readonly code?: string;
}

/** The same error, at the same place, with another message or code. */
export function revised(error: GraphQLError, { message = error.message, code }: Revision): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    originalError: error.originalError ?? null,
    extensions: { ...error.extensions, ...(code !== undefined && { code }) },
  });
}
