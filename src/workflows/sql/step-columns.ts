/** A row of `workflow_steps s` as the engine reads it. */
export const stepColumns = `
  s.run_id AS "runId", s.ordinal, s.key, s.parent_ordinal AS parent, s.item_index AS index, s.status, s.phase,
  s.task_id AS "taskId", s.undo_task_id AS "undoTaskId", s.child_run_id AS "childRunId", s.attempt, s.input, s.output, s.error,
  s.due_at AS "dueAt", s.completed_seq AS "completedSeq", s.started_at AS "startedAt", s.finished_at AS "finishedAt"`;
