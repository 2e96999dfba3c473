import semver from "semver";
import { badInput } from "../../platform/errors.js";

export interface ItemName {
  /** The part before the `/`. */
  readonly publisher: string;
  /** All of it. */
  readonly full: string;
}

const word = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const maxPublisherChars = 39;
const maxItemChars = 64;

/** BAD_USER_INPUT at `["name"]`. */
export function checkPublisherName(name: string): string {
  if (name.length <= maxPublisherChars && word.test(name)) return name;
  const message = `A publisher's name has 1 to ${maxPublisherChars} of a-z, 0-9 and single -, not first or last.`;
  throw badInput(message, ["name"], "NAME_INVALID");
}

/** BAD_USER_INPUT at `["name"]`. */
export function parseItemName(full: string): ItemName {
  const [publisher = "", item = "", ...more] = full.split("/", 3);
  const isPublisher = publisher.length <= maxPublisherChars && word.test(publisher);
  if (isPublisher && item.length <= maxItemChars && word.test(item) && more.length === 0) return { publisher, full };
  const lengths = `1 to ${maxPublisherChars} and 1 to ${maxItemChars}`;
  throw badInput(`Must be publisher/name: each ${lengths} of a-z, 0-9 and single -.`, ["name"], "NAME_INVALID");
}

/** A semantic version as it is written, without `v` and build metadata; BAD_USER_INPUT at `["version"]`. */
export function checkVersion(version: string): string {
  // The library forgives a leading v, = and white space: what it makes of the text must be the text.
  if (semver.parse(version)?.version === version) return version;
  const message = "Must be a semantic version without build metadata, as 1.2.0 or 2.0.0-beta.1.";
  throw badInput(message, ["version"], "VERSION_INVALID");
}
