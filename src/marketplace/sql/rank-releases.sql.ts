import type { Statement } from "../../platform/db/database.js";

/** $1: item. What may be its latest release: versions are compared by us. Index releases_item_id_version_key; 1,000 at most. */
export const findListedReleases: Statement = {
  name: "find-listed-releases",
  text: `SELECT r.id, r.version FROM releases r WHERE r.item_id = $1 AND r.status IN ('LISTED', 'DEPRECATED')`,
};

/**
 * $1: item, $2: its latest release, or null. What follows from that one is kept with the item, for searches. Whoever runs it holds
 * the item's lock. By primary keys.
 */
export const setLatestRelease: Statement = {
  name: "set-latest-release",
  text: `
UPDATE marketplace_items i SET latest_release_id = $2, updated_at = now(),
  latest_released_at = (SELECT r.created_at FROM releases r WHERE r.id = $2),
  capabilities = ARRAY(
    SELECT c.name FROM releases r CROSS JOIN json_array_elements_text(coalesce(r.manifest -> 'capabilities', '[]'))
      WITH ORDINALITY AS c(name, position)
    WHERE r.id = $2 ORDER BY c.position)
WHERE i.id = $1`,
};
