import type { Statement } from "../../platform/db/database.js";

const expired = (condition: string, order: string): string => `
SELECT t.id AS "taskId", t.tenant_id AS "tenantId", t.lease_token AS "leaseToken", t.agent_id AS "agentId",
  t.session_id AS "sessionId", t.attempt, t.status, t.max_retries AS "maxRetries", t.retries_from AS "retriesFrom",
  t.retry
FROM tasks t WHERE ${condition} ORDER BY ${order} LIMIT $1`;

/** Leases past their end: assignments nobody accepted and tries whose agent went silent. $1: most. Index tasks_lease_idx. */
export const findExpiredLeases: Statement = {
  name: "find-expired-leases",
  text: expired("t.status IN ('ASSIGNED', 'RUNNING') AND t.lease_expires_at <= now()", "t.lease_expires_at"),
};

/** Tries past their timeout. $1: most. Index tasks_timeout_idx. */
export const findTimedOutTasks: Statement = {
  name: "find-timed-out-tasks",
  text: expired("t.status = 'RUNNING' AND t.timeout_at <= now()", "t.timeout_at"),
};
