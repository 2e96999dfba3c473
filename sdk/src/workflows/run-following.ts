import type { ClientCalls, FollowInput } from "../client-calls.js";
import { runEventsFeed, type RunEvent } from "../client-feeds.js";
import type { Connection } from "../connection.js";
import { MusterRequestError } from "../errors.js";
import { WorkflowRunStatusDocument, type EventType, type WorkflowRunStatus } from "../generated/graphql.js";

/** Events after which a run stays as it is, until a person retries it. */
const endings: ReadonlySet<EventType> = new Set([
  "RUN_COMPLETED",
  "RUN_FAILED",
  "RUN_CANCELLED",
  "RUN_COMPENSATED",
  "RUN_COMPENSATION_FAILED",
]);

const finalStatuses: ReadonlySet<WorkflowRunStatus> = new Set([
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "COMPENSATED",
  "COMPENSATION_FAILED",
]);

/** Whether a run has ended. */
export function isFinalRun(status: WorkflowRunStatus): boolean {
  return finalStatuses.has(status);
}

export function runNotFound(id: string): MusterRequestError {
  return new MusterRequestError("NOT_FOUND", `No run ${id}.`, { reason: "RUN_NOT_FOUND" });
}

/**
 * A run's events after a position, up to the one that ended it. An ending that the run was retried after does not count: how
 * far the log goes is asked for first.
 */
export function followRun(
  calls: ClientCalls,
  runId: string,
  { after = 0, signal }: FollowInput<number>,
): AsyncGenerator<RunEvent, void> {
  let knownSeq = 0;
  let hasEnded = false;
  const begin = async (connection: Connection): Promise<number | null> => {
    const { workflowRun } = (await connection.execute(WorkflowRunStatusDocument, { id: runId })).data;
    if (workflowRun == null) throw runNotFound(runId);
    knownSeq = workflowRun.lastSeq;
    hasEnded = isFinalRun(workflowRun.status);
    return hasEnded && knownSeq <= after ? null : after;
  };
  const isLast = ({ seq, type }: RunEvent): boolean => seq >= knownSeq && (hasEnded || endings.has(type));
  return calls.follow(runEventsFeed(runId, isLast), begin, signal);
}
