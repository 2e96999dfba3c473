import type { Statement } from "../../platform/db/database.js";
import { leaseHolders } from "./lease-rows.js";

/**
 * Extends leases, accepted or not: what is not accepted yet stays ASSIGNED for as long as it is held. No move, no event.
 * $1: task ids, $2: lease tokens, $3: agent ids, row by row; $4: lease in ms. Answers the leases that hold.
 * By primary key; locks the rows that it extends.
 */
export const holdLeases: Statement = {
  name: "hold-leases",
  text: `
WITH lease AS (${leaseHolders})
UPDATE tasks t SET lease_expires_at = greatest(t.lease_expires_at, now() + $4::integer * interval '1 millisecond')
FROM lease l
WHERE t.id = l.task_id AND t.status::text IN ('ASSIGNED', 'RUNNING') AND t.lease_token = l.lease_token AND t.agent_id = l.agent_id
RETURNING t.id AS "taskId", t.lease_token AS "leaseToken"`,
};
