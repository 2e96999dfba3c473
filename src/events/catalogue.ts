/** What happens to a task. The fields are those of `data`; ids are public ids, instants RFC 3339. */
export interface TaskEventData {
  TASK_CREATED: { kind: string; priority: string; status: "QUEUED" | "SCHEDULED"; dueAt: string; by: string };
  TASK_QUEUED: { reason: "DUE" | "REJECTED" | "ACK_TIMEOUT" | "DISCONNECTED"; message?: string };
  TASK_ASSIGNED: { agentId: string; attempt: number };
  TASK_STARTED: { agentId: string; attempt: number };
  TASK_PROGRESSED: { percent: number | null; message: string | null };
  TASK_COMPLETED: { agentId: string; attempt: number; cost: number | null };
  TASK_FAILED: { agentId: string; attempt: number; reason: string; message: string; retryAt: string };
  TASK_QUARANTINED: { agentId: string; attempt: number; reason: string; message: string };
  TASK_CANCELLED: { reason: "REQUESTED" | "DEADLINE"; by: string | null };
  TASK_REDRIVEN: { by: string };
  TASK_REPRIORITIZED: { from: string; to: string; by: string };
}

/** What happens to an agent. */
interface AgentEventData {
  AGENT_REGISTERED: { name: string; capabilities: string[]; by: string };
  AGENT_UPDATED: { changed: string[] };
  AGENT_CONNECTED: { sessionId: string };
  AGENT_SATURATED: Record<string, never>;
  AGENT_FREED: Record<string, never>;
  AGENT_PAUSED: { by: string };
  AGENT_RESUMED: { by: string };
  AGENT_DRAINING: { by: string };
  AGENT_DISCONNECTED: { reason: "CLOSED" | "REPLICA_LOST" };
  AGENT_FAULTED: { reason: "ACK_TIMEOUT" | "LEASE_LOST" };
  AGENT_RECOVERED: Record<string, never>;
  AGENT_REMOVED: { by: string };
}

type EventData = TaskEventData & AgentEventData;
export type EventType = keyof EventData;

/** A fact as the log keeps it. */
export interface EventRecord {
  /** Id of the task or agent that it is about. */
  readonly streamId: string;
  /** Gapless from 1 in its stream. */
  readonly seq: number;
  readonly tenantId: string;
  readonly type: EventType;
  readonly at: Date;
  readonly data: unknown;
  /** Opaque position in the tenant's feed. */
  readonly cursor: string;
}

/** That a stream has grown up to `seq`: what is broadcast, so that whoever watches reads the rest. */
export interface StreamHead {
  readonly tenantId: string;
  readonly streamId: string;
  readonly seq: number;
}
