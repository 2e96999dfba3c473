import type { Statement } from "../../platform/db/database.js";

/** The first tenant, once it is there. */
export const findOperator: Statement = {
  name: "find_operator",
  text: `SELECT id FROM tenants WHERE is_operator LIMIT 1`,
};
