import { LRUCache } from "lru-cache";
import semver from "semver";
import { badInput, type InputPath } from "../../platform/errors.js";

const maxRangeChars = 200;

/** Which versions are meant: `1.2.0`, `^1.2`, `>=1 <3`, `*`. */
export interface VersionRange {
  /** As it was written. */
  readonly text: string;
  /** The one version that it names; null where it may mean more than one. */
  readonly exact: string | null;
  /** Whether a pre-release may be among what it means while there are others: only where it names one. */
  readonly mayMeanPreReleases: boolean;
  /** Whether what is at this version may stay. `*` accepts pre-releases too: they are what it found when there was nothing else. */
  accepts(version: string): boolean;
  /** The highest that it means: a pre-release only where the range names one of that version, or is `*` and there is nothing else. */
  highestOf<Release extends { readonly version: string }>(releases: readonly Release[]): Release | null;
}

/** Parsing takes some microseconds; an installation's range is read whenever it runs. */
const known = new LRUCache<string, VersionRange>({ max: 1_000 });

/** BAD_USER_INPUT at `path`, RANGE_INVALID: no range, or of more than 200 characters. */
export function parseRange(text: string, path: InputPath): VersionRange {
  const found = known.get(text);
  if (found) return found;
  const parsed = text.length <= maxRangeChars && text.trim() !== "" ? semver.validRange(text) : null;
  if (parsed === null) {
    throw badInput(
      `A version or a range of versions, as 1.2.0, ^1.2 or >=1 <3, of at most ${maxRangeChars} characters.`,
      path,
      "RANGE_INVALID",
    );
  }
  const range = rangeOf(text, new semver.Range(parsed));
  known.set(text, range);
  return range;
}

export function isVersion(text: string): boolean {
  return semver.valid(text) !== null;
}

/** For `toSorted`: the highest first. */
export function byVersion(a: { readonly version: string }, b: { readonly version: string }): number {
  return semver.rcompare(a.version, b.version);
}

function rangeOf(text: string, range: semver.Range): VersionRange {
  const isAny = range.range === "*" || range.range === "";
  return {
    text,
    exact: semver.valid(text.trim().replace(/^=\s*/, "")),
    mayMeanPreReleases: text.includes("-"),
    accepts: (version) => isAny || range.test(version),
    highestOf(releases) {
      const meant = releases.filter(({ version }) => range.test(version));
      return highest(meant.length === 0 && isAny ? releases : meant);
    },
  };
}

function highest<Release extends { readonly version: string }>(releases: readonly Release[]): Release | null {
  let best: Release | null = null;
  for (const release of releases) if (!best || semver.gt(release.version, best.version)) best = release;
  return best;
}
