import type { Statement } from "../../platform/db/database.js";
import { isVisibleTo, itemColumns } from "./columns.js";
import { proofColumns } from "./proof-columns.js";

/**
 * An item that the tenant may see or has installed, and of its releases the one that is installed, the latest, and the one of a
 * version or id, with what proves them. $1: tenant id, $2: name or id of the item, $3: a version, $4: a release's id, both may be null.
 * Answers a row for each of these releases, one without a release where there is none, and none where there is no such item.
 * Indexes marketplace_items_name_key, marketplace_items_pkey, installations_tenant_id_item_id_key, releases_pkey,
 * releases_item_id_version_key, publisher_keys_pkey; locks nothing.
 */
export const readRunnable: Statement = {
  name: "read-runnable",
  text: `
SELECT ${proofColumns}, (SELECT to_json(row) FROM (SELECT ${itemColumns}) row) AS item,
  ${isVisibleTo("$1::text")} AS "isVisible", r.id IS NOT DISTINCT FROM n.release_id AS "isInstalled",
  r.id IS NOT DISTINCT FROM i.latest_release_id AS "isLatest", r.version IS NOT DISTINCT FROM $3::text AS "isNamed"
FROM marketplace_items i
LEFT JOIN installations n ON n.tenant_id = $1::text AND n.item_id = i.id
LEFT JOIN releases r ON r.id = ANY(ARRAY[n.release_id, i.latest_release_id, $4::text,
  (SELECT v.id FROM releases v WHERE v.item_id = i.id AND v.version = $3::text)]) AND r.item_id = i.id
LEFT JOIN publisher_keys k ON k.id = r.key_id
WHERE (i.name = $2 OR i.id = $2) AND (n.id IS NOT NULL OR ${isVisibleTo("$1::text")})`,
};
