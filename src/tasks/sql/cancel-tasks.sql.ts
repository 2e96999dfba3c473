import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { movedLease } from "./lease-rows.js";

const cancelled = (chosen: string, reason: string, by: string): string => `
WITH old AS MATERIALIZED (${chosen}),
moved AS (
  UPDATE tasks t SET status = 'CANCELLED', finished_at = now(), lease_expires_at = NULL, timeout_at = NULL,
    event_seq = t.event_seq + 1
  FROM old WHERE t.id = old.id
  RETURNING ${movedLease}, old.status IN ('ASSIGNED', 'RUNNING') AS "wasHeld"
), unqueued AS (
  DELETE FROM outbox o USING moved m WHERE o.task_id = m."taskId" AND o.destination = 'TODO'
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_CANCELLED' AS type,
      json_build_object('reason', '${reason}', 'by', ${by}) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`;

/**
 * Move `cancel` by a person. $1: task id, $2: tenant id, $3: who. Answers the task when it was open, and whether an agent
 * held it. Locks the task's row first, so that what it had been is what it was when it moved.
 */
export const cancelTask: Statement = {
  name: "cancel-task",
  text: cancelled(
    `SELECT id, status FROM tasks
    WHERE id = $1 AND tenant_id = $2 AND status IN ('SCHEDULED', 'QUEUED', 'ASSIGNED', 'RUNNING') FOR UPDATE`,
    "REQUESTED",
    "$3::text",
  ),
};

/**
 * The same for many of a tenant's tasks. $1: task ids, $2: tenant id, $3: who. By primary key; locks the rows in the order of
 * their ids before any moves.
 */
export const cancelTasks: Statement = {
  name: "cancel-tasks",
  text: cancelled(
    `SELECT id, status FROM tasks
    WHERE id = ANY($1::text[]) AND tenant_id = $2 AND status::text IN ('SCHEDULED', 'QUEUED', 'ASSIGNED', 'RUNNING')
    ORDER BY id FOR UPDATE`,
    "REQUESTED",
    "$3::text",
  ),
};

/** Move `cancel` by the deadline. $1: most at a time. Index tasks_deadline_idx; skips rows that others hold. */
export const cancelOverdueTasks: Statement = {
  name: "cancel-overdue-tasks",
  text: cancelled(
    `SELECT id, status FROM tasks
    WHERE deadline_at IS NOT NULL AND deadline_at <= now() AND status IN ('SCHEDULED', 'QUEUED', 'ASSIGNED', 'RUNNING')
    ORDER BY deadline_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
    "DEADLINE",
    "NULL::text",
  ),
};
