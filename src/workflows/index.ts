/** Workflows: definitions, the runs of them, and what starts these. docs/workflows.md tells it in prose. */
export type { WorkflowDiff, WorkflowReading, WorkflowService, WorkflowTemplate, WorkflowWriting } from "./door.js";
export { allowedActions, type RunAction } from "./insight/actions.js";
export { hintOf } from "./insight/hints.js";
export type { Outlook } from "./insight/run-insight.js";
export type { StepStats, WorkflowStats } from "./insight/stats.js";
export type {
  ApprovalDecision,
  RunError,
  StartRunInput,
  Step,
  StepStatus,
  StepType,
  Trigger,
  Workflow,
  WorkflowErrorClass,
  WorkflowRun,
  WorkflowRunStatus,
  WorkflowVersion,
  WorkflowVersionHead,
} from "./model.js";
export { OldRuns } from "./old-runs.js";
export { versionCursor, workflowCursor } from "./reading/definition-reader.js";
export { runCursor } from "./reading/run-reader.js";
export { elapsedMs, itemOf } from "./reading/step-facts.js";
export { stepCursor } from "./reading/step-listing.js";
export type { StepNature } from "./reading/step-nature.js";
export type { StepKey, StepPlace } from "./reading/step-reader.js";
export type { RunColumn } from "./sql/run-rows.js";
export type { StepColumn } from "./sql/step-rows.js";
export { createWorkflowService, type WorkflowServiceParts } from "./service.js";
export type {
  CreateTriggerInput,
  CronTriggerInput,
  EventTriggerInput,
  UpdateTriggerInput,
  WebhookCall,
} from "./triggers/inputs.js";
export type { TriggerService } from "./triggers/service.js";
