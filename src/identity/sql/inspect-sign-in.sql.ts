import type { Statement } from "../../platform/db/database.js";

/** Why a refresh token ($2) was not exchanged at $3. sign_ins_pkey. */
export const inspectSignIn: Statement = {
  name: "inspect_sign_in",
  text: `
    SELECT tenant_id AS "tenantId", refresh_token_hash = $2 AS current, expires_at <= $3 AS expired
    FROM sign_ins WHERE id = $1`,
};
