import type { Statement } from "../../platform/db/database.js";
import { sandboxColumns } from "./sandbox-columns.js";

/** Sandboxes of a tenant. $1: tenant, $2: ids. By primary key or sandboxes_tenant_id_id_idx. */
export const findSandboxes: Statement = {
  name: "find-sandboxes",
  text: `SELECT ${sandboxColumns} FROM sandboxes x WHERE x.id = ANY ($2::text[]) AND x.tenant_id = $1`,
};
