import type { Statement } from "../../platform/db/database.js";

/** What `find-sandbox-request` answers. */
export interface FoundRequest {
  /** Of the key; null where it was never used. */
  readonly keyedId: string | null;
  readonly inputHash: string | null;
  /** Of the task: the newest. */
  readonly taskSandboxId: string | null;
  /** How many of the tenant wait; as far as was asked. */
  readonly waiting: number;
}

/**
 * What there is to know before a sandbox is added. $1: tenant, $2: key or null, $3: task or null, $4: how far to count those that wait.
 * Indexes sandboxes_key_idx, sandboxes_task_idx, sandboxes_tenant_id_status_id_idx; locks nothing. One row.
 */
export const findRequest: Statement = {
  name: "find-sandbox-request",
  text: `
SELECT keyed.id AS "keyedId", keyed.input_hash AS "inputHash", present.id AS "taskSandboxId", waiting.count AS waiting
FROM (
  SELECT count(*)::integer AS count FROM (
    SELECT FROM sandboxes w WHERE w.tenant_id = $1 AND w.status = 'PENDING' LIMIT $4
  ) AS counted
) AS waiting
LEFT JOIN LATERAL (
  SELECT k.id, k.input_hash FROM sandboxes k WHERE k.tenant_id = $1 AND k.idempotency_key = $2
) AS keyed ON true
LEFT JOIN LATERAL (
  SELECT t.id FROM sandboxes t WHERE t.task_id = $3 AND t.tenant_id = $1 ORDER BY t.id DESC LIMIT 1
) AS present ON true`,
};
