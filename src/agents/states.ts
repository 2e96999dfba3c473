export const agentStatuses = ["CREATED", "READY", "BUSY", "PAUSED", "DRAINING", "OFFLINE", "FAULTED"] as const;

export type AgentStatus = (typeof agentStatuses)[number];

interface Move {
  readonly from: readonly AgentStatus[];
  readonly to: AgentStatus;
  /** Who causes it. */
  readonly who: string;
}

/** Every move an agent can make. The guards, `allowedActions`, the SQL and docs/architecture.md are held to it by tests. */
export const agentMoves = {
  connect: { from: ["CREATED", "OFFLINE", "FAULTED"], to: "READY", who: "The agent opens its first session." },
  saturate: { from: ["READY"], to: "BUSY", who: "The dispatcher fills its last free slot." },
  free: { from: ["BUSY"], to: "READY", who: "The dispatcher sees a slot become free." },
  pause: {
    from: ["CREATED", "READY", "BUSY", "DRAINING", "OFFLINE", "FAULTED"],
    to: "PAUSED",
    who: "A person holds it.",
  },
  resume: { from: ["PAUSED", "DRAINING", "FAULTED"], to: "READY", who: "A person releases it while it has a session." },
  release: { from: ["PAUSED", "DRAINING", "FAULTED"], to: "OFFLINE", who: "A person releases it while it has none." },
  drain: { from: ["READY", "BUSY"], to: "DRAINING", who: "A person tells it to finish and leave." },
  disconnect: { from: ["READY", "BUSY", "DRAINING", "FAULTED"], to: "OFFLINE", who: "Its last session ends." },
  fault: { from: ["READY", "BUSY"], to: "FAULTED", who: "The reaper takes back a lease that it let pass." },
  recover: { from: ["FAULTED"], to: "READY", who: "The agent accepts, completes or, after silence, beats again." },
} as const satisfies Record<string, Move>;

export type AgentMove = keyof typeof agentMoves;

export function mayMove(move: AgentMove, from: AgentStatus): boolean {
  return (agentMoves[move].from as readonly AgentStatus[]).includes(from);
}

/** What a person may do with an agent. */
export type AgentAction = "PAUSE" | "RESUME" | "DRAIN" | "REMOVE";

/** What a person may do with an agent now: nothing more once it is removed. */
export function allowedActions({
  status,
  removedAt,
}: {
  status: AgentStatus;
  removedAt: Date | null;
}): readonly AgentAction[] {
  if (removedAt !== null) return [];
  return [
    ...(mayMove("pause", status) ? (["PAUSE"] as const) : []),
    ...(mayMove("resume", status) ? (["RESUME"] as const) : []),
    ...(mayMove("drain", status) ? (["DRAIN"] as const) : []),
    "REMOVE",
  ];
}
