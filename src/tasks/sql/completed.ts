import { fewRows } from "./lease-rows.js";

/** The results of `completeTasks` and `acceptAndCompleteTasks` as rows: a JSON array of {task_id, lease_token, agent_id, output, cost}. */
export const resultRows = `
WITH result AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS r(task_id text, lease_token text, agent_id text, output json, cost double precision)
  WHERE ${fewRows("r")}
)`;

/** What a completion sets beside the status and the count of events. */
export const completion = `
    output = r.output, finished_at = now(), lease_expires_at = NULL, timeout_at = NULL,
    cost = CASE WHEN r.cost IS NULL THEN t.cost ELSE coalesce(t.cost, 0) + r.cost END`;

/** Whether the result is of the lease that the task is under. */
export const isOfLease = "t.id = r.task_id AND t.lease_token = r.lease_token AND t.agent_id = r.agent_id";

/** The event of what moved. */
export const completedEvent = `
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_COMPLETED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt, 'cost', cost) AS data
    FROM moved`;
