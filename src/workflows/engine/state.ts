import type { Plan } from "../definition/plan.js";
import type { RunError, StepStatus, WorkflowRunStatus } from "../model.js";

/** A step or an item of a run, as folding the run's events gives it. */
export interface StepState {
  readonly ordinal: number;
  readonly key: string;
  /** Of an item: the step that fanned out. */
  readonly parent: number | null;
  readonly index: number | null;
  status: StepStatus;
  phase: "MAIN" | "FALLBACK" | "UNDO";
  /** The task in flight or the last one, of MAIN or FALLBACK. */
  taskId: string | null;
  undoTaskId: string | null;
  childRunId: string | null;
  attempt: number;
  /** What the task, the run or the items were made of. */
  input: unknown;
  /** Of what has no task or run of its own: these have it. A switch's is its choice. */
  output: unknown;
  error: RunError | null;
  dueAt: Date | null;
  completedSeq: number | null;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export interface PendingSignal {
  readonly seq: number;
  readonly signal: string;
  readonly payload: unknown;
}

/** A run, as folding its events gives it. */
export interface RunState {
  readonly id: string;
  readonly plan: Plan;
  status: WorkflowRunStatus;
  outcome: "FAIL" | "CANCEL" | null;
  compensates: boolean;
  output: unknown;
  error: RunError | null;
  cost: number | null;
  /** Signals that no step has taken, oldest first. */
  signals: PendingSignal[];
  timeoutAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Seq of the last event folded. */
  seq: number;
  /** By ordinal: the plan's, then the items. */
  readonly steps: StepState[];
}
