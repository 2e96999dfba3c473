import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { fewRows, movedLease } from "./lease-rows.js";

const result = `
WITH result AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS r(task_id text, lease_token text, agent_id text, output json, cost double precision)
  WHERE ${fewRows("r")}
)`;

const completed = `
    output = r.output, finished_at = now(), lease_expires_at = NULL, timeout_at = NULL,
    cost = CASE WHEN r.cost IS NULL THEN t.cost ELSE coalesce(t.cost, 0) + r.cost END`;

const holds = (status: string): string =>
  `t.id = r.task_id AND t.status::text = '${status}' AND t.lease_token = r.lease_token AND t.agent_id = r.agent_id`;

const completedEvent = `
    SELECT "taskId" AS stream_id, seq, "tenantId" AS tenant_id, 'TASK_COMPLETED' AS type,
      json_build_object('agentId', "agentId", 'attempt', attempt, 'cost', cost) AS data
    FROM moved`;

/**
 * Move `complete`: RUNNING -> COMPLETED. The lease token fences: at most one try can ever match.
 * $1: JSON array of {task_id, lease_token, agent_id, output, cost}.
 * Answers what moved; `explain-leases` says why the rest did not. By primary key; locks the rows that move.
 */
export const completeTasks: Statement = {
  name: "complete-tasks",
  text: `${result}, moved AS (
  UPDATE tasks t SET status = 'COMPLETED', event_seq = t.event_seq + 1, ${completed}
  FROM result r WHERE ${holds("RUNNING")}
  RETURNING ${movedLease}, r.cost
), logged AS (
  ${appendEvents(`(${completedEvent}) AS e`)}
)
SELECT * FROM moved`,
};

/**
 * Moves `accept` and `complete` in one, for results that came right behind the accept: ASSIGNED -> COMPLETED with the events
 * of both. Parameters, answer and locks as of `complete-tasks`; what does not move is to be tried by the two of them.
 */
export const acceptAndCompleteTasks: Statement = {
  name: "accept-and-complete-tasks",
  text: `${result}, moved AS (
  UPDATE tasks t SET status = 'COMPLETED', event_seq = t.event_seq + 2, started_at = now(), hand_backs = 0, ${completed}
  FROM result r WHERE ${holds("ASSIGNED")}
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
