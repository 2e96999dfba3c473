import { Signal } from "../platform/signal.js";
import type { TaskErrorReason } from "./model.js";
import type { TaskStatus } from "./states.js";

/** A task that waits for an agent. */
export interface QueuedTask {
  readonly taskId: string;
  readonly tenantId: string;
  readonly poolId: string;
  readonly priority: number;
  /** Whether its outbox row says that the broker is being told: whoever listens has to tell it now. */
  readonly direct: boolean;
}

/** A lease that has ended, however it did. */
export interface ReleasedLease {
  readonly taskId: string;
  readonly sessionId: string;
  readonly agentId: string;
  /** What ended it. */
  readonly by: "COMPLETED" | "FAILED" | "HANDED_BACK" | "CANCELLED";
}

/** A task of a run that has reached COMPLETED, CANCELLED or QUARANTINED. */
export interface EndedTask {
  readonly taskId: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly stepKey: string;
  readonly status: Extract<TaskStatus, "COMPLETED" | "CANCELLED" | "QUARANTINED">;
  /** Why it was cancelled, or what went wrong in its last try; null when it is completed. */
  readonly error: { readonly reason: TaskErrorReason | CancelReason; readonly message: string } | null;
  /** Of a completed one, where it is at hand: `outputsOf` reads it otherwise. */
  readonly output: { readonly value: unknown } | null;
}

export type CancelReason = "REQUESTED" | "DEADLINE";

/** What the tasks slice tells the process that it runs in, after the commit. */
export interface TaskSignals {
  readonly queued: Signal<readonly QueuedTask[]>;
  /** Leases just accepted: their agents are alive. */
  readonly accepted: Signal<readonly { readonly taskId: string; readonly agentId: string | null }[]>;
  readonly released: Signal<readonly ReleasedLease[]>;
  /** Tasks now in SCHEDULED or in the dead-letter outbox: the feeder may have to look earlier than it meant to. */
  readonly feedable: Signal<Date>;
  /** Tasks of runs that have ended here; of tasks without a run nothing is told. */
  readonly ended: Signal<readonly EndedTask[]>;
}

export function createTaskSignals(): TaskSignals {
  return {
    queued: new Signal(),
    accepted: new Signal(),
    released: new Signal(),
    feedable: new Signal(),
    ended: new Signal(),
  };
}
