import type { Statement } from "../../platform/db/database.js";

/** A task that was moved, as it is now. */
export interface SandboxedTask {
  readonly taskId: string;
  readonly tenantId: string;
  readonly poolId: string;
  readonly priority: number;
  readonly status: "SCHEDULED" | "QUEUED";
}

/**
 * Lets a task that waits ask for a place to run in: no move, no event. What waits in the old pool's queue for it is void from then on, and
 * what is queued waits in the new pool's backlog, which is to be there.
 * $1: task id, $2: tenant id, $3: the pool that it was seen in, $4: what it asks for, $5: capabilities, $6: the new pool.
 * Answers the task when it waited in that pool without a place of its own. By primary key; locks its row, and only then its outbox row: one
 * that was written since the statement began is found by its key alone.
 */
export const moveToSandbox: Statement = {
  name: "move-to-sandbox",
  text: `
WITH moved AS (
  UPDATE tasks t SET sandbox = $4::json, required_capabilities = $5::text[], pool_id = $6
  WHERE t.id = $1 AND t.tenant_id = $2 AND t.pool_id = $3 AND t.sandbox IS NULL AND t.status::text IN ('SCHEDULED', 'QUEUED')
  RETURNING t.id AS "taskId", t.tenant_id AS "tenantId", t.pool_id AS "poolId", t.priority, t.status
), queued AS (
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
  SELECT "taskId", 'TODO', "tenantId", "poolId", priority FROM moved WHERE status::text = 'QUEUED'
  ON CONFLICT (task_id, destination) DO UPDATE
    SET pool_id = excluded.pool_id, priority = excluded.priority, available_at = now(), published_at = NULL
)
SELECT * FROM moved`,
};
