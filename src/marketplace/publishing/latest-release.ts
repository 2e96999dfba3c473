import semver from "semver";
import type { Query } from "../../platform/db/database.js";
import { findListedReleases, setLatestRelease } from "../sql/rank-releases.sql.js";

/** The highest version, a pre-release only where there is nothing else; null of none. */
export function latestOf<Release extends { readonly version: string }>(releases: readonly Release[]): Release | null {
  const stable = releases.filter(({ version }) => semver.prerelease(version) === null);
  const candidates = stable.length > 0 ? stable : releases;
  return candidates.reduce<Release | null>(
    (best, release) => (best && semver.gte(best.version, release.version) ? best : release),
    null,
  );
}

/** Keeps with an item what its latest release says. Whoever calls it holds the item's lock, in the transaction that changed a release. */
export async function rankReleases(query: Query, itemId: string): Promise<void> {
  const releases = await query<{ id: string; version: string }>(findListedReleases, [itemId]);
  await query(setLatestRelease, [itemId, latestOf(releases)?.id ?? null]);
}
