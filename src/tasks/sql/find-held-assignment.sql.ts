import type { Statement } from "../../platform/db/database.js";
import { taskColumns } from "./task-columns.js";

/**
 * A task as an agent holds it, accepted or not, as `assigned` answers it. $1: task id, $2: tenant id, $3: agent id. By primary key;
 * locks nothing.
 */
export const findHeldAssignment: Statement = {
  name: "find-held-assignment",
  text: `
SELECT ${taskColumns}, t.session_id AS "sessionId", t.lease_token AS "leaseToken",
  coalesce(octet_length(t.input::text), 0) AS "inputBytes"
FROM tasks t
WHERE t.id = $1 AND t.tenant_id = $2 AND t.agent_id = $3 AND t.status::text IN ('ASSIGNED', 'RUNNING')`,
};

/** Of the given leases, the tokens of those that hold. $1: task ids, $2: lease tokens, row by row. By primary key; locks nothing. */
export const findHeldLeases: Statement = {
  name: "find-held-leases",
  text: `
SELECT t.lease_token AS "leaseToken" FROM unnest($1::text[], $2::text[]) AS l(task_id, lease_token)
JOIN tasks t ON t.id = l.task_id AND t.lease_token = l.lease_token
WHERE t.status::text IN ('ASSIGNED', 'RUNNING')`,
};
