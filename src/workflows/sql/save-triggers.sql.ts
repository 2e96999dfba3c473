import type { Statement } from "../../platform/db/database.js";

/** Writes how far triggers have come, in the transaction that holds their locks. $1: JSON array of `Progress`. By primary key. */
export const saveTriggers: Statement = {
  name: "save-triggers",
  text: `
UPDATE workflow_triggers t SET next_at = p."nextAt", waiting_at = p."waitingAt", feed_cursor = p."feedCursor",
  failures = p.failures, last_fired_at = p."lastFiredAt", last_run_id = p."lastRunId", last_error = p."lastError"
FROM json_to_recordset($1::json) AS p(
  id text, "nextAt" timestamptz, "waitingAt" timestamptz, "feedCursor" text, failures integer, "lastFiredAt" timestamptz,
  "lastRunId" text, "lastError" text)
WHERE t.id = p.id`,
};

/** What became of a call. $1: id, $2: run that it started (null: none, the last one stays), $3: what went wrong (null: nothing). */
export const markWebhookTrigger: Statement = {
  name: "mark-webhook-trigger",
  text: `
UPDATE workflow_triggers t SET last_run_id = coalesce($2, t.last_run_id), last_error = $3,
  last_fired_at = CASE WHEN $2::text IS NULL THEN t.last_fired_at ELSE clock_timestamp() END
WHERE t.id = $1`,
};
