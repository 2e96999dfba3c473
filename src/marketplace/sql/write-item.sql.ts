import type { Statement } from "../../platform/db/database.js";
import { itemColumns } from "./columns.js";

/**
 * $1: id, $2: tenant, $3: publisher, $4: name, $5: type, $6 to $12: what is said of it, as in updateItem. Nothing when the name is
 * taken: waits for the one who is just taking it. marketplace_items_name_key.
 */
export const insertItem: Statement = {
  name: "insert-item",
  text: `
INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description, tags, licence, repository_url, price_per_run,
  visibility, shared_with)
VALUES ($1, $2, $3, $4, $5::"ItemType", $6, $7, $8, $9, $10, $11::"ItemVisibility", $12)
ON CONFLICT (name) DO NOTHING`,
};

/**
 * $1: id, $2: description, $3: tags, $4: licence, $5: repository, $6: price, $7: visibility, $8: tenants. Whoever runs it holds the
 * item's lock. By primary key.
 */
export const updateItem: Statement = {
  name: "update-item",
  text: `
UPDATE marketplace_items i SET description = $2, tags = $3, licence = $4, repository_url = $5, price_per_run = $6,
  visibility = $7::"ItemVisibility", shared_with = $8, updated_at = now()
WHERE i.id = $1
RETURNING ${itemColumns}`,
};
