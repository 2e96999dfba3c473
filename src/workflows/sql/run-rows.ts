import { taskPriorities } from "../../tasks/index.js";
import type { WorkflowRun } from "../model.js";
import { RowColumns } from "./row-columns.js";

export type RunColumn = Exclude<keyof WorkflowRun, "asOf" | "asOfAt">;

/** Of `workflow_runs r`. */
export const runRows = new RowColumns<WorkflowRun, RunColumn>({
  sources: {
    id: "r.id",
    tenantId: "r.tenant_id",
    workflowId: "r.workflow_id",
    versionId: "r.version_id",
    status: "r.status",
    outcome: "r.outcome",
    input: "r.input",
    output: "r.output",
    error: "r.error",
    trigger: "r.trigger",
    triggerId: "r.trigger_id",
    labels: "r.labels",
    priority: "r.priority",
    concurrencyKey: "r.concurrency_key",
    parentRunId: "r.parent_run_id",
    parentOrdinal: "r.parent_ordinal",
    stepCount: "r.step_count",
    stepsEnded: "r.steps_ended",
    cost: "r.cost",
    eventSeq: "r.event_seq",
    createdBy: "r.created_by",
    createdAt: "r.created_at",
    startedAt: "r.started_at",
    finishedAt: "r.finished_at",
  },
  always: ["id", "tenantId"],
  // Kept as its index, as of tasks.
  decode: { priority: (index) => taskPriorities[Number(index)] },
});
