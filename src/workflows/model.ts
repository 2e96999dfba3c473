import type { RunErrorData, TriggerFacts } from "../events/index.js";
import type { Role } from "../identity/index.js";
import type { TaskPriority } from "../tasks/index.js";
import type { RunState } from "./engine/state.js";
import type { WorkflowSource } from "./definition/model.js";
import type { StepStatus, WorkflowRunStatus } from "./statuses.js";

export { workflowRunStatuses, type StepStatus, type WorkflowRunStatus } from "./statuses.js";

/** Why a step or a run did not complete. What may help (`hint`) follows from it: insight/hints.ts. */
export type RunError = RunErrorData;
export type WorkflowErrorClass = RunError["class"];

export interface Workflow {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly latestVersion: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface WorkflowVersion {
  readonly id: string;
  readonly tenantId: string;
  readonly workflowId: string;
  readonly number: number;
  readonly definition: WorkflowSource;
  readonly contentHash: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** A version without its definition, which may have a megabyte: lists and runs seldom need it. */
export type WorkflowVersionHead = Omit<WorkflowVersion, "definition">;

/** A row of `workflow_runs`. */
export interface WorkflowRun {
  readonly id: string;
  readonly tenantId: string;
  readonly workflowId: string;
  readonly versionId: string;
  readonly status: WorkflowRunStatus;
  readonly outcome: "FAIL" | "CANCEL" | null;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: RunError | null;
  readonly trigger: TriggerFacts;
  readonly triggerId: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: TaskPriority;
  readonly concurrencyKey: string | null;
  readonly parentRunId: string | null;
  readonly parentOrdinal: number | null;
  readonly stepCount: number;
  readonly stepsEnded: number;
  readonly cost: number | null;
  readonly eventSeq: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Of a run shown as it was at an earlier event: its steps as of then. */
  readonly asOf?: RunState | undefined;
  /** When that event happened. */
  readonly asOfAt?: Date | undefined;
}

/** What a step does. */
export type StepType =
  | "TASK"
  | "WORKFLOW"
  | "FOR_EACH"
  | "SWITCH"
  | "SLEEP"
  | "SLEEP_UNTIL"
  | "WAIT_FOR_SIGNAL"
  | "APPROVAL"
  | "EMIT"
  | "JOIN";

/** A row of `workflow_steps`. */
export interface Step {
  readonly id: string;
  readonly runId: string;
  readonly tenantId: string;
  readonly ordinal: number;
  readonly key: string;
  readonly parentOrdinal: number | null;
  readonly itemIndex: number | null;
  readonly status: StepStatus;
  readonly phase: "MAIN" | "FALLBACK" | "UNDO";
  readonly taskId: string | null;
  readonly undoTaskId: string | null;
  readonly childRunId: string | null;
  readonly attempt: number;
  readonly input: unknown;
  /** Of what has no task or run of its own. */
  readonly output: unknown;
  readonly error: RunError | null;
  readonly dueAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Of a run shown as it was at an earlier event: that run. */
  readonly run?: WorkflowRun | undefined;
}

export type TriggerType = "CRON" | "WEBHOOK" | "EVENT";
export type MissedRunPolicy = "SKIP" | "RUN_ONCE" | "RUN_ALL";
export type OverlapPolicy = "ALLOW" | "SKIP" | "QUEUE" | "CANCEL_PREVIOUS";

export interface CronConfig {
  readonly schedule: string;
  readonly timeZone: string;
  readonly missedRuns: MissedRunPolicy;
  readonly overlap: OverlapPolicy;
}

export interface EventConfig {
  readonly filter: string | null;
  readonly types: readonly string[];
}

/** A row of `workflow_triggers`. */
export interface Trigger {
  readonly id: string;
  readonly tenantId: string;
  readonly workflowId: string;
  readonly name: string;
  readonly type: TriggerType;
  readonly cron: CronConfig | null;
  readonly event: EventConfig | null;
  readonly input: unknown;
  readonly enabled: boolean;
  readonly nextAt: Date | null;
  readonly secretGeneration: number;
  readonly lastFiredAt: Date | null;
  readonly lastRunId: string | null;
  readonly lastError: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface StartRunInput {
  /** Name or id. */
  readonly workflow: string;
  readonly version?: number | null | undefined;
  readonly input?: unknown;
  readonly labels?: unknown;
  readonly priority?: TaskPriority | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export type ApprovalDecision = "APPROVE" | "REJECT";

/** Who may answer an approval. */
export type ApprovalRole = Role;
