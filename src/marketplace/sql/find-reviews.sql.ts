import type { Statement } from "../../platform/db/database.js";
import { isVisibleTo } from "./columns.js";

/** Columns of `reviews r`, as Review has them. */
export const reviewColumns = `r.id, r.tenant_id AS "tenantId", r.item_id AS "itemId", r.rating, r.text, r.created_at AS "createdAt",
  r.updated_at AS "updatedAt"`;

/**
 * $1: item, which the caller may see; $2: the id that the page is behind, or null; $3: most. Newest first. Index
 * reviews_item_id_id_idx.
 */
export const listReviews: Statement = {
  name: "list-reviews",
  text: `
SELECT ${reviewColumns} FROM reviews r WHERE r.item_id = $1 AND ($2::text IS NULL OR r.id < $2::text) ORDER BY r.id DESC LIMIT $3`,
};

/** $1: tenant, $2: ids. Of items that it may see. Indexes reviews_pkey, marketplace_items_pkey. */
export const findReviews: Statement = {
  name: "find-reviews",
  text: `
SELECT ${reviewColumns} FROM reviews r JOIN marketplace_items i ON i.id = r.item_id
WHERE r.id = ANY($2::text[]) AND ${isVisibleTo("$1::text")}`,
};

/** $1: tenant, $2: name or id. An item that it may see, and whose it is. Indexes marketplace_items_name_key, marketplace_items_pkey. */
export const findReviewedItem: Statement = {
  name: "find-reviewed-item",
  text: `
SELECT i.id, i.tenant_id = $1 AS "isOwn" FROM marketplace_items i WHERE i.id = $2 AND ${isVisibleTo("$1::text")}
UNION ALL SELECT i.id, i.tenant_id = $1 FROM marketplace_items i WHERE i.name = $2 AND ${isVisibleTo("$1::text")}
LIMIT 1`,
};
