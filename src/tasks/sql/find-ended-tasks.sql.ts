import type { Statement } from "../../platform/db/database.js";

/**
 * Of the given tasks, those that have ended, with what tells why: the last error of one in quarantine, the last event of one
 * that was cancelled. $1: task ids. By primary key, events too; locks nothing. Whether it is of a run is for the reader to look
 * at: asked for here, it would let the planner take the index on runs, which it believes to be nearly empty.
 */
export const findEndedTasks: Statement = {
  name: "find-ended-tasks",
  text: `
SELECT t.id AS "taskId", t.tenant_id AS "tenantId", t.run_id AS "runId", t.step_key AS "stepKey", t.status,
  CASE t.status WHEN 'QUARANTINED' THEN t.last_error WHEN 'CANCELLED' THEN e.data END AS why
FROM tasks t LEFT JOIN events e ON e.stream_id = t.id AND e.seq = t.event_seq AND t.status::text = 'CANCELLED'
WHERE t.id = ANY($1::text[]) AND t.finished_at IS NOT NULL`,
};

/** Outputs of a tenant's tasks. $1: tenant id, $2: task ids. By primary key. */
export const findOutputs: Statement = {
  name: "find-outputs",
  text: `SELECT t.id, t.output FROM tasks t WHERE t.id = ANY($2::text[]) AND t.tenant_id = $1`,
};
