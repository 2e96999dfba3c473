export const taskStatuses = [
  "SCHEDULED",
  "QUEUED",
  "ASSIGNED",
  "RUNNING",
  "COMPLETED",
  "CANCELLED",
  "QUARANTINED",
] as const;

export type TaskStatus = (typeof taskStatuses)[number];

interface Move {
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  /** Who causes it. */
  readonly who: string;
}

const open = ["SCHEDULED", "QUEUED", "ASSIGNED", "RUNNING"] as const;

/** Every move a task can make. The guards, `allowedActions`, the SQL and docs/task-lifecycle.md are held to it by tests. */
export const taskMoves = {
  due: { from: ["SCHEDULED"], to: "QUEUED", who: "The feeder, when its due time has come." },
  assign: { from: ["QUEUED"], to: "ASSIGNED", who: "The dispatcher: a lease, and the attempt counted." },
  accept: { from: ["ASSIGNED"], to: "RUNNING", who: "The agent holding the lease." },
  handBack: {
    from: ["ASSIGNED"],
    to: "QUEUED",
    who: "The agent, a disconnect, or the reaper after the ack timeout: the attempt not counted.",
  },
  complete: { from: ["RUNNING"], to: "COMPLETED", who: "The agent holding the lease." },
  retry: {
    from: ["RUNNING"],
    to: "SCHEDULED",
    who: "The agent or the reaper, while retries are left: due after a backoff.",
  },
  quarantine: {
    from: ["RUNNING"],
    to: "QUARANTINED",
    who: "The agent or the reaper, when none is left or none can help.",
  },
  cancel: { from: open, to: "CANCELLED", who: "A person, or the reaper at the deadline; the running agent is told." },
  redrive: { from: ["QUARANTINED"], to: "QUEUED", who: "A person, unless it is a run's: the retries are reset." },
} as const satisfies Record<string, Move>;

export type TaskMove = keyof typeof taskMoves;

export function mayMove(move: TaskMove, from: TaskStatus): boolean {
  return (taskMoves[move].from as readonly TaskStatus[]).includes(from);
}
