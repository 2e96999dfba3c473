/** The dead-letter queue: a message per quarantined task, for people and programs outside. Muster itself never reads it. */
export const deadQueue = "tasks.dead";

/** The broker queue of a pool. A message's body is a task id. */
export function todoQueue(poolId: string): string {
  return `tasks.todo.${poolId}`;
}
