import { badInput, type InputPath } from "../platform/errors.js";
import { isStorable } from "../platform/labels.js";

/** Text that a program in C can be given, and that PostgreSQL can keep. */
export function checkText(text: string, path: InputPath): string {
  if (isStorable(text)) return text;
  throw badInput("Text may hold neither U+0000 nor half a surrogate pair.", path, "TEXT_UNSTORABLE");
}

/** RFC 4648, section 4, with its padding and nothing beside it: Node itself passes over whatever it cannot read. */
export function decodeBase64(text: string, path: InputPath): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") === text) return bytes;
  throw badInput("This is no base64.", path, "BASE64_INVALID");
}
