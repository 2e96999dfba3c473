import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { taskColumns } from "./task-columns.js";

/**
 * Move `assign`: QUEUED -> ASSIGNED, the attempt counted, a lease given until the ack timeout.
 * $1: task ids, $2: pool ids, $3: agent ids, $4: session ids, $5: lease tokens, row by row; $6: ack timeout in ms.
 * Answers the tasks that moved: one that is missing was taken by another dispatcher or has left the queue, and the message
 * that named it is void. By primary key; locks the rows that move.
 */
export const assignTasks: Statement = {
  name: "assign-tasks",
  text: `
WITH offer AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    AS o(task_id, pool_id, agent_id, session_id, lease_token)
), moved AS (
  UPDATE tasks t SET status = 'ASSIGNED', attempt = t.attempt + 1, agent_id = o.agent_id, session_id = o.session_id,
    lease_token = o.lease_token, lease_expires_at = now() + $6::integer * interval '1 millisecond',
    started_at = NULL, progress_percent = NULL, progress_message = NULL, event_seq = t.event_seq + 1
  FROM offer o
  WHERE t.id = o.task_id AND t.pool_id = o.pool_id AND t.status = 'QUEUED'
  RETURNING ${taskColumns}, t.session_id AS "sessionId", t.lease_token AS "leaseToken"
), unqueued AS (
  DELETE FROM outbox o USING moved m WHERE o.task_id = m.id AND o.destination = 'TODO'
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, "eventSeq" AS seq, "tenantId" AS tenant_id, 'TASK_ASSIGNED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
