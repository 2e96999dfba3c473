import type { Statement } from "../../platform/db/database.js";

/**
 * Starts a sign-in, provided that the password which was checked ($6, its hash) still is the user's. The share lock
 * orders it with a new password, a new role and disabling: those end every sign-in that came before them, and after
 * them a sign-in needs the new password or answers no row. users_pkey.
 */
export const openSignIn: Statement = {
  name: "open_sign_in",
  text: `
    WITH allowed AS (
      SELECT id, tenant_id FROM users
      WHERE id = $2 AND tenant_id = $3 AND password_hash = $6 AND NOT disabled
      FOR SHARE
    )
    INSERT INTO sign_ins (id, tenant_id, user_id, refresh_token_hash, expires_at)
    SELECT $1::text, tenant_id, id, $4::text, $5::timestamptz FROM allowed
    RETURNING id`,
};
