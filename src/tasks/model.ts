import type { Agent } from "../agents/index.js";
import type { TaskStatus } from "./states.js";

/** From first to last to be served; kept as its index. */
export const taskPriorities = ["LOW", "NORMAL", "HIGH", "URGENT"] as const;

export type TaskPriority = (typeof taskPriorities)[number];

/** 0 for the last to be served. */
export function taskPriorityIndex(priority: TaskPriority): number {
  return taskPriorities.indexOf(priority);
}

export type TaskErrorReason = "REPORTED" | "TIMEOUT" | "LEASE_LOST";

export interface TaskError {
  readonly reason: TaskErrorReason;
  readonly message: string;
  readonly at: Date;
}

/** The run and the step that a task is done for, or undoes. */
export interface TaskOrigin {
  readonly runId: string;
  readonly stepKey: string;
}

export interface Task {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: string;
  readonly poolId: string;
  readonly status: TaskStatus;
  readonly priority: TaskPriority;
  readonly requiredCapabilities: readonly string[];
  readonly input: unknown;
  readonly output: unknown;
  readonly labels: Readonly<Record<string, string>>;
  readonly attempt: number;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly dueAt: Date;
  readonly deadlineAt: Date | null;
  readonly agentId: string | null;
  /** Where the reader asked for it; there is none that is null. */
  readonly agent?: Agent | null;
  readonly leaseExpiresAt: Date | null;
  readonly progressPercent: number | null;
  readonly progressMessage: string | null;
  readonly lastError: TaskError | null;
  readonly cost: number | null;
  readonly eventSeq: number;
  /** Position of the last piece of its output; 0 before the first. */
  readonly outputSeq: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Of a task of a run: which, and the key of its step. */
  readonly runId: string | null;
  readonly stepKey: string | null;
}

/** What an agent shows to work on a task. */
export interface Lease {
  readonly taskId: string;
  readonly leaseToken: string;
}

/** What an agent reports of a task that it has done. */
export interface TaskResult extends Lease {
  readonly output?: unknown;
  readonly cost?: number | null | undefined;
}

/** A task in an agent's hand, from the moment it is offered. */
export interface Assignment {
  readonly task: Task;
  readonly leaseToken: string;
  readonly attempt: number;
  readonly leaseExpiresAt: Date;
  readonly sessionId: string;
  /** Of the task's input as JSON: what its way to the agent costs. */
  readonly inputBytes: number;
}

export type LeaseOutcome = "APPLIED" | "STALE_LEASE" | "NOT_FOUND" | "INVALID_STATE";

export interface LeaseResult {
  readonly taskId: string;
  readonly outcome: LeaseOutcome;
  readonly message: string | null;
}

export interface TaskAttempt {
  readonly number: number;
  readonly agentId: string | null;
  readonly assignedAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly outcome: "OPEN" | "COMPLETED" | "FAILED" | "QUARANTINED" | "CANCELLED";
  readonly error: TaskError | null;
}

/** An entry of the tenant's catalogue. */
export interface TaskKind {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly description: string | null;
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
  readonly defaultPriority: TaskPriority;
  readonly defaultMaxRetries: number;
  readonly defaultTimeoutMs: number;
  readonly requiredCapabilities: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
