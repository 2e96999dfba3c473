import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { leaseHolders, movedLease } from "./lease-rows.js";

/**
 * Move `accept`: ASSIGNED -> RUNNING, the lease extended, the timeout set.
 * $1: task ids, $2: lease tokens, $3: agent ids, row by row; $4: lease in ms.
 * Answers what moved; `explain-leases` says why the rest did not. By primary key; locks the rows that move.
 */
export const acceptTasks: Statement = {
  name: "accept-tasks",
  text: `
WITH lease AS (${leaseHolders}),
moved AS (
  UPDATE tasks t SET status = 'RUNNING', started_at = now(), hand_backs = 0,
    lease_expires_at = now() + $4::integer * interval '1 millisecond',
    timeout_at = now() + t.timeout_ms * interval '1 millisecond', event_seq = t.event_seq + 1
  FROM lease l
  WHERE t.id = l.task_id AND t.status::text = 'ASSIGNED' AND t.lease_token = l.lease_token AND t.agent_id = l.agent_id
  RETURNING ${movedLease}
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_STARTED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt) AS data
    FROM moved) AS e`)}
)
SELECT * FROM moved`,
};
