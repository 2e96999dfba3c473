import { badInput, MusterError } from "../platform/errors.js";
import type { CreateUploadInput } from "./door.js";

const hashPattern = /^[0-9a-f]{64}$/;
/** RFC 6838, section 4.2; parameters as `charset=utf-8`, without quotes. It becomes a header of the download. */
const mediaTypePattern =
  /^[a-z\d][\w!#$&^.+-]{0,126}\/[a-z\d][\w!#$&^.+-]{0,126}(?: ?; ?[\w!#$&^.+-]{1,50}=[\w!#$&^.+-]{1,100}){0,5}$/i;

/** Whether it is a SHA-256 as we write them. */
export function isHash(text: string): boolean {
  return hashPattern.test(text);
}

/** Throws BAD_USER_INPUT at the field that is wrong, PAYLOAD_TOO_LARGE at `["size"]`. */
export function checkUpload({ sha256, size, mediaType }: CreateUploadInput, maxBytes: number): void {
  if (!isHash(sha256)) throw badInput("sha256 must be 64 lower-case hex digits.", ["sha256"], "HASH_INVALID");
  if (!Number.isSafeInteger(size) || size < 1) {
    throw badInput("size must be a whole number of bytes, 1 at least.", ["size"], "SIZE_INVALID");
  }
  if (size > maxBytes) {
    throw new MusterError("PAYLOAD_TOO_LARGE", `A binary may have ${maxBytes} bytes here.`, {
      reason: "BINARY_TOO_LARGE",
      path: ["size"],
    });
  }
  if (!mediaTypePattern.test(mediaType)) {
    throw badInput("mediaType must be one, as application/wasm.", ["mediaType"], "MEDIA_TYPE_INVALID");
  }
}
