import pg from "pg";
import { typeid } from "typeid-js";

/** Tasks per statement: a transaction that is open for long would hold back the feed. */
const tasksPerStatement = 25_000;

/** The newest of those that were done at the first try. */
const findTemplate = "SELECT id FROM tasks WHERE status = 'COMPLETED' AND attempt = 1 ORDER BY id DESC LIMIT 1";

/**
 * New tasks are copies of a finished one and its events, so they are what the server itself would have written. Their ids sort
 * as they are numbered: the time's characters of a fresh id, then hexadecimal digits, which are digits of TypeIDs too.
 * $1: the finished task's id, $2: those characters, $3 and $4: first and last number.
 */
const copies = `
WITH copy AS MATERIALIZED (
  SELECT $2 || lpad(to_hex(n), 16, '0') AS copy_id, t.* FROM tasks t, generate_series($3::integer, $4::integer) AS n
  WHERE t.id = $1
)`;

/** Tasks that wait in the backlog: as `create-tasks` writes them. */
const insertQueued = `${copies}, created AS (
  INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, input, max_retries, timeout_ms,
    due_at, created_by)
  SELECT copy_id, tenant_id, kind, pool_id, 'QUEUED', priority, required_capabilities, input, max_retries, timeout_ms,
    now(), created_by FROM copy
), logged AS (
  INSERT INTO events (stream_id, seq, tenant_id, type, data)
  SELECT copy_id, e.seq, e.tenant_id, e.type, e.data FROM copy c JOIN events e ON e.stream_id = c.id AND e.seq = 1
  ORDER BY copy_id
)
INSERT INTO outbox (task_id, destination, tenant_id, pool_id, priority)
SELECT copy_id, 'TODO', tenant_id, pool_id, priority FROM copy`;

/** Tasks that have been done. */
const insertDone = `${copies}, created AS (
  INSERT INTO tasks (id, tenant_id, kind, pool_id, status, priority, required_capabilities, input, output, attempt, max_retries,
    timeout_ms, due_at, agent_id, session_id, lease_token, event_seq, created_by, started_at, finished_at)
  SELECT copy_id, tenant_id, kind, pool_id, status, priority, required_capabilities, input, output, attempt, max_retries,
    timeout_ms, due_at, agent_id, session_id, lease_token, event_seq, created_by, started_at, finished_at FROM copy
)
INSERT INTO events (stream_id, seq, tenant_id, type, data)
SELECT copy_id, e.seq, e.tenant_id, e.type, e.data FROM copy c JOIN events e ON e.stream_id = c.id
ORDER BY copy_id, e.seq`;

/** Created, assigned, started, completed. */
const eventsPerTask = 4;

/** Puts tasks in the backlog. One must have been completed before. */
export async function fillBacklog(databaseUrl: string, tasks: number): Promise<void> {
  await fill(databaseUrl, insertQueued, tasks);
}

/** Adds tasks that are done, with so many events altogether. One must have been completed before. */
export async function fillHistory(databaseUrl: string, events: number): Promise<void> {
  await fill(databaseUrl, insertDone, Math.ceil(events / eventsPerTask));
}

async function fill(databaseUrl: string, statement: string, tasks: number): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(findTemplate);
    // The prefix, its underscore, and the ten characters of the time.
    const time = typeid("task").toString().slice(0, 15);
    for (let first = 1; first <= tasks; first += tasksPerStatement) {
      await client.query(statement, [rows[0]?.id, time, first, Math.min(first + tasksPerStatement - 1, tasks)]);
    }
    // What autovacuum and the next checkpoint would otherwise do in the midst of what is measured.
    for (const table of ["tasks", "events", "outbox"]) await client.query(`VACUUM (ANALYZE) ${table}`);
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
