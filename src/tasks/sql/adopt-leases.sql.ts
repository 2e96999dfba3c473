import type { Statement } from "../../platform/db/database.js";

/**
 * Gives the leases that agents' ended sessions left to their new ones. $1: agent ids, $2: session ids, row by row.
 * Answers the tasks with their sessions. Index tasks_agent_open_idx; locks the rows that it changes. No move, no event.
 */
export const adoptLeases: Statement = {
  name: "adopt-leases",
  text: `
UPDATE tasks t SET session_id = n.session_id
FROM unnest($1::text[], $2::text[]) AS n(agent_id, session_id)
WHERE t.agent_id = n.agent_id AND t.status IN ('ASSIGNED', 'RUNNING') AND t.status = 'RUNNING'
  AND NOT EXISTS (SELECT 1 FROM agent_sessions s WHERE s.id = t.session_id)
RETURNING t.id, t.session_id AS "sessionId"`,
};

/** Of the given tasks, those that the session still holds. $1: task ids, $2: session ids, row by row. By primary key. */
export const findHeldTasks: Statement = {
  name: "find-held-tasks",
  text: `
SELECT t.id FROM unnest($1::text[], $2::text[]) AS h(task_id, session_id)
JOIN tasks t ON t.id = h.task_id AND t.session_id = h.session_id
WHERE t.status::text IN ('ASSIGNED', 'RUNNING')`,
};

/** Assignments not yet accepted of sessions that have ended. $1: session ids, $2: their agent ids. Index tasks_agent_open_idx. */
export const findUnacceptedOf: Statement = {
  name: "find-unaccepted-of",
  text: `
SELECT t.id AS "taskId", t.lease_token AS "leaseToken" FROM tasks t
WHERE t.agent_id = ANY($2::text[]) AND t.status IN ('ASSIGNED', 'RUNNING') AND t.status = 'ASSIGNED'
  AND t.session_id = ANY($1::text[])`,
};
