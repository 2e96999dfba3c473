import type { Statement } from "../../platform/db/database.js";
import { turningColumns } from "./trigger-columns.js";

/** Triggers that listen and do not rest. $1: now, $2: behind this id, $3: most. Index workflow_triggers_listening_idx; locks nothing. */
export const findEventTriggers: Statement = {
  name: "find-event-triggers",
  text: `
SELECT ${turningColumns} FROM workflow_triggers t
WHERE t.enabled AND t.type = 'EVENT' AND t.feed_cursor IS NOT NULL AND (t.next_at IS NULL OR t.next_at <= $1) AND t.id > $2
ORDER BY t.id LIMIT $3`,
};

/**
 * Takes those of the triggers that still stand where they were seen; leaves those that another replica has in hand.
 * $1: ids, $2: their cursors. Locks the rows until the transaction ends. By primary key.
 */
export const lockEventTriggers: Statement = {
  name: "lock-event-triggers",
  text: `
SELECT ${turningColumns} FROM unnest($1::text[], $2::text[]) AS seen(id, feed_cursor)
JOIN workflow_triggers t ON t.id = seen.id AND t.feed_cursor = seen.feed_cursor
WHERE t.enabled FOR UPDATE OF t SKIP LOCKED`,
};

/**
 * By which trigger the runs were started that streams are of. $1: ids of runs and tasks. A task belongs to the run that has it
 * done, and a run within a run to the outermost one. Answers stream, trigger (null for none) and how many events in a row had led
 * to the run; no row for what belongs to no run. Primary keys of tasks and workflow_runs.
 */
export const findEventOrigins: Statement = {
  name: "find-event-origins",
  text: `
WITH RECURSIVE climb AS (
  SELECT s.id AS stream_id, r.id, r.parent_run_id, r.trigger_id, r.trigger, 0 AS level
  FROM unnest($1::text[]) AS s(id)
  LEFT JOIN tasks t ON t.id = s.id
  JOIN workflow_runs r ON r.id = coalesce(t.run_id, s.id)
  UNION ALL
  SELECT c.stream_id, r.id, r.parent_run_id, r.trigger_id, r.trigger, c.level + 1
  FROM climb c JOIN workflow_runs r ON r.id = c.parent_run_id
)
SELECT DISTINCT ON (stream_id) stream_id AS "streamId", trigger_id AS "triggerId",
  CASE WHEN trigger->>'type' = 'EVENT' THEN (trigger->'context'->>'depth')::integer ELSE 0 END AS depth
FROM climb ORDER BY stream_id, level DESC`,
};
