import type { Statement } from "../../platform/db/database.js";
import { userColumns } from "../columns.js";

/** Replaces the password whose hash ($3) was checked; no row when another change came first. users_pkey. */
export const changePassword: Statement = {
  name: "change_password",
  text: `
    UPDATE users SET password_hash = $4
    WHERE id = $1 AND tenant_id = $2 AND password_hash = $3 AND NOT disabled
    RETURNING ${userColumns}`,
};
