import type { AgentStatus } from "./states.js";

export interface Agent {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly capabilities: readonly string[];
  readonly version: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly status: AgentStatus;
  readonly statusReason: string | null;
  readonly load: number | null;
  readonly eventSeq: number;
  readonly lastSeenAt: Date | null;
  readonly removedAt: Date | null;
  readonly createdAt: Date;
}

/** One live connection of an agent, held by one replica. */
export interface AgentSession {
  readonly id: string;
  readonly tenantId: string;
  readonly agentId: string;
  readonly replicaId: string;
  /** Most assignments outstanding at a time. */
  readonly capacity: number;
  /** The task kinds that it takes; null for all. A name that ends in `*` stands for all that begin so. */
  readonly kinds: readonly string[] | null;
  readonly connectedAt: Date;
}

/** What an agent is told beside work. Best effort: an agent that missed one learns it from its next heartbeat or connect. */
export type AgentCommand =
  | { readonly type: "CancelTask"; readonly taskId: string; readonly reason: string }
  | { readonly type: "Drain"; readonly reason: string };
