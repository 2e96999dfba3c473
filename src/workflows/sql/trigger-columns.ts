/** A trigger's columns under the names of the `Trigger` row; `t` is the table. */
export const triggerColumns = `
  t.id, t.tenant_id AS "tenantId", t.workflow_id AS "workflowId", t.name, t.type,
  CASE WHEN t.type = 'CRON' THEN t.config END AS cron, CASE WHEN t.type = 'EVENT' THEN t.config END AS event,
  t.input, t.enabled, t.next_at AS "nextAt", t.secret_generation AS "secretGeneration",
  t.last_fired_at AS "lastFiredAt", t.last_run_id AS "lastRunId", t.last_error AS "lastError",
  t.created_by AS "createdBy", t.created_at AS "createdAt"`;

/** With what its turns need beside, as in `TurningTrigger`. */
export const turningColumns = `${triggerColumns},
  t.waiting_at AS "waitingAt", t.feed_cursor AS "feedCursor", t.failures`;
