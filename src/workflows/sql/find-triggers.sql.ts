import type { Statement } from "../../platform/db/database.js";
import { triggerColumns } from "./trigger-columns.js";

/** PostgreSQL's clock: the one that all replicas share. Not that of a transaction, which stands still. */
export const readTriggerClock: Statement = {
  name: "read-trigger-clock",
  text: `SELECT clock_timestamp() AS now`,
};

/** $1: tenant, $2: ids. Ids that name nothing in the tenant are missing. Index workflow_triggers_tenant_id_id_idx. */
export const findTriggers: Statement = {
  name: "find-triggers",
  text: `SELECT ${triggerColumns} FROM workflow_triggers t WHERE t.tenant_id = $1 AND t.id = ANY ($2::text[])`,
};

/** All of each workflow, oldest first. $1: tenant, $2: ids of workflows. Index workflow_triggers_workflow_id_name_key. */
export const listTriggers: Statement = {
  name: "list-triggers",
  text: `
SELECT ${triggerColumns} FROM workflow_triggers t
WHERE t.workflow_id = ANY ($2::text[]) AND t.tenant_id = $1 ORDER BY t.id`,
};

/** What a call names, of whatever tenant: it has shown nothing yet. $1: id. By primary key. */
export const findWebhookTrigger: Statement = {
  name: "find-webhook-trigger",
  text: `SELECT ${triggerColumns} FROM workflow_triggers t WHERE t.id = $1 AND t.type = 'WEBHOOK' AND t.enabled`,
};
