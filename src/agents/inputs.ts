import type { PageArguments } from "../platform/page.js";
import type { Agent, AgentSession } from "./model.js";
import type { AgentStatus } from "./states.js";

export interface RegisterAgentInput {
  /** 1 to 100 characters; need not be unique. */
  readonly name: string;
  /** At most 100. */
  readonly capabilities: readonly string[];
  readonly version?: string | null | undefined;
  /** String to string, at most 50. */
  readonly labels?: unknown;
}

/** What is left out, or null, stays. */
export interface UpdateAgentInput {
  /** An agent may leave it out: it is itself. */
  readonly id?: string | null | undefined;
  readonly capabilities?: readonly string[] | null | undefined;
  readonly version?: string | null | undefined;
  readonly labels?: unknown;
}

/** All conditions hold together. */
export interface AgentFilter {
  readonly status?: readonly AgentStatus[] | null | undefined;
  readonly capabilities?: readonly string[] | null | undefined;
  readonly labels?: unknown;
  /** In any case. */
  readonly nameContains?: string | null | undefined;
}

export interface AgentOrder {
  readonly field: "CREATED_AT" | "NAME";
  /** ASC unless said. */
  readonly direction?: "ASC" | "DESC" | undefined;
}

export interface ListAgentsInput {
  readonly page: PageArguments;
  readonly filter?: AgentFilter | null | undefined;
  /** By registration, oldest first, unless said. */
  readonly orderBy?: AgentOrder | null | undefined;
}

export interface OpenSessionInput {
  readonly tenantId: string;
  readonly agentId: string;
  /** 1 to 1,000 assignments outstanding at a time. */
  readonly capacity: number;
  /** At most 100; null for all. A name that ends in `*` stands for all that begin so. */
  readonly kinds: readonly string[] | null;
}

export interface OpenedSession {
  readonly session: AgentSession;
  /** As it is with the session. */
  readonly agent: Agent;
}

/** CLOSED: the socket ended, or the agent was removed. REPLICA_LOST: the process that held it is gone. */
export type SessionEndReason = "CLOSED" | "REPLICA_LOST";

export interface Beat {
  readonly agentId: string;
  /** 0 to 1; null keeps the last one. */
  readonly load: number | null;
}

export interface Saturation {
  readonly agentId: string;
  /** Whether every slot of all its sessions is taken. */
  readonly saturated: boolean;
}

/** ACK_TIMEOUT: it did not accept in time. LEASE_LOST: it went silent over a lease. */
export interface Fault {
  readonly agentId: string;
  readonly reason: "ACK_TIMEOUT" | "LEASE_LOST";
}
