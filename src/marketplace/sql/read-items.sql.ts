import type { Statement } from "../../platform/db/database.js";
import { itemColumns } from "./columns.js";
import { isReadableBy } from "./readable.js";

/**
 * The item of a name or id, that the tenant may see or has installed. $1: tenant id, $2: name or id. Answers one row at most: no name is
 * an id. Indexes marketplace_items_name_key, marketplace_items_pkey; locks nothing.
 */
export const readItem: Statement = {
  name: "read-item",
  text: `SELECT ${itemColumns} FROM marketplace_items i WHERE (i.name = $2 OR i.id = $2) AND ${isReadableBy("$1::text")}`,
};

/** Items that the tenant may see or has installed. $1: tenant id, $2: ids. By primary key; locks nothing. */
export const readItems: Statement = {
  name: "read-items",
  text: `SELECT ${itemColumns} FROM marketplace_items i WHERE i.id = ANY($2::text[]) AND ${isReadableBy("$1::text")}`,
};
