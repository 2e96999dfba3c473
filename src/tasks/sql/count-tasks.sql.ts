import type { Statement } from "../../platform/db/database.js";

const counted = (status: string): string => `
  (SELECT pool_id, status, due_at FROM tasks WHERE tenant_id = $1 AND status = '${status}' ORDER BY id LIMIT 10000)`;

/**
 * Open and quarantined tasks by status and pool, each status counted up to 10,000 rows: bounded work on any backlog.
 * $1: tenant id. Index tasks_tenant_id_status_id_idx.
 */
export const countTasks: Statement = {
  name: "count-tasks",
  text: `
SELECT c.status, c.pool_id AS "poolId", p.kind, p.capabilities, count(*)::integer AS count,
  CASE WHEN c.status = 'QUEUED' THEN greatest(0, extract(epoch FROM now() - min(c.due_at)) * 1000)::double precision END
    AS "oldestWaitMs"
FROM (${["SCHEDULED", "QUEUED", "ASSIGNED", "RUNNING", "QUARANTINED"].map(counted).join(" UNION ALL ")}) AS c
JOIN task_pools p ON p.id = c.pool_id
GROUP BY c.status, c.pool_id, p.kind, p.capabilities`,
};
