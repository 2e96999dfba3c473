import type { Statement } from "../../platform/db/database.js";

/** Revokes one sign-in; answers its id when it was live. sign_ins_pkey. */
export const endSignIn: Statement = {
  name: "end_sign_in",
  text: `
    UPDATE sign_ins SET revoked_at = now()
    WHERE id = $1 AND tenant_id = $2 AND revoked_at IS NULL
    RETURNING id`,
};
