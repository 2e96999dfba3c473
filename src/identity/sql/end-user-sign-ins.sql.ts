import type { Statement } from "../../platform/db/database.js";

/** Revokes all live sign-ins of a user but the one to keep ($3, or null); answers their ids. sign_ins_user_id_idx. */
export const endUserSignIns: Statement = {
  name: "end_user_sign_ins",
  text: `
    UPDATE sign_ins SET revoked_at = now()
    WHERE user_id = $2 AND tenant_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $3
    RETURNING id`,
};
