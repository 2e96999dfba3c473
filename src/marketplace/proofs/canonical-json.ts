import stringify from "safe-stable-stringify";

/**
 * The canonical text of a JSON value, as RFC 8785 has it: keys by their UTF-16 code units, numbers and texts as ECMAScript writes them,
 * no white space. A test holds the library to the RFC. The value must be JSON: U+0000 and half surrogate pairs are refused before.
 */
export function canonicalize(value: unknown): string {
  return stringify(value) ?? "null";
}
