import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { priorityName } from "./priority-name.js";

/**
 * Creates tasks with their first event, their outbox row where they are due, and their idempotency key.
 * $1: JSON array of new tasks (`newRow` of creation.ts), $2: JSON object whose keys are the ids of those that the broker is
 * being told of: an object is searched by halves. Answers a row per task, in no order.
 * Locks nothing but the new rows; a key that is taken fails the whole statement with unique_violation (23505).
 * One JSON parameter instead of an array per column: node-postgres escapes text arrays in JavaScript, which cost more
 * than PostgreSQL takes to read the JSON.
 */
export const createTasks: Statement = {
  name: "create-tasks",
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS i(
    id text, tenant_id text, kind text, pool_id text, priority smallint, required_capabilities text[], input json,
    labels jsonb, max_retries integer, timeout_ms integer, scheduled_at timestamptz, deadline_at timestamptz,
    created_by text, idempotency_key text, input_hash text)
), keyed AS (
  INSERT INTO idempotency_keys (tenant_id, key, input_hash, task_id, expires_at)
  SELECT tenant_id, idempotency_key, input_hash, id, now() + interval '24 hours'
  FROM input WHERE idempotency_key IS NOT NULL
), created AS (
  INSERT INTO tasks AS t (id, tenant_id, kind, pool_id, status, priority, required_capabilities, input, labels, max_retries,
    timeout_ms, due_at, deadline_at, created_by)
  SELECT id, tenant_id, kind, pool_id,
    CASE WHEN scheduled_at > now() THEN 'SCHEDULED' ELSE 'QUEUED' END::"TaskStatus",
    priority, required_capabilities, input, labels, max_retries, timeout_ms,
    coalesce(scheduled_at, now()), deadline_at, created_by
  FROM input
  RETURNING t.id, t.tenant_id, t.kind, t.pool_id, t.status, t.priority, t.due_at, t.created_at, t.created_by
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, 1 AS seq, tenant_id, 'TASK_CREATED' AS type,
      json_build_object('kind', kind, 'priority', ${priorityName("priority")}, 'status', status, 'dueAt', due_at, 'by', created_by) AS data
    FROM created) AS e`)}
), queued AS (
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority, published_at)
  SELECT id, 'TODO', tenant_id, pool_id, priority, CASE WHEN $2::jsonb ? id THEN now() END
  FROM created
  WHERE status = 'QUEUED'
)
SELECT id, status, due_at AS "dueAt", created_at AS "createdAt" FROM created`,
};
