import type { Statement } from "../../platform/db/database.js";
import { userColumns } from "../columns.js";

/** A user of the tenant, and how many other active admins it has. users_pkey, users_tenant_id_id_idx. */
export const findUser: Statement = {
  name: "find_user",
  text: `
    SELECT ${userColumns}, (
      SELECT count(*)::int FROM users o WHERE o.tenant_id = $2 AND o.id <> $1 AND o.role = 'ADMIN' AND NOT o.disabled
    ) AS "otherAdmins"
    FROM users WHERE id = $1 AND tenant_id = $2`,
};
