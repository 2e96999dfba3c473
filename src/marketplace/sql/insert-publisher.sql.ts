import type { Statement } from "../../platform/db/database.js";
import { publisherColumns } from "./publisher-columns.js";

/**
 * $1: tenant. Puts its new publishers in a row, so that they can be counted, without holding up whatever refers to the tenant.
 * tenants_pkey.
 */
export const lockPublishingTenant: Statement = {
  name: "lock-publishing-tenant",
  text: `SELECT id FROM tenants WHERE id = $1 FOR NO KEY UPDATE`,
};

/** $1: tenant. Index publishers_tenant_id_id_idx. */
export const countPublishers: Statement = {
  name: "count-publishers",
  text: `SELECT count(*)::integer AS count FROM publishers WHERE tenant_id = $1`,
};

/**
 * $1: id, $2: tenant, $3: name, $4: for people, $5: by whom. No row when the name is taken, by whomever: waits for the one who is
 * just taking it. publishers_name_key.
 */
export const insertPublisher: Statement = {
  name: "insert-publisher",
  text: `
INSERT INTO publishers AS p (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (name) DO NOTHING
RETURNING ${publisherColumns}`,
};
