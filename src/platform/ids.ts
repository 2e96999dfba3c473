import { typeid, TypeID } from "typeid-js";

/** Every noun that has an id, and so every prefix that an id can have. */
export const idPrefixes = ["tenant", "user", "signin", "key", "agent", "session", "replica", "kind", "task"] as const;

export type IdPrefix = (typeof idPrefixes)[number];

/** A new TypeID (https://github.com/jetify-com/typeid): `task_` and a UUIDv7 in base32, so ids sort by creation. */
export function newId(prefix: IdPrefix): string {
  return typeid(prefix).toString();
}

/** The noun that an id names; undefined when it is no id of ours. Costs no look-up: says nothing of existence. */
export function prefixOf(id: string): IdPrefix | undefined {
  const prefix = idPrefixes.find((known) => id.startsWith(`${known}_`));
  return prefix && isId(prefix, id) ? prefix : undefined;
}

export function isId(prefix: IdPrefix, id: string): boolean {
  if (id.length !== prefix.length + 27 || !id.startsWith(`${prefix}_`)) return false;
  try {
    return TypeID.fromString(id).getType() === prefix;
  } catch {
    return false;
  }
}
