import type { Statement } from "../../platform/db/database.js";

/**
 * Exchanges the current refresh token ($2) for the next ($3): a compare-and-set under the row's lock, so of calls made
 * together one gets a row. The token proves the sign-in, which names the tenant. sign_ins_pkey, users_pkey.
 */
export const rotateSignIn: Statement = {
  name: "rotate_sign_in",
  text: `
    UPDATE sign_ins s SET refresh_token_hash = $3, expires_at = $4
    FROM users u
    WHERE s.id = $1 AND s.refresh_token_hash = $2 AND s.revoked_at IS NULL AND s.expires_at > $5
      AND u.id = s.user_id AND u.tenant_id = s.tenant_id AND NOT u.disabled
    RETURNING s.tenant_id AS "tenantId", s.user_id AS "userId", u.role`,
};
