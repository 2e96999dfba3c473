import type { EventRecord, EventType } from "./catalogue.js";
import type { Follower } from "./model.js";

/** After these a task's output grows no more. */
const lastTypes: readonly EventType[] = ["TASK_COMPLETED", "TASK_CANCELLED", "TASK_QUARANTINED"];

/** Calls `onEnd` when the task's stream tells that the task has ended; stops when the stream does. */
export async function watchForEnd(events: Follower<EventRecord>, onEnd: () => void): Promise<void> {
  for await (const { type } of events) {
    if (!lastTypes.includes(type)) continue;
    onEnd();
    return;
  }
}
