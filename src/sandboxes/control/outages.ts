import { MusterError, type ErrorCode } from "../../platform/errors.js";

/** What goes well another time without anybody's doing. */
const passing: ReadonlySet<ErrorCode> = new Set(["RATE_LIMITED", "UNAVAILABLE", "TIMEOUT", "INTERNAL_SERVER_ERROR"]);

/** Whether it says something for good: another try would be answered the same. */
export function isRefusal(error: unknown): error is MusterError {
  return error instanceof MusterError && !passing.has(error.code);
}
