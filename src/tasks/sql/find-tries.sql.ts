import type { Statement } from "../../platform/db/database.js";
import type { RetryPolicy } from "../retry.js";
import { leaseHolders } from "./lease-rows.js";

/** A running try: what decides whether another follows. It cannot change while the lease holds. */
export interface Try {
  readonly taskId: string;
  readonly leaseToken: string;
  readonly attempt: number;
  readonly maxRetries: number;
  readonly retriesFrom: number;
  readonly retry: RetryPolicy | null;
}

/** The running tries under these leases. $1: task ids, $2: lease tokens, $3: agent ids, row by row. By primary key. */
export const findTries: Statement = {
  name: "find-tries",
  text: `
WITH lease AS (${leaseHolders})
SELECT t.id AS "taskId", t.lease_token AS "leaseToken", t.attempt, t.max_retries AS "maxRetries", t.retries_from AS "retriesFrom",
  t.retry
FROM lease l JOIN tasks t ON t.id = l.task_id AND t.lease_token = l.lease_token AND t.agent_id = l.agent_id
WHERE t.status::text = 'RUNNING'`,
};
