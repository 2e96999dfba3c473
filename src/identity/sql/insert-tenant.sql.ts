import type { Statement } from "../../platform/db/database.js";
import { tenantColumns } from "../columns.js";

export const insertTenant: Statement = {
  name: "insert_tenant",
  text: `INSERT INTO tenants (id, name, is_operator) VALUES ($1, $2, $3) RETURNING ${tenantColumns}`,
};
