export const workflowRunStatuses = [
  "QUEUED",
  "RUNNING",
  "PAUSED",
  "STOPPING",
  "COMPENSATING",
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "COMPENSATED",
  "COMPENSATION_FAILED",
] as const;
export type WorkflowRunStatus = (typeof workflowRunStatuses)[number];

export const stepStatuses = [
  "PENDING",
  "RUNNING",
  "WAITING",
  "COMPLETED",
  "FAILED",
  "SKIPPED",
  "CANCELLED",
  "COMPENSATING",
  "COMPENSATED",
  "COMPENSATION_FAILED",
] as const;
export type StepStatus = (typeof stepStatuses)[number];
