export { MusterAgent, type AgentEnd, type StopOptions } from "./agent.js";
export type { MusterAgentOptions } from "./agent-options.js";
export type { AgentEvent, FeedEvent, OutputChunk, TaskEvent } from "./client-feeds.js";
export type { FollowInput } from "./client-calls.js";
export { MusterClient, type MusterClientOptions } from "./client.js";
export {
  MusterConnectionError,
  MusterRequestError,
  NonRetryableError,
  TaskAbortError,
  type InputPath,
  type MusterErrorCode,
  type TaskAbortReason,
} from "./errors.js";
export type { Logger } from "./logger.js";
export type { BinaryClient, BinaryWithUrl, UploadInput } from "./marketplace/binary-client.js";
export type { ExecutionClient } from "./marketplace/execution-client.js";
export type { MarketplaceClient, ReleaseWithDefinition } from "./marketplace/marketplace-client.js";
export { releaseDigest, signedText, type DigestInput } from "./marketplace/release-digest.js";
export type {
  Agent,
  ApiKey,
  Binary,
  CreatedTask,
  DefinedWorkflow,
  Execution,
  Installation,
  ItemFacets,
  ItemReview,
  MarketplaceItem,
  Publisher,
  PublisherKey,
  QueueStats,
  Release,
  Sandbox,
  SandboxEvent,
  SandboxLogChunk,
  Step,
  Task,
  TaskAttempt,
  TaskKind,
  Trigger,
  Viewer,
  Workflow,
  WorkflowDiff,
  WorkflowProblem,
  WorkflowRun,
  WorkflowRunEvent,
  WorkflowRunProgress,
  WorkflowStats,
  WorkflowTemplate,
  WorkflowVersion,
} from "./nouns.js";
export { runSandboxed, type RunSandboxedOptions } from "./sandbox/run-sandboxed.js";
export type { SandboxClient } from "./sandbox/sandbox-client.js";
export type { SandboxedEnd } from "./sandbox/sandboxed-task.js";
export type { AssignedTask, Assignment, AssignmentCallback, TaskContext, TaskHandler } from "./task-context.js";
export type { TokenSource } from "./token.js";
export { UserSession, type SignedInUser } from "./user-session.js";
export type { WebSocketConstructor } from "./web-socket.js";
export type { ParallelBuilder, SequenceBuilder, WorkflowBuilder } from "./workflows/builder.js";
export type {
  CallDefinition,
  ConcurrencyDefinition,
  RetryDefinition,
  StepDefinition,
  WorkflowCallDefinition,
  WorkflowDefinition,
} from "./workflows/definition.js";
export { cel, literal, text, type Expression } from "./workflows/expression.js";
export { signalName, taskKind, type SignalName, type TaskKindName } from "./workflows/kinds.js";
export { expr, type LooseReference, type Reference } from "./workflows/reference.js";
export { MusterRunError } from "./workflows/run-error.js";
export type { Approval, StepOptions, TaskCall, WorkflowCall } from "./workflows/step-options.js";
export type { Template, Templated } from "./workflows/template.js";
export type { CreatedTrigger, RotatedTrigger, TriggerClient } from "./workflows/trigger-client.js";
export type { TypedWorkflow } from "./workflows/typed-workflow.js";
export type {
  CompletedRun,
  RunWorkflowOptions,
  WaitInput,
  WorkflowClient,
  WorkflowVersionWithDefinition,
} from "./workflows/workflow-client.js";
export { workflow, type WorkflowSettings } from "./workflows/workflow.js";
export type {
  AddPublisherKeyInput,
  AgentFilter,
  AgentOrder,
  AgentStatus,
  AnswerApprovalInput,
  ApprovalDecision,
  CreateApiKeyInput,
  CreatePublisherInput,
  CreateTaskInput,
  CreateTriggerInput,
  DefineTaskKindInput,
  DefineWorkflowInput,
  EventFilter,
  EventType,
  ExecuteAgentInput,
  ExecutionErrorReason,
  ExecutionFilter,
  ExecutionStatus,
  InstallItemInput,
  ItemFilter,
  ItemOrder,
  ItemType,
  ItemVisibility,
  MissedRunPolicy,
  OverlapPolicy,
  PublishReleaseInput,
  RegisterAgentInput,
  ReleaseStatus,
  ReleaseTestInput,
  RequestSandboxInput,
  ReviewItemInput,
  Role,
  RunTriggerType,
  SandboxFilter,
  SandboxHostKind,
  SandboxInput,
  SandboxLogStream,
  SandboxReason,
  SandboxStatus,
  SignInInput,
  SignReleaseInput,
  SkipStepInput,
  StartWorkflowRunInput,
  StepFilter,
  StepStatus,
  StepType,
  TaskErrorReason,
  TaskFilter,
  TaskOrder,
  TaskPriority,
  TaskStatus,
  TriggerType,
  UpdateAgentInput,
  UpdateItemInput,
  UpdateTriggerInput,
  UpgradeInstallationInput,
  WorkflowErrorClass,
  WorkflowRunAction,
  WorkflowRunFilter,
  WorkflowRunStatus,
  WorkflowSourceInput,
} from "./generated/graphql.js";
