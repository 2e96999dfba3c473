import type { Statement } from "../../platform/db/database.js";
import { triggerColumns } from "./trigger-columns.js";

/**
 * $1: tenant, $2: name or id. Locks the workflow's row, so that its triggers are counted and added by one at a time; answers
 * its id. Where one workflow is named like another one's id, the id wins. Primary key and workflows_tenant_id_name_key.
 */
export const lockTriggeredWorkflow: Statement = {
  name: "lock-triggered-workflow",
  text: `
SELECT w.id FROM workflows w WHERE w.tenant_id = $1 AND (w.id = $2 OR w.name = $2)
ORDER BY w.id = $2 DESC LIMIT 1 FOR NO KEY UPDATE`,
};

/** $1: id of a workflow. Index workflow_triggers_workflow_id_name_key. */
export const countTriggers: Statement = {
  name: "count-triggers",
  text: `SELECT count(*)::integer AS count FROM workflow_triggers WHERE workflow_id = $1`,
};

/** $1 to $11: the columns in their order. A name that is taken violates workflow_triggers_workflow_id_name_key. */
export const insertTrigger: Statement = {
  name: "insert-trigger",
  text: `
INSERT INTO workflow_triggers AS t (id, tenant_id, workflow_id, name, type, config, input, enabled, next_at, feed_cursor, created_by)
VALUES ($1, $2, $3, $4, $5::"TriggerType", $6::json, $7::json, $8, $9, $10, $11)
RETURNING ${triggerColumns}`,
};
