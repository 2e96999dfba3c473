import { deleteEvents } from "../../events/index.js";

/** Whose the tasks are that are being deleted: no tenant's, so nobody finds, lists, counts or redrives them. */
export const nobody = "''";

/**
 * The parts of a statement that delete the tasks of `chosen`, which answers (id, is_large) and has locked them. A large one
 * has too much behind it to go at once: it is hidden from everybody, and `shrink-tasks` takes it from there. Indexes
 * tasks_pkey, outbox_pkey, task_output_pkey, events_pkey.
 */
export const deletedTasks = `
hidden AS (
  UPDATE tasks t SET tenant_id = ${nobody}, run_id = NULL FROM chosen c WHERE t.id = c.id AND c.is_large RETURNING t.id
), gone AS (
  DELETE FROM tasks t USING chosen c WHERE t.id = c.id AND NOT c.is_large RETURNING t.id
), unqueued AS (
  DELETE FROM outbox o USING chosen c WHERE o.task_id = c.id RETURNING 1
), output AS (
  DELETE FROM task_output o USING gone g WHERE o.task_id = g.id RETURNING 1
), history AS (
  ${deleteEvents("(SELECT id AS stream_id, 0 AS after FROM gone)")}
)`;

/** What they have deleted, as `DeletedTasks`. */
export const countDeletedTasks = `
  (SELECT count(*)::integer FROM gone) AS tasks, (SELECT count(*)::integer FROM hidden) AS hidden,
  (SELECT count(*)::integer FROM unqueued) AS outbox, (SELECT count(*)::integer FROM output) AS output,
  (SELECT count(*)::integer FROM history) AS events`;

export interface DeletedTasks {
  readonly tasks: number;
  readonly hidden: number;
  readonly outbox: number;
  readonly output: number;
  readonly events: number;
}
