/** The closed set of `extensions.code`. docs/errors.md explains each; a test holds the two together. */
export const errorCodes = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "BAD_USER_INPUT",
  "CONFLICT",
  "STALE_LEASE",
  "INVALID_STATE",
  "RATE_LIMITED",
  "QUOTA_EXCEEDED",
  "PAYLOAD_TOO_LARGE",
  "TIMEOUT",
  "UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Path of a field in the caller's input, as in `["inputs", 3, "kind"]`. */
export type InputPath = readonly (string | number)[];

/** One of many things that are wrong with an input. */
export interface InputProblem {
  /** From the root of what was looked at. */
  readonly path: InputPath;
  /** `NOUN_CONDITION`. */
  readonly reason: string;
  readonly message: string;
}

export interface ErrorDetail {
  /** Which condition, as `NOUN_CONDITION`; finer than the code and as stable. */
  readonly reason: string;
  /** The bad field, where the caller's input is to blame. */
  readonly path?: InputPath;
  /** All that is wrong, where more than one thing is looked for at once. */
  readonly problems?: readonly InputProblem[] | undefined;
  /** What brought it about: logged, never sent to a client. */
  readonly cause?: unknown;
}

/** The one error that may cross a slice's door: its message is written for the client. */
export class MusterError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly path: InputPath | undefined;
  readonly problems: readonly InputProblem[] | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail) {
    super(message, { cause: detail.cause });
    this.name = "MusterError";
    this.code = code;
    this.reason = detail.reason;
    this.path = detail.path;
    this.problems = detail.problems;
  }

  /** The same error, with its path put below `prefix`: a slice names the field, its caller knows where the field stands. */
  below(prefix: InputPath): MusterError {
    return this.#at([...prefix, ...(this.path ?? [])]);
  }

  /** The same error, its path without the first `steps`: the reverse of `below`. */
  without(steps: number): MusterError {
    return this.#at((this.path ?? []).slice(steps));
  }

  #at(path: InputPath): MusterError {
    const { reason, problems, cause } = this;
    return new MusterError(this.code, this.message, { reason, path, problems, cause });
  }
}

export function notFound(noun: string, id: string, path: InputPath = ["id"]): MusterError {
  return new MusterError("NOT_FOUND", `No ${noun} ${id}.`, { reason: `${noun.toUpperCase()}_NOT_FOUND`, path });
}

export function badInput(message: string, path: InputPath, reason = "INPUT_INVALID"): MusterError {
  return new MusterError("BAD_USER_INPUT", message, { reason, path });
}

export function unavailable(message: string, reason: string, cause?: unknown): MusterError {
  return new MusterError("UNAVAILABLE", message, { reason, cause });
}
