import type { Statement } from "../../platform/db/database.js";

/**
 * Has a sandbox answer for a key, unless it does for another. $1: id, $2: tenant, $3: key, $4: hash of the input. By primary key; locks the row.
 */
export const keySandbox: Statement = {
  name: "key-sandbox",
  text: `
UPDATE sandboxes x SET idempotency_key = $3, input_hash = $4
WHERE x.id = $1 AND x.tenant_id = $2 AND x.idempotency_key IS NULL`,
};
