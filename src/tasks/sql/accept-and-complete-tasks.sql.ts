import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { completedEvent, completion, isOfLease, resultRows } from "./completed.js";
import { movedLease } from "./lease-rows.js";

/**
 * Moves `accept` and `complete` in one, for results that came right behind the accept: ASSIGNED -> COMPLETED with the events
 * of both. Parameter, answer and locks as of `complete-tasks`; what does not move is to be tried by the two of them.
 */
export const acceptAndCompleteTasks: Statement = {
  name: "accept-and-complete-tasks",
  text: `${resultRows}, moved AS (
  UPDATE tasks t SET status = 'COMPLETED', event_seq = t.event_seq + 2, started_at = now(), hand_backs = 0, ${completion}
  FROM result r WHERE ${isOfLease} AND t.status::text = 'ASSIGNED'
  RETURNING ${movedLease}, r.cost
), logged AS (
  ${appendEvents(`(
    SELECT "taskId" AS stream_id, seq - 1 AS seq, "tenantId" AS tenant_id, 'TASK_STARTED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt) AS data
    FROM moved
    UNION ALL ${completedEvent}) AS e`)}
)
SELECT * FROM moved`,
};
