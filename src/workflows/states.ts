import type { StepStatus, WorkflowRunStatus } from "./model.js";

interface Move<Status> {
  readonly from: readonly Status[];
  readonly to: Status | null;
  /** Who causes it. */
  readonly who: string;
}

const unfinished = ["QUEUED", "RUNNING", "PAUSED"] as const;
const uncompleted = ["FAILED", "CANCELLED", "COMPENSATED", "COMPENSATION_FAILED"] as const;

/** Every move a run can make; `to` is null where it stays what it is. */
export const runMoves = {
  admit: { from: ["QUEUED"], to: "RUNNING", who: "The engine, when the workflow's concurrency has room." },
  pause: { from: ["RUNNING"], to: "PAUSED", who: "A person." },
  resume: { from: ["PAUSED"], to: "RUNNING", who: "A person." },
  signal: { from: unfinished, to: null, who: "A person or a program." },
  skip: { from: ["RUNNING", "PAUSED"], to: null, who: "A person skips one of its steps." },
  fail: { from: unfinished, to: "STOPPING", who: "A step that failed for good, or the run's timeout." },
  cancel: { from: unfinished, to: "STOPPING", who: "A person, its parent or a newer run." },
  compensate: { from: ["STOPPING"], to: "COMPENSATING", who: "The engine, when all that was begun has ended." },
  complete: { from: ["RUNNING"], to: "COMPLETED", who: "The engine, when all steps have ended." },
  endFailed: { from: ["STOPPING"], to: "FAILED", who: "The engine, with nothing to undo." },
  endCancelled: { from: ["STOPPING"], to: "CANCELLED", who: "The engine, with nothing to undo." },
  endCompensated: { from: ["COMPENSATING"], to: "COMPENSATED", who: "The engine, when all is undone." },
  endCompensationFailed: {
    from: ["COMPENSATING"],
    to: "COMPENSATION_FAILED",
    who: "The engine, when an undoing has failed.",
  },
  retry: { from: uncompleted, to: "RUNNING", who: "A person." },
} as const satisfies Record<string, Move<WorkflowRunStatus>>;

export type RunMove = keyof typeof runMoves;

export function mayMoveRun(move: RunMove, from: WorkflowRunStatus): boolean {
  return (runMoves[move].from as readonly WorkflowRunStatus[]).includes(from);
}

/** Every move a step can make. */
export const stepMoves = {
  start: { from: ["PENDING"], to: "RUNNING", who: "The engine, when what it needs has ended." },
  wait: { from: ["PENDING"], to: "WAITING", who: "The engine: for a time, a signal or a person." },
  recover: { from: ["RUNNING", "WAITING"], to: "RUNNING", who: "The engine: its `onFailure` begins." },
  complete: {
    from: ["PENDING", "RUNNING", "WAITING"],
    to: "COMPLETED",
    who: "Its task, its run, its items, the clock, a signal or a person; the engine at once where there is nothing to do.",
  },
  fail: { from: ["PENDING", "RUNNING", "WAITING"], to: "FAILED", who: "The same, or what it met as it began." },
  skip: {
    from: ["PENDING", "RUNNING", "WAITING"],
    to: "SKIPPED",
    who: "The engine, as it is not needed, or a person.",
  },
  cancel: { from: ["PENDING", "RUNNING", "WAITING"], to: "CANCELLED", who: "The engine, as its run or its step ends." },
  compensate: { from: ["COMPLETED"], to: "COMPENSATING", who: "The engine, the last completed first." },
  undo: { from: ["COMPENSATING"], to: "COMPENSATED", who: "Its compensation's task." },
  failToUndo: {
    from: ["COMPLETED", "COMPENSATING"],
    to: "COMPENSATION_FAILED",
    who: "Its compensation's task, or what it met as it began.",
  },
  reset: {
    from: ["COMPLETED", "FAILED", "SKIPPED", "CANCELLED", "COMPENSATED", "COMPENSATION_FAILED"],
    to: "PENDING",
    who: "A person retries the run.",
  },
  reopen: { from: ["FAILED", "CANCELLED"], to: "RUNNING", who: "A person retries the run: a step with items goes on." },
} as const satisfies Record<string, Move<StepStatus>>;

export type StepMove = keyof typeof stepMoves;
