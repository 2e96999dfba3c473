import type { Statement } from "../../platform/db/database.js";
import { apiKeyColumns } from "../columns.js";

/**
 * Keeps a key of a service, or of an agent ($5) of the same tenant; no row when there is no such agent. The share lock
 * orders it with the agent's removal, which revokes all keys that came before. agents_pkey.
 */
export const insertApiKey: Statement = {
  name: "insert_api_key",
  text: `
    WITH owner AS (
      SELECT id FROM agents WHERE id = $5 AND tenant_id = $2 AND removed_at IS NULL FOR SHARE
    )
    INSERT INTO api_keys (id, tenant_id, name, role, agent_id, prefix, secret_hash, expires_at)
    SELECT $1::text, $2::text, $3::text, $4::"Role", $5::text, $6::text, $7::text, $8::timestamptz
    WHERE $5::text IS NULL OR EXISTS (SELECT 1 FROM owner)
    RETURNING ${apiKeyColumns}`,
};
