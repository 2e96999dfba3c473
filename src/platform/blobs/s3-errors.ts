import { MusterError } from "../errors.js";
import { storeUnavailable } from "./blob-errors.js";

/** What S3, the SDK or the way to either says, as an error of the store. */
export function s3Failure(error: unknown): unknown {
  return error instanceof MusterError ? error : storeUnavailable(error);
}

/** That there is no such object, as opposed to no such bucket. A HEAD's answer has no body that tells them apart. */
export function isMissingObject(error: unknown): boolean {
  return error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");
}
