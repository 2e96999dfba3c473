import type { Role } from "../../identity/index.js";
import type { ApprovalDecision, WorkflowRunStatus, RunError } from "../model.js";

/** How a task of a run ended. */
export interface EndedTask {
  readonly taskId: string;
  /** Key of its step. */
  readonly step: string;
  readonly status: "COMPLETED" | "CANCELLED" | "QUARANTINED";
  readonly error: { readonly reason: string; readonly message: string } | null;
}

/** How a run within a run ended. */
export interface EndedRun {
  readonly runId: string;
  readonly status: WorkflowRunStatus;
  readonly error: RunError | null;
}

/** Something that a run is told. What came too late changes nothing, unless a person asked for it: then it is refused. */
export type RunFact =
  | ({ readonly type: "TASK_ENDED" } & EndedTask)
  | ({ readonly type: "RUN_ENDED" } & EndedRun)
  /** Look at the clock, and at what may have been left undone. */
  | { readonly type: "LOOK" }
  /** Its turn among the runs of its workflow has come. */
  | { readonly type: "ADMIT" }
  | { readonly type: "PAUSE"; readonly by: string }
  | { readonly type: "RESUME"; readonly by: string }
  | { readonly type: "CANCEL"; readonly by: string; readonly compensate: boolean; readonly reason: string | null }
  | { readonly type: "RETRY"; readonly by: string; readonly fromSteps: readonly string[] | null }
  | { readonly type: "SIGNAL"; readonly by: string; readonly signal: string; readonly payload: unknown }
  | {
      readonly type: "ANSWER";
      readonly by: string;
      readonly role: Role;
      readonly step: string;
      readonly decision: ApprovalDecision;
      readonly comment: string | null;
    }
  | { readonly type: "SKIP"; readonly by: string; readonly step: string };
