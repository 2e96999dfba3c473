import type { Step } from "../model.js";
import { RowColumns } from "./row-columns.js";

export type StepColumn = Exclude<keyof Step, "run">;

/** Of `workflow_steps s`. */
export const stepRows = new RowColumns<Step, StepColumn>({
  sources: {
    id: "s.id",
    runId: "s.run_id",
    tenantId: "s.tenant_id",
    ordinal: "s.ordinal",
    key: "s.key",
    parentOrdinal: "s.parent_ordinal",
    itemIndex: "s.item_index",
    status: "s.status",
    phase: "s.phase",
    taskId: "s.task_id",
    undoTaskId: "s.undo_task_id",
    childRunId: "s.child_run_id",
    attempt: "s.attempt",
    input: "s.input",
    output: "s.output",
    error: "s.error",
    dueAt: "s.due_at",
    startedAt: "s.started_at",
    finishedAt: "s.finished_at",
  },
  always: ["id", "runId", "tenantId", "ordinal", "key"],
});
