import { taskPriorities } from "../model.js";

/** SQL for the name of a priority kept as its index. */
export function priorityName(column: string): string {
  return `(ARRAY[${taskPriorities.map((name) => `'${name}'`).join(", ")}])[${column} + 1]`;
}
