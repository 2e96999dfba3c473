import { appendEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";

const runColumns = `id text, status "WorkflowRunStatus", outcome text, compensates boolean, output json, error json,
    signals json, timeout_at timestamptz, started_at timestamptz, finished_at timestamptz, cost double precision,
    step_count integer, steps_ended integer, event_seq integer, look_ms integer`;

const stepColumns = `run_id text, ordinal integer, status "StepStatus", phase text, task_id text, undo_task_id text,
    child_run_id text, attempt integer, input json, output json, error json, due_at timestamptz, completed_seq integer,
    started_at timestamptz, finished_at timestamptz`;

/**
 * Writes the turns of several runs, whose rows the transaction has locked: runs, steps and events in one statement, whatever
 * their number. JSON arrays: $1 runs that are there, $2 new runs, $3 steps that are there, $4 new steps and items, $5 events,
 * $6 {run_id, ordinal} of items that are gone, $7 {run_id, seq, state}: snapshots. By primary keys.
 */
export const saveTurns: Statement = {
  name: "save-turns",
  text: `
WITH run AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS i(${runColumns})
), moved AS (
  UPDATE workflow_runs r SET status = i.status, outcome = i.outcome, compensates = i.compensates, output = i.output,
    error = i.error, signals = coalesce(i.signals, '[]'), timeout_at = i.timeout_at, started_at = i.started_at,
    finished_at = i.finished_at, cost = i.cost, step_count = i.step_count, steps_ended = i.steps_ended,
    event_seq = i.event_seq, look_at = now() + i.look_ms * interval '1 millisecond'
  FROM run i WHERE r.id = i.id
), created AS (
  INSERT INTO workflow_runs (id, tenant_id, workflow_id, version_id, input, trigger, trigger_id, labels, priority,
    concurrency_key, parent_run_id, parent_ordinal, depth, created_by, status, outcome, compensates, output, error, signals,
    timeout_at, started_at, step_count, steps_ended, event_seq, look_at, created_at)
  SELECT id, tenant_id, workflow_id, version_id, input, trigger, trigger_id, coalesce(labels, '{}'), priority,
    concurrency_key, parent_run_id, parent_ordinal, depth, created_by, status, outcome, compensates, output, error,
    coalesce(signals, '[]'), timeout_at, started_at, step_count, steps_ended, event_seq,
    now() + look_ms * interval '1 millisecond', now()
  FROM json_to_recordset($2::json) AS i(${runColumns}, tenant_id text, workflow_id text, version_id text, input json,
    trigger json, trigger_id text, labels jsonb, priority smallint, concurrency_key text, parent_run_id text,
    parent_ordinal integer, depth integer, created_by text)
), step AS (
  UPDATE workflow_steps s SET status = i.status, phase = coalesce(i.phase, 'MAIN'), task_id = i.task_id,
    undo_task_id = i.undo_task_id, child_run_id = i.child_run_id, attempt = i.attempt, input = i.input, output = i.output,
    error = i.error, due_at = i.due_at, completed_seq = i.completed_seq, started_at = i.started_at,
    finished_at = i.finished_at
  FROM json_to_recordset($3::json) AS i(${stepColumns})
  WHERE s.run_id = i.run_id AND s.ordinal = i.ordinal AND i.run_id > '' AND i.ordinal >= 0
), added AS (
  INSERT INTO workflow_steps (id, run_id, tenant_id, ordinal, key, parent_ordinal, item_index, status, phase, task_id,
    undo_task_id, child_run_id, attempt, input, output, error, due_at, completed_seq, started_at, finished_at)
  SELECT id, run_id, tenant_id, ordinal, key, parent_ordinal, item_index, coalesce(status, 'PENDING'),
    coalesce(phase, 'MAIN'), task_id, undo_task_id, child_run_id, coalesce(attempt, 0), input, output, error, due_at,
    completed_seq, started_at, finished_at
  FROM json_to_recordset($4::json) AS i(${stepColumns}, id text, tenant_id text, key text, parent_ordinal integer,
    item_index integer)
), logged AS (
  ${appendEvents(`json_to_recordset($5::json) AS e(stream_id text, seq integer, tenant_id text, type text, data json)`)}
), gone AS (
  DELETE FROM workflow_steps s USING json_to_recordset($6::json) AS g(run_id text, ordinal integer)
  WHERE s.run_id = g.run_id AND s.ordinal = g.ordinal
)
INSERT INTO workflow_snapshots (run_id, seq, state)
SELECT run_id, seq, state FROM json_to_recordset($7::json) AS p(run_id text, seq integer, state json)`,
};
