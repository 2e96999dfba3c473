import type { RunEventData } from "../../events/index.js";
import type { WorkflowRunStatus } from "../statuses.js";

export type { RunEventData, TriggerFacts } from "../../events/index.js";

export type RunEventType = keyof RunEventData;

/** An event of a run, its `seq` to be counted. */
export type RunEvent = {
  [Type in RunEventType]: { readonly type: Type; readonly data: RunEventData[Type] };
}[RunEventType];

/** An event with its place in the run's stream. */
export type PlacedRunEvent = RunEvent & { readonly seq: number; readonly at: Date };

export type FinalStatus = Extract<
  WorkflowRunStatus,
  "COMPLETED" | "FAILED" | "CANCELLED" | "COMPENSATED" | "COMPENSATION_FAILED"
>;
