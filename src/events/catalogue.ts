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

/** Why a step or a run did not complete. */
export interface RunErrorData {
  readonly class:
    | "TASK_FAILED"
    | "TIMEOUT"
    | "AGENT_LOST"
    | "REFUSED"
    | "EXPRESSION"
    | "REJECTED"
    | "SUB_RUN"
    | "CANCELLED";
  readonly message: string;
  /** Key of the step where it began; null for the run as a whole. */
  readonly step: string | null;
}

/** What a run was started by, as the run keeps it. */
export interface TriggerFacts {
  readonly type: "MANUAL" | "CRON" | "WEBHOOK" | "EVENT" | "PARENT";
  readonly triggerId?: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * What happens to a run. `step` is the step's key. Together with the version's plan these events give the run's whole state:
 * the tables hold what folding them gives. Outputs of tasks and of runs within the run are not copied: the events name these.
 */
export interface RunEventData {
  RUN_CREATED: {
    workflowId: string;
    versionId: string;
    version: number;
    status: "QUEUED" | "RUNNING";
    trigger: TriggerFacts;
    input: unknown;
    by: string;
    timeoutAt?: string;
    parent?: { runId: string; step: string };
  };
  RUN_STARTED: { timeoutAt?: string };
  RUN_PAUSED: { by: string };
  RUN_RESUMED: { by: string };
  RUN_SIGNALLED: { signal: string; payload: unknown; by: string };
  /** Steps that are PENDING are CANCELLED by it; `compensate`: whether completed ones are to be undone. */
  RUN_STOPPING: { outcome: "FAIL" | "CANCEL"; error: RunErrorData; compensate: boolean; by?: string };
  RUN_COMPENSATING: { steps: readonly string[] };
  /** `steps` are PENDING again, without their items; `reopened` are RUNNING again, with those of their items that completed. */
  RUN_RETRIED: { steps: readonly string[]; reopened: readonly string[]; by: string; timeoutAt?: string };
  /** Written by `settle_workflow_run`, as the four below. */
  RUN_COMPLETED: { output?: unknown; cost?: number };
  RUN_FAILED: { error: RunErrorData; cost?: number };
  RUN_CANCELLED: { error: RunErrorData; cost?: number };
  RUN_COMPENSATED: { error: RunErrorData; cost?: number };
  RUN_COMPENSATION_FAILED: { error: RunErrorData; cost?: number };
  /** RUNNING, with a task or a run of its own. */
  STEP_STARTED: { step: string; taskId?: string; runId?: string; dueAt?: string };
  /** RUNNING, with one item for each of `items`. */
  STEP_EXPANDED: { step: string; items: readonly unknown[]; dueAt?: string };
  /** WAITING for an instant, a signal or a person. */
  STEP_WAITING: { step: string; dueAt?: string; signal?: string; role?: string; message?: string };
  /** Still RUNNING, in phase FALLBACK. */
  STEP_RECOVERING: { step: string; taskId: string; error: RunErrorData };
  /** `output` of what has no task or run of its own; a switch's is `{case}`. `signalSeq`: the signal that it took. */
  STEP_COMPLETED: { step: string; output?: unknown; signalSeq?: number; by?: string };
  STEP_FAILED: { step: string; error: RunErrorData; continues: boolean };
  STEP_SKIPPED: { step: string; reason: "CONDITION" | "BRANCH" | "NEEDS" | "REQUESTED" | "NO_FAILURE"; by?: string };
  STEP_CANCELLED: { step: string };
  STEP_EMITTED: { step: string; event: string; data: unknown };
  STEP_COMPENSATING: { step: string; taskId: string };
  STEP_COMPENSATED: { step: string };
  STEP_COMPENSATION_FAILED: { step: string; error: RunErrorData };
}

/** What happens to a sandbox. `reason` is one of the contract's `SandboxReason`. */
export interface SandboxEventData {
  SANDBOX_REQUESTED: { image: string; taskId?: string; agentId?: string; by: string };
  SANDBOX_PROVISIONING: { host: string; attempt: number };
  SANDBOX_POSTPONED: { reason: string; message: string; nextTryAt: string };
  SANDBOX_READY: { fromPool: boolean; containerId?: string };
  SANDBOX_SUCCEEDED: { exitCode: number; cost: number };
  SANDBOX_FAILED: { reason: string; message: string; exitCode?: number; cost?: number };
  SANDBOX_TERMINATING: { reason: string; message?: string; by?: string };
  SANDBOX_TERMINATED: { reason: string; message?: string; by?: string; cost?: number };
  SANDBOX_LOST: { reason: string; message: string; cost?: number };
}

type EventData = TaskEventData & AgentEventData & RunEventData & SandboxEventData;
export type EventType = keyof EventData;

/** A fact as the log keeps it. */
export interface EventRecord {
  /** Id of the task, agent, run or sandbox that it is about. */
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
