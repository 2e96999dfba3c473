import type { Statement } from "../../platform/db/database.js";
import { leaseHolders } from "./lease-rows.js";

/**
 * A heartbeat: extends running leases; one not yet accepted is confirmed as it is. No move, no event.
 * $1: task ids, $2: lease tokens, $3: agent ids, row by row; $4: lease in ms. Answers the leases that hold.
 * By primary key; locks the rows that it extends.
 */
export const extendLeases: Statement = {
  name: "extend-leases",
  text: `
WITH lease AS (${leaseHolders})
UPDATE tasks t SET lease_expires_at = CASE t.status
    WHEN 'RUNNING' THEN now() + $4::integer * interval '1 millisecond' ELSE t.lease_expires_at END
FROM lease l
WHERE t.id = l.task_id AND t.status::text IN ('ASSIGNED', 'RUNNING') AND t.lease_token = l.lease_token AND t.agent_id = l.agent_id
RETURNING t.id AS "taskId", t.lease_token AS "leaseToken"`,
};
