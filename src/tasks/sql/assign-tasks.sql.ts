import type { Statement } from "../../platform/db/database.js";
import { assigned } from "./assigned.js";

/**
 * Move `assign` for tasks that the broker named.
 * $1: task ids, $2: pool ids, $3: agent ids, $4: session ids, $5: lease tokens, row by row; $6: ack timeout in ms.
 * Answers the tasks that moved: one that is missing was taken by another dispatcher or has left the queue, and the message
 * that named it is void. By primary key; locks the rows that move.
 */
export const assignTasks: Statement = {
  name: "assign-tasks",
  text: assigned({
    ctes: `offer AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
    AS o(task_id, pool_id, agent_id, session_id, lease_token)
)`,
    condition: "t.pool_id = o.pool_id AND t.status = 'QUEUED'",
    unqueued: '(SELECT id AS task_id, "poolId" AS pool_id FROM moved)',
    ackTimeoutMs: "$6",
  }),
};
