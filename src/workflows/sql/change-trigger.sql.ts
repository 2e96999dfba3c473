import type { Statement } from "../../platform/db/database.js";
import { triggerColumns } from "./trigger-columns.js";

/** $1: tenant, $2: id. Locks it until the transaction ends, and so waits for a turn that holds it. Index workflow_triggers_tenant_id_id_idx. */
export const lockTrigger: Statement = {
  name: "lock-trigger",
  text: `SELECT ${triggerColumns} FROM workflow_triggers t WHERE t.id = $2 AND t.tenant_id = $1 FOR UPDATE`,
};

/**
 * Writes a trigger anew. Whoever runs it holds its lock. $1: id, $2: name, $3: config, $4: input, $5: enabled, $6: next_at,
 * $7: feed_cursor (null: where it stands), $8: whether an instant that waits is forgotten. What went wrong before counts no more.
 */
export const updateTrigger: Statement = {
  name: "update-trigger",
  text: `
UPDATE workflow_triggers t SET name = $2, config = $3::json, input = $4::json, enabled = $5, next_at = $6,
  feed_cursor = coalesce($7, t.feed_cursor), waiting_at = CASE WHEN $8::boolean THEN NULL ELSE t.waiting_at END, failures = 0
WHERE t.id = $1
RETURNING ${triggerColumns}`,
};

/** $1: tenant, $2: id. Answers its id; no row when the tenant has no such trigger. */
export const deleteTrigger: Statement = {
  name: "delete-trigger",
  text: `DELETE FROM workflow_triggers WHERE id = $2 AND tenant_id = $1 RETURNING id`,
};

/** $1: tenant, $2: id. Answers the trigger; no row when the tenant has no such webhook. */
export const rotateTrigger: Statement = {
  name: "rotate-trigger",
  text: `
UPDATE workflow_triggers t SET secret_generation = t.secret_generation + 1
WHERE t.id = $2 AND t.tenant_id = $1 AND t.type = 'WEBHOOK'
RETURNING ${triggerColumns}`,
};
