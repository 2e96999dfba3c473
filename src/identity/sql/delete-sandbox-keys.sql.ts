import type { Statement } from "../../platform/db/database.js";
import { isOfSandbox } from "../columns.js";

/**
 * Deletes up to $2 keys of sandboxes, of all tenants, that ended before $1, by time or because they were revoked: those that
 * people made stay to be seen. Answers their ids. Skips what another replica's sweep has locked. api_keys_expires_idx.
 */
export const deleteSandboxKeys: Statement = {
  name: "delete_sandbox_keys",
  text: `
    DELETE FROM api_keys WHERE id = ANY (ARRAY(
      SELECT id FROM api_keys WHERE expires_at <= $1 AND ${isOfSandbox}
      ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING id`,
};
