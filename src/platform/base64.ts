import { badInput, type InputPath } from "./errors.js";

/** RFC 4648, section 4, with its padding and nothing beside it: Node itself passes over whatever it cannot read. */
export function decodeBase64(text: string, path: InputPath): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") === text) return bytes;
  throw badInput("This is no base64.", path, "BASE64_INVALID");
}
