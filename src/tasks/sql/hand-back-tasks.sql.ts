import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { fewRows, movedLease } from "./lease-rows.js";

/**
 * Move `handBack`: ASSIGNED -> QUEUED, the attempt not counted. Each hand-back in a row doubles the wait before the next
 * offer, from 50 ms to 10 s, so that a task nobody wants cannot spin.
 * $1: JSON array of {task_id, lease_token, agent_id, reason, message, only_if_expired}; the agent is null
 * where it is not the agent that asks. Answers what moved, with the holder that it
 * had. By primary key; locks the rows that move.
 */
export const handBackTasks: Statement = {
  name: "hand-back-tasks",
  text: `
WITH handed AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS h(task_id text, lease_token text, agent_id text, reason text, message text, only_if_expired boolean)
  WHERE ${fewRows("h")}
), moved AS (
  UPDATE tasks t SET status = 'QUEUED', attempt = t.attempt - 1, lease_expires_at = NULL, hand_backs = t.hand_backs + 1,
    event_seq = t.event_seq + 1
  FROM handed h
  WHERE t.id = h.task_id AND t.status::text = 'ASSIGNED' AND t.lease_token = h.lease_token
    AND (h.agent_id IS NULL OR t.agent_id = h.agent_id) AND (NOT h.only_if_expired OR t.lease_expires_at <= now())
  RETURNING ${movedLease}, t.priority, t.hand_backs, h.reason, h.message
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_QUEUED' AS type,
      json_strip_nulls(json_build_object('reason', reason, 'message', message)) AS data
    FROM moved) AS e`)}
), queued AS (
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority, available_at)
  SELECT "taskId", 'TODO', "tenantId", "poolId", priority,
    now() + least(10000, 25 * 2 ^ least(hand_backs, 10)) * interval '1 millisecond'
  FROM moved
  ON CONFLICT (task_id, destination) DO UPDATE SET available_at = excluded.available_at, published_at = NULL
)
SELECT * FROM moved`,
};
