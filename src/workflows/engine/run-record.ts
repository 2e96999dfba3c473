import type { TaskPriority } from "../../tasks/index.js";
import type { TriggerFacts } from "./catalogue.js";
import type { Plan } from "../definition/plan.js";
import type { WorkflowRun } from "../model.js";
import type { RunState } from "./state.js";
import type { RunOrigin } from "./turn.js";

/** What does not change of a run. */
export interface RunIdentity {
  readonly id: string;
  readonly tenantId: string;
  readonly workflowId: string;
  readonly versionId: string;
  readonly triggerId: string | null;
  readonly trigger: TriggerFacts;
  readonly labels: Readonly<Record<string, string>>;
  readonly priority: TaskPriority;
  /** null where the workflow limits nothing. */
  readonly concurrencyKey: string | null;
  readonly parentRunId: string | null;
  readonly parentOrdinal: number | null;
  readonly createdBy: string;
}

/** A run as the engine holds it. */
export interface RunRecord {
  readonly identity: RunIdentity;
  readonly origin: RunOrigin;
  readonly state: RunState;
}

/** A run that is to be. */
export interface RunOrder {
  readonly identity: RunIdentity;
  readonly origin: Omit<RunOrigin, "createdAt">;
  readonly plan: Plan;
  /** Key of the step that starts it, in a run within a run. */
  readonly parentStep: string | null;
  /** The same scope and key start one run only. */
  readonly once: RunKey | null;
}

export interface RunKey {
  readonly scope: string;
  readonly key: string;
  readonly inputHash: string;
  readonly keepMs: number;
}

/** The row that it has in `workflow_runs`. */
export function toWorkflowRun({ identity, origin, state }: RunRecord): WorkflowRun {
  const { id, tenantId, workflowId, versionId, triggerId, trigger, labels, priority, concurrencyKey } = identity;
  const { status, outcome, output, error, cost, startedAt, finishedAt } = state;
  const { COMPENSATING, PENDING, RUNNING, WAITING } = state.derived.counts;
  return {
    ...{ id, tenantId, workflowId, versionId, triggerId, trigger, labels, priority, concurrencyKey },
    ...{ status, outcome, output, error, cost, startedAt, finishedAt },
    input: origin.input,
    parentRunId: identity.parentRunId,
    parentOrdinal: identity.parentOrdinal,
    stepCount: state.steps.length,
    stepsEnded: state.steps.length - COMPENSATING - PENDING - RUNNING - WAITING,
    eventSeq: state.seq,
    createdBy: identity.createdBy,
    createdAt: origin.createdAt,
  };
}

/** A run that was started, or the one that its key had started before. */
export type Started =
  | { readonly run: WorkflowRun; readonly isNew: true }
  | { readonly runId: string; readonly isNew: false };
