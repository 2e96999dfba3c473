import type { Statement } from "../../platform/db/database.js";

/** Runs in which something is due, each once. $1: most. Indexes workflow_steps_due_idx, workflow_runs_timeout_idx. */
export const findDueRuns: Statement = {
  name: "find-due-runs",
  text: `
SELECT DISTINCT run_id AS "runId" FROM (
  (SELECT s.run_id FROM workflow_steps s
  WHERE s.due_at <= now() AND s.due_at IS NOT NULL AND s.status IN ('RUNNING', 'WAITING', 'COMPENSATING')
  ORDER BY s.due_at LIMIT $1)
  UNION ALL
  (SELECT r.id FROM workflow_runs r
  WHERE r.timeout_at <= now() AND r.timeout_at IS NOT NULL AND r.finished_at IS NULL
  ORDER BY r.timeout_at LIMIT $1)
) AS due LIMIT $1`,
};

/** Milliseconds until the next thing falls due; null when nothing does. The same indexes. */
export const findNextDue: Statement = {
  name: "find-next-due-step",
  text: `
SELECT (extract(epoch FROM least(
  (SELECT min(due_at) FROM workflow_steps
  WHERE due_at IS NOT NULL AND status IN ('RUNNING', 'WAITING', 'COMPENSATING')),
  (SELECT min(timeout_at) FROM workflow_runs WHERE timeout_at IS NOT NULL AND finished_at IS NULL)
) - now()) * 1000)::double precision AS "inMs"`,
};

/**
 * Runs that nobody has looked at for a while. Puts off the next look, the longer the longer nothing has happened to them: a run
 * may rightly wait for months. $1: most. Index workflow_runs_open_idx; skips rows that a turn holds.
 */
export const takeStaleRuns: Statement = {
  name: "take-stale-runs",
  text: `
WITH stale AS (
  SELECT r.id FROM workflow_runs r WHERE r.finished_at IS NULL AND r.look_at <= now()
  ORDER BY r.look_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE workflow_runs r SET look_at = now() + least(interval '1 hour', greatest(interval '15 seconds',
  now() - coalesce((SELECT e.at FROM events e WHERE e.stream_id = r.id AND e.seq = r.event_seq), now())))
FROM stale WHERE r.id = stale.id
RETURNING r.id AS "runId"`,
};

/**
 * Steps whose task or run has ended for a while without their run being told: a crash came between. Reads a stretch of open
 * steps from $1 (run id) and $2 (ordinal) on, $3 of them at most, and answers the last one of the stretch in every row, or one
 * row with nothing but that. Index workflow_steps_running_idx.
 */
export const findUnheardEnds: Statement = {
  name: "find-unheard-ends",
  text: `
WITH stretch AS MATERIALIZED (
  SELECT s.run_id, s.ordinal, s.key, s.child_run_id, CASE WHEN s.phase = 'UNDO' THEN s.undo_task_id ELSE s.task_id END AS task_id
  FROM workflow_steps s
  WHERE s.status IN ('RUNNING', 'COMPENSATING') AND (s.run_id, s.ordinal) > ($1, $2)
  ORDER BY s.run_id, s.ordinal LIMIT $3
), place AS (
  SELECT run_id AS "lastRunId", ordinal AS "lastOrdinal", (SELECT count(*) FROM stretch)::integer AS length
  FROM stretch ORDER BY run_id DESC, ordinal DESC LIMIT 1
), ended AS (
  SELECT s.run_id, s.key, t.id AS task_id, t.status::text AS status, t.last_error AS error, NULL AS child_run_id
  FROM stretch s JOIN tasks t ON t.id = s.task_id
  WHERE t.status::text IN ('COMPLETED', 'CANCELLED', 'QUARANTINED') AND t.finished_at < now() - interval '2 seconds'
  UNION ALL
  SELECT s.run_id, s.key, NULL, r.status::text, r.error, r.id
  FROM stretch s JOIN workflow_runs r ON r.id = s.child_run_id
  WHERE s.task_id IS NULL AND r.finished_at < now() - interval '2 seconds'
)
SELECT p."lastRunId", p."lastOrdinal", p.length, e.run_id AS "runId", e.key AS step, e.task_id AS "taskId", e.status, e.error,
  e.child_run_id AS "childRunId"
FROM place p LEFT JOIN ended e ON true`,
};
