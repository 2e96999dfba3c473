import type { Statement } from "../../platform/db/database.js";

/**
 * Deletes up to $2 sign-ins of all tenants that have ended at $1, oldest end first; answers their ids. Skips what
 * another replica's sweep has locked. sign_ins_expires_at_idx.
 */
export const deleteSignIns: Statement = {
  name: "delete_sign_ins",
  text: `
    DELETE FROM sign_ins WHERE id = ANY (ARRAY(
      SELECT id FROM sign_ins WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ))
    RETURNING id`,
};
