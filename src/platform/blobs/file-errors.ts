import { MusterError } from "../errors.js";
import { storeFull, storeUnavailable } from "./blob-errors.js";

/** No room on the disk, or no more for this account. */
const full = new Set<unknown>(["ENOSPC", "EDQUOT"]);

/** What the file system says, as an error of the store. Anything that is none of its own is left as it is. */
export function fileFailure(error: unknown): unknown {
  if (error instanceof MusterError || codeOf(error) === undefined) return error;
  return full.has(codeOf(error)) ? storeFull(error) : storeUnavailable(error);
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Only errors of the system have a number. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && "errno" in error && "code" in error ? error.code : undefined;
}
