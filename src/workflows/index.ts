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
