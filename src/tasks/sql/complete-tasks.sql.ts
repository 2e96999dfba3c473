import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { fewRows, movedLease } from "./lease-rows.js";

/**
 * Move `complete`: RUNNING -> COMPLETED. The lease token fences: at most one try can ever match.
 * $1: JSON array of {task_id, lease_token, agent_id, output, cost}.
 * Answers what moved; `explain-leases` says why the rest did not. By primary key; locks the rows that move.
 */
export const completeTasks: Statement = {
  name: "complete-tasks",
  text: `
WITH result AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS r(task_id text, lease_token text, agent_id text, output json, cost double precision)
  WHERE ${fewRows("r")}
), moved AS (
  UPDATE tasks t SET status = 'COMPLETED', output = r.output, finished_at = now(),
    cost = CASE WHEN r.cost IS NULL THEN t.cost ELSE coalesce(t.cost, 0) + r.cost END,
    lease_expires_at = NULL, timeout_at = NULL, event_seq = t.event_seq + 1
  FROM result r
  WHERE t.id = r.task_id AND t.status::text = 'RUNNING' AND t.lease_token = r.lease_token AND t.agent_id = r.agent_id
  RETURNING ${movedLease}, r.cost
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_COMPLETED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt, 'cost', cost) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
