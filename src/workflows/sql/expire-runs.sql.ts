import { deleteEvents } from "../../events/index.js";
import type { Statement } from "../../platform/db/database.js";
import { countDeletedTasks, deletedTasks, nobody, type DeletedTasks } from "../../tasks/index.js";

/** What `hide-runs` has seen. */
export interface HiddenRuns {
  readonly lastId: string | null;
  readonly keptId: string | null;
  readonly hasMore: boolean;
  readonly hidden: number;
}

/** What `delete-run-tasks` has deleted. */
export interface DeletedRunTasks extends DeletedTasks {
  /** Tasks that it has worked on. */
  readonly chosen: number;
}

/** What `delete-runs` has deleted. */
export interface DeletedRuns {
  readonly runs: number;
  readonly steps: number;
  readonly snapshots: number;
  readonly events: number;
  /** Runs that it has worked on. */
  readonly chosen: number;
}

/** The oldest run that there is. By primary key. */
export const findFirstRun: Statement = {
  name: "find-first-run",
  text: "SELECT id FROM workflow_runs ORDER BY id LIMIT 1",
};

const isOver = (table: string): string =>
  `${table}.tenant_id <> ${nobody} AND ${table}.finished_at <= now() - $3::double precision * interval '1 millisecond'`;

/**
 * Hides runs from everybody that have ended long ago: nobody finds or retries them while they are deleted bit by bit. A run of
 * another run is hidden after that one. $1, $2: ids from and below which to look; $3: how long ago, in ms; $4: most runs.
 * By primary key; locks the runs that it hides, and skips those that take a turn.
 */
export const hideRuns: Statement = {
  name: "hide-runs",
  text: `
WITH seen AS MATERIALIZED (
  SELECT r.id, (${isOver("r")}) IS TRUE AS is_over FROM workflow_runs r WHERE r.id >= $1 AND r.id < $2 ORDER BY r.id LIMIT $4
), chosen AS MATERIALIZED (
  SELECT r.id FROM seen s JOIN workflow_runs r ON r.id = s.id
  WHERE s.is_over AND ${isOver("r")}
    AND NOT EXISTS (SELECT FROM workflow_runs p WHERE p.id = r.parent_run_id AND p.tenant_id <> ${nobody})
  ORDER BY r.id FOR UPDATE OF r SKIP LOCKED
), hidden AS (
  UPDATE workflow_runs r SET tenant_id = ${nobody} FROM chosen c WHERE r.id = c.id RETURNING r.id
)
SELECT (SELECT max(id) FROM seen) AS "lastId", (SELECT count(*) FROM seen) = $4 AS "hasMore",
  (SELECT min(id) FROM seen WHERE id NOT IN (SELECT id FROM hidden)) AS "keptId",
  (SELECT count(*)::integer FROM hidden) AS hidden`,
};

/** Hidden runs of which there is more to delete; at most so many as are likely to have $1 rows. */
const hiddenRuns = (condition: string): string => `
  SELECT r.id, r.event_seq, r.step_count FROM workflow_runs r WHERE r.tenant_id = ${nobody} AND ${condition}
  ORDER BY r.id LIMIT 1 + $1::integer / 10 FOR UPDATE SKIP LOCKED`;

/**
 * Deletes tasks of hidden runs, with all that belongs to them. $1: most rows. One that is open, since it was redriven as its run
 * was hidden, stays until it has ended, and its run with it. Indexes workflow_runs_tenant_id_id_idx, tasks_run_idx, tasks_pkey;
 * locks the runs, then the tasks, and skips those that others are at.
 */
export const deleteRunTasks: Statement = {
  name: "delete-run-tasks",
  text: `
WITH run AS MATERIALIZED (
  ${hiddenRuns("EXISTS (SELECT FROM tasks t WHERE t.run_id = r.id AND t.finished_at IS NOT NULL)")}
), seen AS MATERIALIZED (
  SELECT t.id, t.event_seq + t.output_seq >= $1::integer AS is_large, 1 + t.event_seq + t.output_seq AS weight
  FROM run r JOIN tasks t ON t.run_id = r.id
  WHERE t.finished_at IS NOT NULL LIMIT $1
), weighed AS MATERIALIZED (
  SELECT id, is_large, sum(CASE WHEN is_large THEN 1 ELSE weight END) OVER (ORDER BY id) AS total FROM seen
), chosen AS MATERIALIZED (
  SELECT t.id, w.is_large FROM weighed w JOIN tasks t ON t.id = w.id
  WHERE w.total <= $1 AND t.finished_at IS NOT NULL
  ORDER BY t.id FOR UPDATE OF t SKIP LOCKED
), ${deletedTasks}
SELECT (SELECT count(*)::integer FROM chosen) AS chosen, ${countDeletedTasks}`,
};

/**
 * Deletes hidden runs whose tasks are gone, with their steps, snapshots and events; of one that has more of them as many as are
 * wanted, the events from the end of its stream. $1: most rows. Indexes workflow_runs_tenant_id_id_idx, tasks_run_idx,
 * workflow_steps_pkey, events_pkey; locks the runs, and skips those that another process is at.
 */
export const deleteRuns: Statement = {
  name: "delete-runs",
  text: `
WITH run AS MATERIALIZED (
  ${hiddenRuns("NOT EXISTS (SELECT FROM tasks t WHERE t.run_id = r.id)")}
), chosen AS MATERIALIZED (
  SELECT id, event_seq - $1::integer AS event_seq,
    EXISTS (SELECT FROM workflow_steps s WHERE s.run_id = weighed.id OFFSET $1) AS has_more_steps
  FROM (
    SELECT r.*, sum(1 + r.event_seq + r.step_count) OVER w AS total, row_number() OVER w AS place FROM run r
    WINDOW w AS (ORDER BY id)
  ) AS weighed
  WHERE total <= $1 OR place = 1
), history AS (
  ${deleteEvents("(SELECT id AS stream_id, event_seq AS after FROM chosen)")}
), step AS MATERIALIZED (
  SELECT s.run_id, s.ordinal FROM chosen c CROSS JOIN LATERAL (
    SELECT run_id, ordinal FROM workflow_steps WHERE run_id = c.id ORDER BY ordinal LIMIT $1) AS s
), steps AS (
  DELETE FROM workflow_steps s USING step p WHERE s.run_id = p.run_id AND s.ordinal = p.ordinal RETURNING 1
), snapshots AS (
  DELETE FROM workflow_snapshots s USING chosen c WHERE s.run_id = c.id RETURNING 1
), shrunk AS (
  UPDATE workflow_runs r SET event_seq = greatest(c.event_seq, 0) FROM chosen c
  WHERE r.id = c.id AND (c.event_seq > 0 OR c.has_more_steps)
), gone AS (
  DELETE FROM workflow_runs r USING chosen c WHERE r.id = c.id AND c.event_seq <= 0 AND NOT c.has_more_steps RETURNING 1
)
SELECT (SELECT count(*)::integer FROM gone) AS runs, (SELECT count(*)::integer FROM steps) AS steps,
  (SELECT count(*)::integer FROM snapshots) AS snapshots, (SELECT count(*)::integer FROM history) AS events,
  (SELECT count(*)::integer FROM chosen) AS chosen`,
};
