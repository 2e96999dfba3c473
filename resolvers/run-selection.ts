import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { StepResolvers, WorkflowRunResolvers } from "../src/generated/graphql.js";
import type { RunColumn, StepColumn } from "../src/workflows/index.js";
import { columnsFor, fieldsOfNodes, type ColumnsOf } from "./selection.js";

/** How far a run is follows from these and its steps. */
const stand = [
  "workflowId",
  "versionId",
  "status",
  "stepCount",
  "stepsEnded",
  "eventSeq",
  "startedAt",
  "finishedAt",
] as const;

const runColumns = {
  allowedActions: ["status"],
  concurrencyKey: ["concurrencyKey"],
  cost: ["cost"],
  createdAt: ["createdAt"],
  createdBy: ["createdBy"],
  criticalPath: stand,
  error: ["error"],
  events: ["eventSeq"],
  finishedAt: ["finishedAt"],
  id: ["id"],
  input: ["input"],
  labels: ["labels"],
  lastSeq: ["eventSeq"],
  output: ["output"],
  parentStep: ["parentRunId", "parentOrdinal"],
  priority: ["priority"],
  progress: stand,
  startedAt: ["startedAt"],
  status: ["status"],
  step: ["id"],
  steps: ["id"],
  trigger: ["trigger", "triggerId"],
  version: ["versionId"],
  workflow: ["workflowId"],
} as const satisfies ColumnsOf<WorkflowRunResolvers, RunColumn>;

/** Its input, output and cost are its task's or its run's, where it has one. */
const sources = ["status", "taskId", "childRunId", "parentOrdinal"] as const;

const stepColumns = {
  approvalRole: ["parentOrdinal"],
  attempt: ["attempt"],
  childRun: ["childRunId"],
  compensationTask: ["undoTaskId"],
  cost: [...sources, "finishedAt"],
  dueAt: ["dueAt"],
  durationMs: ["startedAt", "finishedAt"],
  error: ["error"],
  finishedAt: ["finishedAt"],
  id: ["id"],
  input: [...sources, "input"],
  itemIndex: ["itemIndex"],
  itemOf: ["parentOrdinal"],
  key: ["key"],
  needs: ["parentOrdinal"],
  output: [...sources, "output"],
  run: ["runId"],
  startedAt: ["startedAt"],
  status: ["status"],
  task: ["taskId"],
  type: ["parentOrdinal"],
} as const satisfies ColumnsOf<StepResolvers, StepColumn>;

type Info = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">;

/** What has to be read of the runs of a page. */
export const selectRuns = selectionBy<RunColumn>(runColumns);
/** What has to be read of the steps of a page. */
export const selectSteps = selectionBy<StepColumn>(stepColumns);

function selectionBy<Column>(table: Readonly<Record<string, readonly Column[]>>): (info: Info) => ReadonlySet<Column> {
  /** By the field's node, which is the same each time that its document is executed. */
  const known = new WeakMap<FieldNode, ReadonlySet<Column>>();
  return ({ fieldNodes, fragments }) => {
    const [first] = fieldNodes;
    // Several make up one field when the document says it twice: their like may be made up of others elsewhere.
    const single = fieldNodes.length === 1 ? first : undefined;
    const before = single && known.get(single);
    if (before) return before;
    const columns = columnsFor(table, fieldsOfNodes(fieldNodes, fragments));
    if (single) known.set(single, columns);
    return columns;
  };
}
