import type { Statement } from "../../platform/db/database.js";

/** Revokes all live keys of an agent; answers their ids. api_keys_agent_id_idx. */
export const revokeAgentKeys: Statement = {
  name: "revoke_agent_keys",
  text: `
    UPDATE api_keys SET revoked_at = now()
    WHERE agent_id = $2 AND tenant_id = $1 AND revoked_at IS NULL
    RETURNING id`,
};
