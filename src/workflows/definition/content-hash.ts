import { createHash } from "node:crypto";
import stringify from "safe-stable-stringify";

/** SHA-256 in hex of a definition, the same whatever the order of its objects' keys. */
export function contentHash(definition: unknown): string {
  return createHash("sha256")
    .update(stringify(definition) ?? "")
    .digest("hex");
}
