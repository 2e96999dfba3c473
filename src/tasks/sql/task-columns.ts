/** A task's columns under the names of the `Task` row; `t` is the table. */
export const taskColumns = `
  t.id, t.tenant_id AS "tenantId", t.kind, t.pool_id AS "poolId", t.status, t.priority,
  t.required_capabilities AS "requiredCapabilities", t.input, t.output, t.labels, t.attempt,
  t.max_retries AS "maxRetries", t.timeout_ms AS "timeoutMs", t.due_at AS "dueAt", t.deadline_at AS "deadlineAt",
  t.agent_id AS "agentId", t.lease_expires_at AS "leaseExpiresAt", t.progress_percent AS "progressPercent",
  t.progress_message AS "progressMessage", t.last_error AS "lastError", t.cost, t.event_seq AS "eventSeq",
  t.output_seq AS "outputSeq",
  t.created_at AS "createdAt", t.started_at AS "startedAt", t.finished_at AS "finishedAt",
  t.run_id AS "runId", t.step_key AS "stepKey"`;
