import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { priorityName } from "./priority-name.js";

/**
 * Moves `create` and, where a row names an agent with a free slot, `assign`: the tasks with their events, their outbox row
 * where they wait for an agent, and their idempotency key. An agent that is free is thus found without a second commit.
 * $1: JSON array of new tasks, $2: JSON array of their shapes (`newRows` of new-task.ts); $3: JSON object whose keys are the
 * ids of those that the broker is being told of: an object is searched by halves; $4: ack timeout in ms. Answers a row per
 * task, in no order. Locks nothing but the new rows; a key that is taken fails the whole statement with unique_violation (23505).
 * JSON instead of an array per column: node-postgres escapes text arrays in JavaScript, which cost more than PostgreSQL takes
 * to read the JSON. What tasks have in common is in their shape, sent once: reading all columns of each task took 7 of the
 * statement's 26 µs a task, this takes 3. The join is a loop, some 60 ms for 1,000 tasks of which no two are alike.
 */
export const createTasks: Statement = { name: "create-tasks", text: creation({ read: "", written: "" }) };

/** The same for tasks of runs. A statement of its own: a column is read of each row, whether it is there or not. */
export const createRunTasks: Statement = {
  name: "create-run-tasks",
  text: creation({ read: ", run_id text, step_key text", written: ", run_id, step_key" }),
};

/** What is read of each row, and written to its columns, beside what every task has. */
function creation({ read, written }: { readonly read: string; readonly written: string }): string {
  return `
WITH shape AS MATERIALIZED (
  SELECT * FROM json_to_recordset($2::json) AS s(
    shape integer, tenant_id text, kind text, pool_id text, priority smallint, required_capabilities text[],
    max_retries integer, timeout_ms integer, created_by text, retry json, sandbox json)
), input AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS i(
    id text, shape integer, input json, labels jsonb, scheduled_at timestamptz, deadline_at timestamptz,
    idempotency_key text, input_hash text, agent_id text, session_id text, lease_token text${read})
    JOIN shape USING (shape)
), keyed AS (
  INSERT INTO idempotency_keys (tenant_id, key, input_hash, task_id, expires_at)
  SELECT tenant_id, idempotency_key, input_hash, id, now() + interval '24 hours'
  FROM input WHERE idempotency_key IS NOT NULL
), created AS (
  INSERT INTO tasks AS t (id, tenant_id, kind, pool_id, status, priority, required_capabilities, input, labels, max_retries,
    timeout_ms, due_at, deadline_at, created_by, agent_id, session_id, lease_token, attempt, event_seq, lease_expires_at,
    retry, sandbox${written})
  SELECT id, tenant_id, kind, pool_id,
    CASE WHEN agent_id IS NOT NULL THEN 'ASSIGNED' WHEN scheduled_at > now() THEN 'SCHEDULED' ELSE 'QUEUED' END::"TaskStatus",
    priority, required_capabilities, input, coalesce(labels, '{}'), max_retries, timeout_ms,
    coalesce(scheduled_at, now()), deadline_at, created_by, agent_id, session_id, lease_token,
    num_nonnulls(agent_id), 1 + num_nonnulls(agent_id),
    CASE WHEN agent_id IS NOT NULL THEN now() + $4::integer * interval '1 millisecond' END,
    retry, sandbox${written}
  FROM input
  RETURNING t.id, t.tenant_id, t.kind, t.pool_id, t.status, t.priority, t.due_at, t.created_at, t.created_by, t.agent_id,
    t.lease_expires_at
), logged AS (
  ${appendEvents(`(
    SELECT id AS stream_id, 1 AS seq, tenant_id, 'TASK_CREATED' AS type,
      json_build_object('kind', kind, 'priority', ${priorityName("priority")},
        'status', CASE status WHEN 'SCHEDULED' THEN 'SCHEDULED' ELSE 'QUEUED' END, 'dueAt', due_at, 'by', created_by) AS data
    FROM created
    UNION ALL
    SELECT id, 2, tenant_id, 'TASK_ASSIGNED', json_build_object('agentId', agent_id, 'attempt', 1)
    FROM created WHERE agent_id IS NOT NULL) AS e`)}
), queued AS (
  INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority, published_at)
  SELECT id, 'TODO', tenant_id, pool_id, priority, CASE WHEN $3::jsonb ? id THEN now() END
  FROM created
  WHERE status = 'QUEUED'
)
SELECT id, status, due_at AS "dueAt", created_at AS "createdAt", lease_expires_at AS "leaseExpiresAt" FROM created`;
}
