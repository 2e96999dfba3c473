import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { enqueueMoved, movedLease } from "./lease-rows.js";

/**
 * Move `redrive`: QUARANTINED -> QUEUED; retries count from here. A deadline that has passed is dropped, or the reaper would
 * undo the redrive. Of a run's tasks it moves none: their step has failed with them, and only a retry of the run begins it anew.
 * $1: task id, $2: tenant id, $3: who. Answers the task when it moved. Locks its row.
 */
export const redriveTask: Statement = {
  name: "redrive-task",
  text: `
WITH moved AS (
  UPDATE tasks t SET status = 'QUEUED', retries_from = t.attempt, due_at = now(), finished_at = NULL, hand_backs = 0,
    deadline_at = CASE WHEN t.deadline_at > now() THEN t.deadline_at END, event_seq = t.event_seq + 1
  WHERE t.id = $1 AND t.tenant_id = $2 AND t.status = 'QUARANTINED' AND t.run_id IS NULL
  RETURNING ${movedLease}, t.priority
), queued AS (
  ${enqueueMoved}
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_REDRIVEN' AS type,
      json_build_object('by', $3::text) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
