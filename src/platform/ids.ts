import { typeid } from "typeid-js";

/** Every noun that has an id, and so every prefix that an id can have. */
export const idPrefixes = [
  "tenant",
  "user",
  "signin",
  "key",
  "agent",
  "session",
  "replica",
  "kind",
  "task",
  "workflow",
  "version",
  "run",
  "step",
  "trigger",
  "binary",
  "upload",
  "publisher",
  "pubkey",
  "item",
  "release",
  "installation",
  "review",
  "execution",
  "sandbox",
  "warm",
] as const;

export type IdPrefix = (typeof idPrefixes)[number];

/** A new TypeID (https://github.com/jetify-com/typeid): `task_` and a UUIDv7 in base32, so ids sort by creation. */
export function newId(prefix: IdPrefix): string {
  return typeid(prefix).toString();
}

const digits = "0123456789abcdefghjkmnpqrstvwxyz";
/** A UUIDv7 begins with its time in 48 bits: three in the first character, five in each of the others. */
const timeCharacters = 10;

/** What all ids made at that time or later are above, and all made before are below; to the millisecond. */
export function firstIdAt(prefix: IdPrefix, at: Date): string {
  let ms = Math.max(0, at.getTime());
  let time = "";
  while (time.length < timeCharacters) {
    time = digits.charAt(ms % 32) + time;
    ms = Math.floor(ms / 32);
  }
  return `${prefix}_${time}`;
}

/** The noun that an id names; undefined when it is no id of ours. Costs no look-up: says nothing of existence. */
export function prefixOf(id: string): IdPrefix | undefined {
  const prefix = idPrefixes.find((known) => id.startsWith(`${known}_`));
  return prefix && isId(prefix, id) ? prefix : undefined;
}

/** 128 bits in Crockford's base32: the first character has three of them. */
const suffix = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** By its shape alone: `typeid-js` decodes the UUID to tell, which took 0.9 µs an id, a tenth of what a page of tasks took. */
export function isId(prefix: IdPrefix, id: string): boolean {
  return id.startsWith(`${prefix}_`) && suffix.test(id.slice(prefix.length + 1));
}
