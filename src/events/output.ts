import type { EventRecord, EventType } from "./catalogue.js";
import type { Follower } from "./model.js";

/** After these a task's output and a sandbox's log grow no more. */
const lastTypes: readonly EventType[] = [
  ...(["TASK_COMPLETED", "TASK_CANCELLED", "TASK_QUARANTINED"] as const),
  ...(["SANDBOX_SUCCEEDED", "SANDBOX_FAILED", "SANDBOX_TERMINATED", "SANDBOX_LOST"] as const),
];

/** Calls `onEnd` when the stream tells that what it is of has ended; stops when the stream does. */
export async function watchForEnd(events: Follower<EventRecord>, onEnd: () => void): Promise<void> {
  for await (const { type } of events) {
    if (!lastTypes.includes(type)) continue;
    onEnd();
    return;
  }
}
