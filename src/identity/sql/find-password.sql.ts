import type { Statement } from "../../platform/db/database.js";

/** users_pkey. */
export const findPassword: Statement = {
  name: "find_password",
  text: `SELECT password_hash AS "passwordHash" FROM users WHERE id = $1 AND tenant_id = $2 AND NOT disabled`,
};
