import type { Statement } from "../../platform/db/database.js";
import { itemColumns, releaseColumns } from "./columns.js";

/**
 * $1: tenant, $2: release of its own. Locks the item: its releases are moved and ranked one after the other. No row when the tenant
 * has no such release. releases_pkey, marketplace_items_tenant_id_id_idx.
 */
export const lockItemOfRelease: Statement = {
  name: "lock-item-of-release",
  text: `
SELECT ${itemColumns} FROM marketplace_items i
WHERE i.id = (SELECT r.item_id FROM releases r WHERE r.id = $2 AND r.tenant_id = $1) AND i.tenant_id = $1
FOR NO KEY UPDATE`,
};

/** $1: tenant, $2: release of its own. By primary key. */
export const findOwnRelease: Statement = {
  name: "find-own-release",
  text: `SELECT ${releaseColumns} FROM releases r WHERE r.id = $2 AND r.tenant_id = $1`,
};

/** $1: tenant, $2: release, $3: why. No row when it does not stand where it may be deprecated. The item is locked. By primary key. */
export const deprecateRelease: Statement = {
  name: "deprecate-release",
  text: `
UPDATE releases r SET status = 'DEPRECATED', status_reason = $3
WHERE r.id = $2 AND r.tenant_id = $1 AND r.status IN ('LISTED')
RETURNING ${releaseColumns}`,
};

/** $1: tenant, $2: release, $3: why. No row when it does not stand where it may be yanked. The item is locked. By primary key. */
export const yankRelease: Statement = {
  name: "yank-release",
  text: `
UPDATE releases r SET status = 'YANKED', status_reason = $3
WHERE r.id = $2 AND r.tenant_id = $1 AND r.status IN ('LISTED', 'DEPRECATED')
RETURNING ${releaseColumns}`,
};

/** $1: tenant, $2: release, $3: null. No row when there is nothing to take back. The item is locked. By primary key. */
export const restoreRelease: Statement = {
  name: "restore-release",
  text: `
UPDATE releases r SET status = 'LISTED', status_reason = $3
WHERE r.id = $2 AND r.tenant_id = $1 AND r.status IN ('DEPRECATED', 'YANKED')
RETURNING ${releaseColumns}`,
};

/** $1: tenant, $2: release, $3: key, $4: signature. In place of the one that it has. By primary key, of which it locks the row. */
export const signRelease: Statement = {
  name: "sign-release",
  text: `
UPDATE releases r SET key_id = $3, signature = $4 WHERE r.id = $2 AND r.tenant_id = $1
RETURNING ${releaseColumns}`,
};
