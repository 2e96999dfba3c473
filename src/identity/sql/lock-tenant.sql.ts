import type { Statement } from "../../platform/db/database.js";

/** Puts changes to a tenant's admins in a row, without holding up whatever refers to the tenant. tenants_pkey. */
export const lockTenant: Statement = {
  name: "lock_tenant",
  text: `SELECT id FROM tenants WHERE id = $1 FOR NO KEY UPDATE`,
};
