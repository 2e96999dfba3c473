import type { Statement } from "../../platform/db/database.js";
import { releaseColumns } from "./columns.js";
import { isReleaseReadableBy } from "./readable.js";

/**
 * Releases that tenants may read. $1: tenant ids, $2: a release's id for each. Answers a row for each pair that there is.
 * Indexes releases_pkey, marketplace_items_pkey; locks nothing.
 */
export const readReleases: Statement = {
  name: "read-releases",
  text: `
SELECT ${releaseColumns} FROM unnest($1::text[], $2::text[]) AS w (tenant_id, release_id)
JOIN releases r ON r.id = w.release_id JOIN marketplace_items i ON i.id = r.item_id
WHERE ${isReleaseReadableBy("w.tenant_id")}`,
};

/**
 * All versions that tenants may read of items, in no order: an item has at most 1,000. $1: tenant ids, $2: an item's id for each. Answers
 * a row for each pair that has any: `place`, from 1, and three arrays side by side. Indexes marketplace_items_pkey,
 * releases_item_id_version_key; locks nothing.
 */
export const readVersions: Statement = {
  name: "read-versions",
  text: `
SELECT w.place::integer AS place, array_agg(r.id) AS ids, array_agg(r.version) AS versions, array_agg(r.status::text) AS statuses
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (tenant_id, item_id, place)
JOIN marketplace_items i ON i.id = w.item_id JOIN releases r ON r.item_id = i.id
WHERE ${isReleaseReadableBy("w.tenant_id")}
GROUP BY w.place`,
};
