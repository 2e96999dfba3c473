import type { Statement } from "../../platform/db/database.js";

/**
 * Ids of what was revoked in the last $1 milliseconds, in all tenants: what a lost broadcast would have said. No lock;
 * sign_ins_revoked_idx, api_keys_revoked_idx.
 */
export const listRevocations: Statement = {
  name: "list_revocations",
  text: `
    SELECT id FROM sign_ins WHERE revoked_at > now() - $1 * interval '1 millisecond'
    UNION ALL
    SELECT id FROM api_keys WHERE revoked_at > now() - $1 * interval '1 millisecond'`,
};
