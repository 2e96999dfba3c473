import { badInput } from "../errors.js";
import { blobTooLarge } from "./blob-errors.js";
import type { BlobName } from "./blob-store.js";

const maxBlobBytes = 5 * 2 ** 30;
const digest = /^[0-9a-f]{64}$/;

/** Refuses what is no name, so that none ever leads out of the store's folder. */
export function checkName(name: BlobName): void {
  if (typeof name.sha256 !== "string" || !digest.test(name.sha256))
    throw badInput("Must be 64 lower-case hex digits.", ["sha256"], "BLOB_NAME_INVALID");
  if (!Number.isSafeInteger(name.size) || name.size < 0)
    throw badInput("Must be a whole number of bytes, 0 or more.", ["size"], "BLOB_NAME_INVALID");
  if (name.size > maxBlobBytes) throw blobTooLarge(name, maxBlobBytes);
}

/** Where it lies: folders of one level, so that none has more than a 256th of all. */
export function keyOf({ sha256 }: BlobName): string {
  return `sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}
