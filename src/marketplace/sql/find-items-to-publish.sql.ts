import type { Statement } from "../../platform/db/database.js";
import { itemColumns } from "./columns.js";

/** $1: name, of whatever tenant: whoever asks has looked at the publisher. Index marketplace_items_name_key. */
export const findItemToPublish: Statement = {
  name: "find-item-to-publish",
  text: `SELECT ${itemColumns} FROM marketplace_items i WHERE i.name = $1`,
};

/** The same, locked: releases of an item are published, moved and ranked one after the other. */
export const lockItemToPublish: Statement = {
  name: "lock-item-to-publish",
  text: `SELECT ${itemColumns} FROM marketplace_items i WHERE i.name = $1 FOR NO KEY UPDATE`,
};

/**
 * $1: tenant, $2: name or id. Its own item, locked; no name is also an id, as these have no `/`. Primary key and
 * marketplace_items_name_key.
 */
export const lockOwnItem: Statement = {
  name: "lock-own-item",
  text: `
SELECT ${itemColumns} FROM marketplace_items i WHERE (i.id = $2 OR i.name = $2) AND i.tenant_id = $1 FOR NO KEY UPDATE`,
};

/** $1: item, $2: version. How many releases it has, and whether this is one. Index releases_item_id_version_key. */
export const countReleases: Statement = {
  name: "count-releases",
  text: `
SELECT count(*)::integer AS "releaseCount", coalesce(bool_or(r.version = $2), false) AS "isVersionTaken"
FROM releases r WHERE r.item_id = $1`,
};
