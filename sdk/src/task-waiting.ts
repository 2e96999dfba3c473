import { isFinal, type TaskEvent } from "./client-feeds.js";
import type { FollowInput } from "./client-calls.js";
import { MusterRequestError } from "./errors.js";
import type { Task } from "./nouns.js";

interface Watch {
  readonly task: (id: string) => Promise<Task | null>;
  readonly events: (id: string, input: FollowInput<number>) => AsyncGenerator<TaskEvent, void>;
}

/** Reads the task, then its events until one of them may have ended it, then the task again. */
export async function waitForTask(id: string, watch: Watch, signal: AbortSignal | undefined): Promise<Task> {
  for (;;) {
    signal?.throwIfAborted();
    const task = await watch.task(id);
    if (task === null) throw new MusterRequestError("NOT_FOUND", `No task ${id}.`, { reason: "TASK_NOT_FOUND" });
    if (isFinal(task.status)) return task;
    const input = { after: task.lastSeq, ...(signal === undefined ? {} : { signal }) };
    for await (const { type } of watch.events(id, input)) {
      if (type === "TASK_COMPLETED" || type === "TASK_CANCELLED" || type === "TASK_QUARANTINED") break;
    }
  }
}
