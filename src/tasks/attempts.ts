import type { EventRecord, TaskEventData } from "../events/index.js";
import type { Database } from "../platform/db/database.js";
import type { TaskAttempt, TaskError, TaskErrorReason } from "./model.js";
import { findLifeEvents } from "./sql/find-life-events.sql.js";

/** What the tries are told by. */
export type LifeEvent = Pick<EventRecord, "type" | "at" | "data">;

/** Events read to tell a task's last 100 tries: ten each, a good many of which may be hand-backs. */
const maxEventsFolded = 1_000;

/** A task's tries, oldest first, at most the last 100. */
export async function readAttempts(database: Database, taskId: string): Promise<TaskAttempt[]> {
  const events = await database.query<LifeEvent>(findLifeEvents, [taskId, maxEventsFolded]);
  return foldAttempts(events.toReversed()).slice(-100);
}

/** The event of a type, with the data that the catalogue gives it. */
function dataOf<Type extends keyof TaskEventData>(event: LifeEvent): TaskEventData[Type] {
  // What is written under a type is what the catalogue says of it: the log has one writer per type.
  return event.data as TaskEventData[Type];
}

/** Folds a task's events, oldest first, into its tries. An assignment handed back leaves none. */
export function foldAttempts(events: readonly LifeEvent[]): TaskAttempt[] {
  const attempts: TaskAttempt[] = [];
  for (const event of events) fold(attempts, event);
  return attempts;
}

function fold(attempts: TaskAttempt[], event: LifeEvent): void {
  const last = attempts.at(-1);
  const change = (what: Partial<TaskAttempt>): void => {
    if (last?.outcome === "OPEN") attempts[attempts.length - 1] = { ...last, ...what };
  };
  switch (event.type) {
    case "TASK_ASSIGNED": {
      const { agentId, attempt } = dataOf<"TASK_ASSIGNED">(event);
      attempts.push({
        number: attempt,
        agentId,
        assignedAt: event.at,
        startedAt: null,
        endedAt: null,
        outcome: "OPEN",
        error: null,
      });
      return;
    }
    case "TASK_STARTED":
      return change({ startedAt: event.at });
    case "TASK_QUEUED":
      if (last?.outcome === "OPEN") attempts.pop();
      return;
    case "TASK_COMPLETED":
      return change({ endedAt: event.at, outcome: "COMPLETED" });
    case "TASK_FAILED":
      return change({ endedAt: event.at, outcome: "FAILED", error: errorOf(event) });
    case "TASK_QUARANTINED":
      return change({ endedAt: event.at, outcome: "QUARANTINED", error: errorOf(event) });
    case "TASK_CANCELLED":
      return change({ endedAt: event.at, outcome: "CANCELLED" });
    default:
  }
}

function errorOf(event: LifeEvent): TaskError {
  const { reason, message } = dataOf<"TASK_FAILED" | "TASK_QUARANTINED">(event);
  return { reason: reason as TaskErrorReason, message, at: event.at };
}
