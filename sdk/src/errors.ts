import type { GraphQLFormattedError } from "graphql";

/** The closed set of codes that the server answers; a transport failure reads as `UNAVAILABLE` or `TIMEOUT`. */
export type MusterErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "BAD_USER_INPUT"
  | "CONFLICT"
  | "STALE_LEASE"
  | "INVALID_STATE"
  | "RATE_LIMITED"
  | "QUOTA_EXCEEDED"
  | "PAYLOAD_TOO_LARGE"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "INTERNAL_SERVER_ERROR"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED";

/** Path of a field in the caller's input, as in `["inputs", 3, "kind"]`. */
export type InputPath = readonly (string | number)[];

interface RequestErrorDetail {
  readonly reason?: string | undefined;
  readonly path?: InputPath | undefined;
  readonly cause?: unknown;
}

/** A request that was refused, or that did not get through. */
export class MusterRequestError extends Error {
  /** What sort of failure: decide on this. A newer server may answer codes that this version does not list. */
  readonly code: MusterErrorCode | (string & {});
  /** Which condition, as `NOUN_CONDITION`; finer than the code and as stable. */
  readonly reason: string | undefined;
  /** The bad field, where the input is to blame. */
  readonly path: InputPath | undefined;

  constructor(code: MusterErrorCode | (string & {}), message: string, detail: RequestErrorDetail = {}) {
    super(message, { cause: detail.cause });
    this.name = "MusterRequestError";
    this.code = code;
    this.reason = detail.reason;
    this.path = detail.path;
  }

  /** Whether the same request may well succeed a little later. */
  get transient(): boolean {
    return this.code === "UNAVAILABLE" || this.code === "TIMEOUT" || this.code === "RATE_LIMITED";
  }

  /** The first of a GraphQL answer's errors: the server reports one per request. */
  static fromAnswer(errors: readonly GraphQLFormattedError[]): MusterRequestError {
    const [first] = errors;
    if (first === undefined)
      return new MusterRequestError("INTERNAL_SERVER_ERROR", "The answer has neither data nor errors.");
    const { code, reason, path } = first.extensions ?? {};
    return new MusterRequestError(typeof code === "string" ? code : "INTERNAL_SERVER_ERROR", first.message, {
      reason: typeof reason === "string" ? reason : undefined,
      path: Array.isArray(path) ? (path as InputPath) : undefined,
    });
  }
}

/** The socket ended, or could not be opened. */
export class MusterConnectionError extends Error {
  /** Close code of the socket; 1006 when it broke or never opened. */
  readonly closeCode: number;

  constructor(closeCode: number, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "MusterConnectionError";
    this.closeCode = closeCode;
  }
}

/** Thrown by a handler when no retry can help: the task is quarantined at once. */
export class NonRetryableError extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = "NonRetryableError";
  }
}

/**
 * Why a handler is told to stop:
 * - `CANCELLED`: a person, or the task's deadline, cancelled the task;
 * - `TIMEOUT`: the try ran longer than the task's `timeoutMs`;
 * - `LEASE_LOST`: the server took the task back or gave it to another try, or refuses the agent;
 * - `STOPPING`: the agent stops and its grace has run out.
 */
export type TaskAbortReason = "CANCELLED" | "TIMEOUT" | "LEASE_LOST" | "STOPPING";

/** `signal.reason` of a handler's AbortSignal. */
export class TaskAbortError extends Error {
  readonly reason: TaskAbortReason;

  constructor(reason: TaskAbortReason, message: string) {
    super(message);
    this.name = "TaskAbortError";
    this.reason = reason;
  }
}

/** In words, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
