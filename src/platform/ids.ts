import { createHash } from "node:crypto";
import { typeidUnboxed } from "typeid-js";

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
  return typeidUnboxed(prefix);
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

/** What a derived id keeps of the one that it follows from: time, version and variant of the UUIDv7, so that it is one too. */
const keptCharacters = 14;
const suffixCharacters = 26;

/** The id of what there is one of for each of another noun, and `purpose`: whoever asks finds the same. Sorts beside the other. */
export function derivedId(prefix: IdPrefix, from: string, purpose: string): string {
  const kept = from.slice(from.indexOf("_") + 1).slice(0, keptCharacters);
  const hash = createHash("sha256").update(`${purpose}:${from}`).digest();
  const rest = [...hash.subarray(0, suffixCharacters - keptCharacters)].map((byte) => digits.charAt(byte % 32));
  return `${prefix}_${kept}${rest.join("")}`;
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
