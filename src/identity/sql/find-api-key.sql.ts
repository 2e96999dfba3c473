import type { Statement } from "../../platform/db/database.js";

/**
 * The key with this hash, in whatever tenant: it is what names the tenant, which is its agent's too. A removed agent's
 * key is as good as revoked. No lock; api_keys_secret_hash_key, agents_pkey.
 */
export const findApiKey: Statement = {
  name: "find_api_key",
  text: `
    SELECT k.id, k.tenant_id AS "tenantId", k.role, k.agent_id AS "agentId", k.expires_at AS "expiresAt",
      k.task_id AS "taskId", k.revoked_at IS NOT NULL OR a.removed_at IS NOT NULL AS revoked
    FROM api_keys k LEFT JOIN agents a ON a.id = k.agent_id
    WHERE k.secret_hash = $1`,
};
