import { MusterError, unavailable } from "../platform/errors.js";

export function uploadNotFound(): MusterError {
  return new MusterError("NOT_FOUND", "No such upload: it was never offered, has expired, or is done with.", {
    reason: "UPLOAD_NOT_FOUND",
  });
}

export function uploadTaken(): MusterError {
  return new MusterError("CONFLICT", "Somebody is sending to this URL; if that was you, try again in a minute.", {
    reason: "UPLOAD_TAKEN",
  });
}

/** Told before a byte is read; what turns out while they are read, the store tells by the same reason. */
export function uploadSizeWrong(size: number): MusterError {
  return new MusterError("BAD_USER_INPUT", `The bytes are not exactly the ${size} that were announced.`, {
    reason: "BLOB_SIZE_WRONG",
    path: ["size"],
  });
}

/** Of a connection: nobody may be there to read it. */
export function uploadCut(cause: unknown): MusterError {
  return new MusterError("BAD_USER_INPUT", "The bytes were cut off; send them again.", { reason: "UPLOAD_CUT", cause });
}

export function uploadTimedOut(message: string): MusterError {
  return new MusterError("TIMEOUT", message, { reason: "UPLOAD_TIMEOUT" });
}

/** Another may have taken the upload, or nobody. */
export function uploadLost(): MusterError {
  return unavailable("This process did not keep up with the upload; send it again.", "UPLOAD_LOST");
}

export function uploadsFull(): MusterError {
  return unavailable("This replica takes no more uploads at the moment; try again.", "UPLOADS_FULL");
}

export function uploadsStopped(): MusterError {
  return unavailable("This replica is going away; connect again.", "SERVER_DRAINING");
}

export function downloadNotFound(): MusterError {
  return new MusterError(
    "NOT_FOUND",
    "No such download: the URL is none of ours, has expired, or what it names was removed.",
    { reason: "DOWNLOAD_NOT_FOUND" },
  );
}

/** What PostgreSQL knows of is not in the store. */
export function blobMissing(cause: unknown): MusterError {
  return unavailable("The stored bytes are gone; upload them again.", "BLOB_MISSING", cause);
}

export function binaryInUse(id: string, cause: unknown): MusterError {
  return new MusterError("INVALID_STATE", `A release holds the binary ${id}.`, {
    reason: "BINARY_IN_USE",
    path: ["id"],
    cause,
  });
}

/** Whether a statement would have taken away what a row refers to. */
export function isStillReferred(error: unknown): boolean {
  // PostgreSQL 18 tells RESTRICT (23001) from NO ACTION (23503), those before it do not.
  return error instanceof Error && "code" in error && (error.code === "23503" || error.code === "23001");
}
