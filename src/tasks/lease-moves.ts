import type { StreamHead } from "../events/index.js";
import type { ReleasedLease, TaskSignals } from "./signals.js";
import type { TaskStatus } from "./states.js";

/** A row that a move of leases answers: the task after the move (`movedLease` of sql/lease-rows.ts). */
export interface MovedLease {
  readonly taskId: string;
  readonly tenantId: string;
  readonly poolId: string;
  readonly kind: string;
  readonly agentId: string | null;
  readonly sessionId: string | null;
  readonly leaseToken: string | null;
  readonly attempt: number;
  readonly status: TaskStatus;
  readonly seq: number;
  /** null unless it is of a run. */
  readonly runId: string | null;
  readonly stepKey: string | null;
}

export type Announce = (heads: readonly StreamHead[]) => void;

export function headsOf(moved: readonly MovedLease[]): StreamHead[] {
  return moved.map(({ taskId, tenantId, seq }) => ({ tenantId, streamId: taskId, seq }));
}

/** Tells the dispatcher whose slots are free again. */
export function tellReleased(signals: TaskSignals, moved: readonly MovedLease[], by: ReleasedLease["by"]): void {
  const released = moved.flatMap(({ taskId, sessionId, agentId }) =>
    sessionId === null || agentId === null ? [] : [{ taskId, sessionId, agentId, by }],
  );
  if (released.length > 0) signals.released.emit(released);
}
