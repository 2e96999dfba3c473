export const sandboxStatuses = [
  "PENDING",
  "PROVISIONING",
  "READY",
  "SUCCEEDED",
  "FAILED",
  "TERMINATING",
  "TERMINATED",
  "LOST",
] as const;

export type SandboxStatus = (typeof sandboxStatuses)[number];

interface Move {
  readonly from: readonly SandboxStatus[];
  readonly to: SandboxStatus;
  /** Who causes it. */
  readonly who: string;
}

/** All that can happen to a sandbox. Each is one statement that writes its event too. */
export const sandboxMoves = {
  provision: {
    from: ["PENDING"],
    to: "PROVISIONING",
    who: "A process with the role `sandboxes` that has room for it.",
  },
  postpone: {
    from: ["PROVISIONING"],
    to: "PENDING",
    who: "Its host had no room, or was away: it is tried again, later each time.",
  },
  ready: { from: ["PROVISIONING"], to: "READY", who: "Its host tells that its container runs." },
  succeed: { from: ["PROVISIONING", "READY"], to: "SUCCEEDED", who: "Its container ended with exit code 0." },
  fail: {
    from: ["PENDING", "PROVISIONING", "READY"],
    to: "FAILED",
    who: "Its container ended otherwise, it could not be provisioned, or its time was over.",
  },
  terminate: {
    from: ["PROVISIONING", "READY"],
    to: "TERMINATING",
    who: "A person or a program, or its task has ended and its container has not.",
  },
  drop: { from: ["PENDING"], to: "TERMINATED", who: "The same, before its host had anything of it." },
  terminated: { from: ["TERMINATING"], to: "TERMINATED", who: "Its host tells that nothing of it is left." },
  lose: { from: ["PROVISIONING", "READY"], to: "LOST", who: "Its host knows nothing of it any more." },
} as const satisfies Readonly<Record<string, Move>>;

export type SandboxMove = keyof typeof sandboxMoves;

/** Ended: nothing happens to it any more, but that its host is cleaned up. */
export const endedStatuses = ["SUCCEEDED", "FAILED", "TERMINATED", "LOST"] as const satisfies readonly SandboxStatus[];

export function hasEnded(status: SandboxStatus): boolean {
  return (endedStatuses as readonly SandboxStatus[]).includes(status);
}

export function mayMove(move: SandboxMove, status: SandboxStatus): boolean {
  return (sandboxMoves[move].from as readonly SandboxStatus[]).includes(status);
}
