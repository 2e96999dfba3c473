import type { MovedLease } from "./lease-moves.js";
import type { CancelReason, EndedTask, TaskSignals } from "./signals.js";

/** Tells whoever runs the workflows of those that are of a run. They have just moved to one of the three ends. */
export function tellEnded<Moved extends MovedLease>(
  signals: TaskSignals,
  moved: readonly Moved[],
  how: (one: Moved) => Partial<Pick<EndedTask, "error" | "output">>,
): void {
  const ended = moved.filter(isOfRun).map((one) => {
    const { taskId, tenantId, runId, stepKey } = one;
    const status = one.status as EndedTask["status"];
    return { taskId, tenantId, runId, stepKey, status, error: null, output: null, ...how(one) };
  });
  if (ended.length > 0) signals.ended.emit(ended);
}

/** The table has both or neither. */
export function isOfRun<Row extends { readonly runId: string | null; readonly stepKey: string | null }>(
  row: Row,
): row is Row & Pick<EndedTask, "runId" | "stepKey"> {
  return row.runId !== null && row.stepKey !== null;
}

const messages: Readonly<Record<CancelReason, string>> = {
  REQUESTED: "The task was cancelled.",
  DEADLINE: "The task's deadline has passed.",
};

export function cancellation(reason: CancelReason): NonNullable<EndedTask["error"]> {
  return { reason, message: messages[reason] };
}
