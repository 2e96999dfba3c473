export type {
  ApprovalDecision,
  RunError,
  StartRunInput,
  Step,
  StepStatus,
  Trigger,
  Workflow,
  WorkflowRun,
  WorkflowRunStatus,
  WorkflowVersion,
} from "./model.js";
export type {
  CreateTriggerInput,
  CronTriggerInput,
  EventTriggerInput,
  UpdateTriggerInput,
  WebhookCall,
} from "./triggers/inputs.js";
export type { ExpressionCompiler, RunStarter, StartedRun, StartOrder } from "./triggers/ports.js";
export { createTriggerService, type TriggerService, type TriggerServiceParts } from "./triggers/service.js";
