import type { Statement } from "../../platform/db/database.js";
import { isVisibleTo } from "./columns.js";
import { reviewColumns } from "./find-reviews.sql.js";

/**
 * $1: tenant, $2: item. Locks the item, as all do who change its reviews, if the tenant may see it. Index marketplace_items_pkey.
 */
export const lockReviewedItem: Statement = {
  name: "lock-reviewed-item",
  text: `SELECT i.id FROM marketplace_items i WHERE i.id = $2 AND ${isVisibleTo("$1::text")} FOR NO KEY UPDATE`,
};

/** $1: tenant, $2: item. The tenant's review of it, if any; its item is locked. Index reviews_tenant_id_item_id_key. */
export const findOwnReview: Statement = {
  name: "find-own-review",
  text: `SELECT ${reviewColumns} FROM reviews r WHERE r.tenant_id = $1 AND r.item_id = $2`,
};

/** $1: id of a new review, $2: tenant, $3: item, $4: rating, $5: text, $6: whose. One that is there is changed. Its item is locked. */
export const writeReview: Statement = {
  name: "write-review",
  text: `
INSERT INTO reviews AS r (id, tenant_id, item_id, rating, text, created_by) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (tenant_id, item_id) DO UPDATE SET rating = excluded.rating, text = excluded.text, updated_at = now()
RETURNING ${reviewColumns}`,
};

/**
 * $1: tenant, $2: id. Locks the item of the tenant's own review, whether or not it is still shown that. Indexes reviews_pkey,
 * marketplace_items_pkey.
 */
export const lockItemOfReview: Statement = {
  name: "lock-item-of-review",
  text: `
SELECT i.id FROM marketplace_items i JOIN reviews r ON r.item_id = i.id WHERE r.id = $2 AND r.tenant_id = $1 FOR NO KEY UPDATE OF i`,
};

/** $1: tenant, $2: id. Answers the rating that is gone; its item is locked. Index reviews_pkey. */
export const deleteReview: Statement = {
  name: "delete-review",
  text: `DELETE FROM reviews r WHERE r.id = $2 AND r.tenant_id = $1 RETURNING r.rating`,
};

/** $1: item, which is locked; $2: how much more its ratings are altogether, $3: how many more. Index marketplace_items_pkey. */
export const rateItem: Statement = {
  name: "rate-item",
  text: `
UPDATE marketplace_items i SET rating_sum = i.rating_sum + $2::int, review_count = i.review_count + $3::int,
  rating = (i.rating_sum + $2::int)::double precision / nullif(i.review_count + $3::int, 0)
WHERE i.id = $1`,
};
