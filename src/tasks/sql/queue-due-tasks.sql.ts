import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { enqueueMoved, movedLease } from "./lease-rows.js";

/**
 * Move `due`: SCHEDULED -> QUEUED when the time has come. $1: most at a time. Index tasks_due_idx; skips rows that another
 * feeder holds. Answers what moved.
 */
export const queueDueTasks: Statement = {
  name: "queue-due-tasks",
  text: `
WITH due AS MATERIALIZED (
  SELECT id FROM tasks WHERE status = 'SCHEDULED' AND due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
), moved AS (
  UPDATE tasks t SET status = 'QUEUED', event_seq = t.event_seq + 1
  FROM due WHERE t.id = due.id
  RETURNING ${movedLease}, t.priority
), queued AS (
  ${enqueueMoved}
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_QUEUED' AS type,
      json_build_object('reason', 'DUE') AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
