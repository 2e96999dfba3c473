import { Signal } from "../platform/signal.js";

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

/** What the tasks slice tells the process that it runs in, after the commit. */
export interface TaskSignals {
  readonly queued: Signal<readonly QueuedTask[]>;
  /** Leases just accepted: their agents are alive. */
  readonly accepted: Signal<readonly { readonly taskId: string; readonly agentId: string | null }[]>;
  readonly released: Signal<readonly ReleasedLease[]>;
  /** Tasks now in SCHEDULED or in the dead-letter outbox: the feeder may have to look earlier than it meant to. */
  readonly feedable: Signal<Date>;
}

export function createTaskSignals(): TaskSignals {
  return { queued: new Signal(), accepted: new Signal(), released: new Signal(), feedable: new Signal() };
}
