import type { Statement } from "../../platform/db/database.js";
import { countDeletedTasks, deletedTasks, nobody, type DeletedTasks } from "./delete-tasks.js";

/** What `expire-tasks` answers: the stretch that it has seen and what it has deleted. */
export interface ExpiredTasks extends DeletedTasks {
  readonly lastId: string | null;
  readonly keptId: string | null;
  readonly hasMore: boolean;
}

/** The oldest task that there is. By primary key. */
export const findFirstTask: Statement = {
  name: "find-first-task",
  text: "SELECT id FROM tasks ORDER BY id LIMIT 1",
};

const isOver = (table: string, keepMs: string): string => `
  ${table}.run_id IS NULL AND ${table}.tenant_id <> ${nobody}
  AND ${table}.finished_at <= now() - ${keepMs}::double precision * interval '1 millisecond'`;

/**
 * Deletes tasks that have ended long ago, with their events, their output and what the outbox still has of them. A task of a
 * run goes with its run. $1, $2: ids from and below which to look; $3: how long ago, in ms; $4: most rows, looked at and
 * deleted, the task's own among them: how many it has is known from its counters.
 * By primary key. Locks the tasks that it deletes in the order of their ids, as every move does before it touches the rest, and
 * skips those that others are moving. `kept` is told by a hashed subplan: sessions have no hash join (ADR 7).
 */
export const expireTasks: Statement = {
  name: "expire-tasks",
  text: `
WITH seen AS MATERIALIZED (
  SELECT t.id, (${isOver("t", "$3")}) IS TRUE AS is_over, t.event_seq + t.output_seq >= $4::integer AS is_large,
    1 + t.event_seq + t.output_seq AS weight
  FROM tasks t WHERE t.id >= $1 AND t.id < $2 ORDER BY t.id LIMIT $4
), looked AS MATERIALIZED (
  SELECT id, is_over, is_large FROM (
    SELECT s.*, sum(CASE WHEN is_over AND NOT is_large THEN weight ELSE 1 END) OVER (ORDER BY id) AS total FROM seen s
  ) AS weighed
  WHERE total <= $4
), chosen AS MATERIALIZED (
  SELECT t.id, l.is_large FROM looked l JOIN tasks t ON t.id = l.id
  WHERE l.is_over AND ${isOver("t", "$3")}
  ORDER BY t.id FOR UPDATE OF t SKIP LOCKED
), ${deletedTasks}
SELECT (SELECT max(id) FROM looked) AS "lastId", (SELECT count(*) FROM looked) < (SELECT count(*) FROM seen)
    OR (SELECT count(*) FROM seen) = $4 AS "hasMore",
  (SELECT min(id) FROM looked WHERE id NOT IN (SELECT id FROM gone)) AS "keptId", ${countDeletedTasks}`,
};

/**
 * Deletes from the end of what a hidden task has left, and the task when nothing is. $1: most events, and most pieces of
 * output. Index tasks_tenant_id_id_idx; locks the task, and skips one that another process is at. Answers no row when there is none.
 */
export const shrinkTasks: Statement = {
  name: "shrink-tasks",
  text: `
WITH large AS MATERIALIZED (
  SELECT id, event_seq - $1::integer AS event_seq, output_seq - $1::integer AS output_seq FROM tasks
  WHERE tenant_id = ${nobody} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
), history AS (
  DELETE FROM events e USING large l WHERE e.stream_id = l.id AND e.seq > l.event_seq RETURNING 1
), output AS (
  DELETE FROM task_output o USING large l WHERE o.task_id = l.id AND o.seq > l.output_seq RETURNING 1
), shrunk AS (
  UPDATE tasks t SET event_seq = greatest(l.event_seq, 0), output_seq = greatest(l.output_seq, 0) FROM large l
  WHERE t.id = l.id AND (l.event_seq > 0 OR l.output_seq > 0)
), gone AS (
  DELETE FROM tasks t USING large l WHERE t.id = l.id AND l.event_seq <= 0 AND l.output_seq <= 0 RETURNING 1
)
SELECT (SELECT count(*)::integer FROM gone) AS tasks, 0 AS hidden, 0 AS outbox,
  (SELECT count(*)::integer FROM output) AS output, (SELECT count(*)::integer FROM history) AS events
FROM large`,
};
