import { Duration, Timestamp } from "./time.js";

/** Kinds of values. JSON has `double` for each of its numbers; `int` is what literals without a point and `size` give. */
export type Kind = "null" | "bool" | "int" | "double" | "string" | "list" | "map" | "timestamp" | "duration" | "type";

/** A kind as a value: what `type(x)` gives. */
export class KindValue {
  constructor(readonly kind: Kind) {}
}

/** What is known of a value before it is there. */
export interface Known {
  /** `dyn`: nothing. */
  readonly kind: Kind | "dyn";
  /** What a list holds, where that is known. */
  readonly element?: Known;
  /** All fields of a map, where they are known. */
  readonly fields?: ReadonlyMap<string, Known>;
}

export const dyn: Known = { kind: "dyn" };

/** Maps are plain objects where they come from JSON, and `Map` where an expression made them; any other object is JSON's. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "double";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      return value === null || value === undefined ? "null" : kindOfObject(value);
  }
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return "list";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof Duration) return "duration";
  return value instanceof KindValue ? "type" : "map";
}

/** Words of JSON, which authors know. */
const words: Readonly<Record<Kind | "dyn", string>> = {
  null: "null",
  bool: "a boolean",
  int: "an integer",
  double: "a number",
  string: "a string",
  list: "a list",
  map: "an object",
  timestamp: "a timestamp",
  duration: "a duration",
  type: "a type",
  dyn: "anything",
};

/** With its article, as in "a list". */
export function wordFor(kind: Kind | "dyn"): string {
  return words[kind];
}

export function isNumeric(kind: Kind | "dyn"): boolean {
  return kind === "int" || kind === "double";
}
