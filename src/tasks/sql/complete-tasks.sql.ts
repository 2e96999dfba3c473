import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { completedEvent, completion, isOfLease, resultRows } from "./completed.js";
import { movedLease } from "./lease-rows.js";

/**
 * Move `complete`: RUNNING -> COMPLETED. The lease token fences: at most one try can ever match.
 * $1: JSON array of {task_id, lease_token, agent_id, output, cost}.
 * Answers what moved; `explain-leases` says why the rest did not. By primary key; locks the rows that move.
 */
export const completeTasks: Statement = {
  name: "complete-tasks",
  text: `${resultRows}, moved AS (
  UPDATE tasks t SET status = 'COMPLETED', event_seq = t.event_seq + 1, ${completion}
  FROM result r WHERE ${isOfLease} AND t.status::text = 'RUNNING'
  RETURNING ${movedLease}, r.cost
), logged AS (
  ${appendEvents(`(${completedEvent}) AS e`)}
)
SELECT * FROM moved`,
};
