import type { Statement } from "../../platform/db/database.js";

/** One that waits for a task's turn. */
export interface PendingOfTask {
  readonly id: string;
  readonly taskId: string;
  readonly nextTryAt: string;
}

/**
 * Sandboxes that wait and have a task, a page after the other. $1, $2: `next_try_at` and id to go on behind, $3: most. Index
 * sandboxes_pending_idx; locks nothing.
 */
export const findPendingOfTasks: Statement = {
  name: "find-pending-sandboxes-of-tasks",
  text: `
SELECT x.id, x.task_id AS "taskId", x.next_try_at::text AS "nextTryAt" FROM sandboxes x
WHERE x.status = 'PENDING' AND (x.next_try_at, x.id) > ($1::timestamptz, $2) AND x.task_id IS NOT NULL
ORDER BY x.next_try_at, x.id LIMIT $3`,
};
