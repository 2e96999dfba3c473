import { badInput, MusterError, type InputPath } from "../platform/errors.js";
import { isStorable } from "../platform/labels.js";

/** Bytes of a value's JSON form in UTF-8. */
export function jsonSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

/** What PostgreSQL cannot keep in a JSON text: U+0000 and half of a surrogate pair. */
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/i;

/** Throws when a value is too large to keep, or holds what PostgreSQL cannot; answers its bytes as JSON, 0 for none. */
export function checkJson(value: unknown, maxBytes: number, path: InputPath): number {
  if (value === undefined || value === null) return 0;
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new MusterError("PAYLOAD_TOO_LARGE", `May take ${maxBytes} bytes as JSON.`, {
      reason: "JSON_TOO_LARGE",
      path,
    });
  }
  // The pattern may also hit an escaped backslash before a `u`: only then is the value walked.
  if (unstorable.test(text) && holdsUnstorable(value)) {
    throw badInput("Text may hold neither U+0000 nor half a surrogate pair.", path, "TEXT_UNSTORABLE");
  }
  return bytes;
}

function holdsUnstorable(value: unknown): boolean {
  if (typeof value === "string") return !isStorable(value);
  if (Array.isArray(value)) return value.some(holdsUnstorable);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => !isStorable(key) || holdsUnstorable(inner));
}

/** The text as PostgreSQL can keep it, at most `maxLength` characters of it. */
export function storable(text: string, maxLength: number): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed().slice(0, maxLength).toWellFormed();
}
