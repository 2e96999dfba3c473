import type { Statement } from "../../platform/db/database.js";
import { installationColumns } from "./installation-columns.js";
import { proofColumns } from "./proof-columns.js";
import { isReleaseReadableBy } from "./readable.js";

/**
 * Installs a release. $1: id, $2: tenant id, $3: item id, $4: range, $5: release id, $6: by whom. Answers the row, or none where the item
 * is installed: of two who install it one waits for the other, at installations_tenant_id_item_id_key.
 */
export const insertInstallation: Statement = {
  name: "insert-installation",
  text: `
INSERT INTO installations AS n (id, tenant_id, item_id, range, release_id, installed_by) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (tenant_id, item_id) DO NOTHING RETURNING ${installationColumns}`,
};

/** An installation that nobody else changes until the end of the transaction. $1: tenant id, $2: id. By primary key; locks the row. */
export const lockInstallation: Statement = {
  name: "lock-installation",
  text: `SELECT ${installationColumns} FROM installations n WHERE n.id = $2 AND n.tenant_id = $1 FOR NO KEY UPDATE`,
};

/**
 * What an installation has become, now or by an upgrade. $1: tenant id, $2: id, $3: range, $4: release id, $5: workflow id, $6: kind. By
 * primary key; the row is locked or new.
 */
export const settleInstallation: Statement = {
  name: "settle-installation",
  text: `
UPDATE installations n SET range = $3, release_id = $4, workflow_id = $5, kind = $6, updated_at = now()
WHERE n.id = $2 AND n.tenant_id = $1 RETURNING ${installationColumns}`,
};

/** $1: tenant id, $2: id. Answers the id of what was there. By primary key. */
export const deleteInstallation: Statement = {
  name: "delete-installation",
  text: `DELETE FROM installations n WHERE n.id = $2 AND n.tenant_id = $1 RETURNING n.id`,
};

/**
 * A release that is to be installed, as it stands once everybody is done who was changing it, with what proves it; none
 * where the tenant may not read it any more. $1: tenant id, $2: id. Locks it FOR SHARE: it cannot be yanked before the transaction's
 * end. By primary key; key and item are read along by theirs.
 */
export const holdRelease: Statement = {
  name: "hold-release",
  text: `
SELECT ${proofColumns} FROM releases r JOIN marketplace_items i ON i.id = r.item_id
LEFT JOIN publisher_keys k ON k.id = r.key_id
WHERE r.id = $2 AND ${isReleaseReadableBy("$1::text")} FOR SHARE OF r`,
};

/** Whether a release is of an item. $1: release id, $2: item id. By primary key; locks nothing. */
export const findReleaseOfItem: Statement = {
  name: "find-release-of-item",
  text: `SELECT r.id FROM releases r WHERE r.id = $1 AND r.item_id = $2`,
};
