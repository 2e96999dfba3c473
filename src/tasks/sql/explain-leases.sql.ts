import type { Statement } from "../../platform/db/database.js";

/**
 * How tasks stand now, to say why a lease did not apply. $1: task ids, $2: tenant ids, row by row. By id, no lock:
 * it is read after the move was refused, and a refusal stays one.
 */
export const explainLeases: Statement = {
  name: "explain-leases",
  text: `
SELECT t.id, t.tenant_id AS "tenantId", t.lease_token AS "leaseToken", t.status
FROM unnest($1::text[], $2::text[]) AS w(task_id, tenant_id)
JOIN tasks t ON t.id = w.task_id AND t.tenant_id = w.tenant_id`,
};
