import type { Statement } from "../../platform/db/database.js";

/** Takes back runs that were noted and then refused. $1: ids, $2: their tenants. By primary key; locks the rows in order. */
export const forgetExecutions: Statement = {
  name: "forget-executions",
  text: `
DELETE FROM executions x USING (
  SELECT r.id FROM unnest($1::text[], $2::text[]) AS u(id, tenant_id)
  JOIN executions r ON r.id = u.id AND r.tenant_id = u.tenant_id
  WHERE r.status = 'RUNNING' ORDER BY r.id FOR UPDATE OF r
) AS refused
WHERE x.id = refused.id`,
};
