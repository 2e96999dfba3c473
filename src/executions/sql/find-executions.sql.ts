import type { Statement } from "../../platform/db/database.js";
import { executionColumns } from "./execution-columns.js";

/** Executions of a tenant. $1: tenant, $2: ids. By primary key or executions_tenant_id_id_idx. */
export const findExecutions: Statement = {
  name: "find-executions",
  text: `SELECT ${executionColumns} FROM executions x WHERE x.id = ANY ($2::text[]) AND x.tenant_id = $1`,
};
