import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { fewRows, movedLease } from "./lease-rows.js";

/**
 * Moves `retry` and `quarantine`: RUNNING -> SCHEDULED where `retry_at` is given, else QUARANTINED with a message for the
 * dead-letter queue. Which of the two was decided outside (backoff.ts) from facts that cannot change while the lease holds.
 * $1: JSON array of {task_id, lease_token, reason, message, retry_at, only_if_expired}.
 * `only_if_expired` spares a lease that was extended since the reaper saw it.
 * Answers what moved. By primary key; locks the rows that move.
 */
export const failTasks: Statement = {
  name: "fail-tasks",
  text: `
WITH failure AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS f(task_id text, lease_token text, reason text, message text, retry_at timestamptz, only_if_expired boolean)
  WHERE ${fewRows("f")}
), moved AS (
  UPDATE tasks t SET
    status = CASE WHEN f.retry_at IS NULL THEN 'QUARANTINED' ELSE 'SCHEDULED' END::"TaskStatus",
    due_at = coalesce(f.retry_at, t.due_at),
    finished_at = CASE WHEN f.retry_at IS NULL THEN now() END,
    last_error = json_build_object('reason', f.reason, 'message', f.message, 'at', now()),
    lease_expires_at = NULL, timeout_at = NULL, event_seq = t.event_seq + 1
  FROM failure f
  WHERE t.id = f.task_id AND t.status::text = 'RUNNING' AND t.lease_token = f.lease_token
    AND (NOT f.only_if_expired OR t.lease_expires_at <= now() OR t.timeout_at <= now())
  RETURNING ${movedLease}, t.priority, f.reason, f.message, f.retry_at
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id,
      CASE WHEN retry_at IS NULL THEN 'TASK_QUARANTINED' ELSE 'TASK_FAILED' END AS type,
      json_strip_nulls(json_build_object('agentId', "agentId", 'attempt', attempt, 'reason', reason, 'message', message,
        'retryAt', retry_at)) AS data
    FROM moved) AS e`)}
), dead AS (
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
  SELECT "taskId", 'DEAD', "tenantId", "poolId", priority FROM moved WHERE retry_at IS NULL
  ON CONFLICT (task_id, destination) DO UPDATE SET available_at = now(), published_at = NULL
)
SELECT * FROM moved`,
};
