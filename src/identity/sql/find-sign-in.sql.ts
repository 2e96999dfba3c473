import type { Statement } from "../../platform/db/database.js";

/**
 * How the sign-in of an access token and its user stand: once per token and cache time. No lock; sign_ins_pkey and
 * users_pkey. No row when it was never made, or swept after its end.
 */
export const findSignIn: Statement = {
  name: "find_sign_in",
  text: `
    SELECT u.role, s.revoked_at IS NOT NULL AS revoked, u.disabled
    FROM sign_ins s JOIN users u ON u.id = s.user_id AND u.tenant_id = s.tenant_id
    WHERE s.id = $1 AND s.user_id = $2 AND s.tenant_id = $3`,
};
