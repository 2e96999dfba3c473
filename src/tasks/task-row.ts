import { taskPriorities, type Task, type TaskError, type TaskPriority } from "./model.js";

/** A row under the names of `taskColumns`: a Task but for what is kept in another form. */
export type TaskRow = Omit<Task, "agent" | "priority" | "lastError"> & {
  readonly priority: number;
  readonly lastError: TaskErrorRow | null;
};

type TaskErrorRow = Omit<TaskError, "at"> & { readonly at: string };

export function taskOf({ priority, lastError, ...row }: TaskRow): Task {
  return { ...row, priority: priorityOf(priority), lastError: errorOf(lastError) };
}

export function priorityOf(index: TaskRow["priority"]): TaskPriority {
  // The table's CHECK keeps the index within the list.
  return taskPriorities[index] as TaskPriority;
}

export function errorOf(error: TaskRow["lastError"]): TaskError | null {
  return error && { ...error, at: new Date(error.at) };
}
