import type { Statement } from "../../platform/db/database.js";
import { userColumns } from "../columns.js";

/** What is null stays. users_pkey. */
export const changeUser: Statement = {
  name: "change_user",
  text: `
    UPDATE users SET name = coalesce($3, name), role = coalesce($4, role), disabled = coalesce($5, disabled)
    WHERE id = $1 AND tenant_id = $2
    RETURNING ${userColumns}`,
};
