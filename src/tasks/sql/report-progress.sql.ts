import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { fewRows, movedLease } from "./lease-rows.js";

/**
 * Progress of running tasks, with an event each. $1: JSON array of {task_id, lease_token, agent_id, percent, message}, each
 * task at most once. Answers the leases that hold. By primary key; locks the rows that it changes.
 */
export const reportProgress: Statement = {
  name: "report-progress",
  text: `
WITH report AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS r(task_id text, lease_token text, agent_id text, percent real, message text)
  WHERE ${fewRows("r")}
), moved AS (
  UPDATE tasks t SET progress_percent = coalesce(r.percent, t.progress_percent),
    progress_message = coalesce(r.message, t.progress_message), event_seq = t.event_seq + 1
  FROM report r
  WHERE t.id = r.task_id AND t.status::text = 'RUNNING' AND t.lease_token = r.lease_token AND t.agent_id = r.agent_id
  RETURNING ${movedLease}, r.percent, r.message
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_PROGRESSED' AS type,
      json_build_object('percent', percent, 'message', message) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
