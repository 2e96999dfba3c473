import { hasEnded, mayMove, sandboxMoves, type SandboxMove, type SandboxStatus } from "../../src/sandboxes/states.js";
import type { Cluster } from "../support/cluster.js";
import type { LoggedEvent } from "./history.js";

export interface SandboxRow {
  readonly id: string;
  readonly status: SandboxStatus;
  readonly seq: number;
  readonly taskId: string | null;
  readonly leaseToken: string | null;
  readonly isReleased: boolean;
}

export function readSandboxes(cluster: Cluster): Promise<SandboxRow[]> {
  return cluster.rows(
    `SELECT id, status, event_seq AS seq, task_id AS "taskId", lease_token AS "leaseToken",
      released_at IS NOT NULL AS "isReleased" FROM sandboxes`,
  );
}

/** An event of an end that was never begun on a host is that of a `drop`. */
const moves: Readonly<Record<string, readonly SandboxMove[]>> = {
  SANDBOX_PROVISIONING: ["provision"],
  SANDBOX_POSTPONED: ["postpone"],
  SANDBOX_READY: ["ready"],
  SANDBOX_SUCCEEDED: ["succeed"],
  SANDBOX_FAILED: ["fail"],
  SANDBOX_TERMINATING: ["terminate"],
  SANDBOX_TERMINATED: ["drop", "terminated"],
  SANDBOX_LOST: ["lose"],
};

/** Where a sandbox stands by its events. Throws where one of them could not follow the one before. */
export function foldSandbox(events: readonly LoggedEvent[]): SandboxStatus {
  const [requested, ...rest] = events;
  if (requested?.type !== "SANDBOX_REQUESTED") throw new Error(`A stream begins with ${requested?.type}.`);
  return rest.reduce<SandboxStatus>((status, { type, seq, streamId }) => {
    const move = moves[type]?.find((one) => mayMove(one, status));
    if (move === undefined || hasEnded(status)) throw new Error(`${streamId}: ${type} at ${seq} follows ${status}.`);
    return sandboxMoves[move].to;
  }, "PENDING");
}
