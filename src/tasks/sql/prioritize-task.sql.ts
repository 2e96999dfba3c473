import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { movedLease } from "./lease-rows.js";
import { priorityName } from "./priority-name.js";

/**
 * Changes the priority of a task that waits. $1: task id, $2: tenant id, $3: priority as its index, $4: who.
 * Answers the task when it waited. Locks its row. What the broker already holds keeps its place there: a short window.
 */
export const prioritizeTask: Statement = {
  name: "prioritize-task",
  text: `
WITH old AS MATERIALIZED (
  SELECT id, priority FROM tasks WHERE id = $1 AND tenant_id = $2 AND status IN ('SCHEDULED', 'QUEUED') FOR UPDATE
), moved AS (
  UPDATE tasks t SET priority = $3::smallint, event_seq = t.event_seq + 1
  FROM old WHERE t.id = old.id
  RETURNING ${movedLease}, old.priority AS old_priority
), reordered AS (
  UPDATE outbox o SET priority = $3::smallint FROM moved m WHERE o.task_id = m."taskId" AND o.destination = 'TODO'
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_REPRIORITIZED' AS type,
      json_build_object('from', ${priorityName("old_priority")}, 'to', ${priorityName("$3::smallint")}, 'by', $4::text) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
