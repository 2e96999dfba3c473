import { badInput, MusterError, unavailable } from "../errors.js";
import type { BlobName } from "./blob-store.js";

/** Of an upload that is shorter or longer than its name says, or was cut off. */
export function sizeWrong({ size }: BlobName, cause?: unknown): MusterError {
  const message = `The bytes are not exactly the ${size} that were announced.`;
  return new MusterError("BAD_USER_INPUT", message, { reason: "BLOB_SIZE_WRONG", path: ["size"], cause });
}

export function hashWrong({ sha256 }: BlobName): MusterError {
  return badInput(`The SHA-256 of the bytes is not ${sha256}.`, ["sha256"], "BLOB_HASH_WRONG");
}

export function blobNotFound({ sha256 }: BlobName): MusterError {
  return new MusterError("NOT_FOUND", `No blob ${sha256}.`, { reason: "BLOB_NOT_FOUND", path: ["sha256"] });
}

export function blobCorrupt({ sha256 }: BlobName): MusterError {
  return unavailable(`The stored blob ${sha256} is damaged; upload it again.`, "BLOB_CORRUPT");
}

export function blobTooLarge({ size }: BlobName, maxBytes: number): MusterError {
  const message = `A blob of ${size} bytes is too large: ${maxBytes} are possible here.`;
  return new MusterError("PAYLOAD_TOO_LARGE", message, { reason: "BLOB_TOO_LARGE", path: ["size"] });
}

export function storeUnavailable(cause?: unknown): MusterError {
  return unavailable("The store of blobs does not answer; try again.", "BLOBS_UNAVAILABLE", cause);
}

export function storeFull(cause: unknown): MusterError {
  return unavailable("The store of blobs is full.", "BLOBS_FULL", cause);
}
