import type { Statement } from "../../platform/db/database.js";
import { publisherKeyColumns } from "./publisher-columns.js";

/**
 * $1: tenant, $2: id. The first time counts; again it changes nothing. No row when the tenant has no such key. By primary key, of
 * which it locks the row.
 */
export const revokePublisherKey: Statement = {
  name: "revoke-publisher-key",
  text: `
UPDATE publisher_keys k SET revoked_at = coalesce(k.revoked_at, now()) WHERE k.id = $2 AND k.tenant_id = $1
RETURNING ${publisherKeyColumns}`,
};
