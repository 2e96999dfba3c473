import type * as api from "./generated/graphql.js";

export type Task = api.TaskFieldsFragment;
export type Agent = api.AgentFieldsFragment;
export type TaskKind = api.TaskKindFieldsFragment;
export type ApiKey = api.ApiKeyFieldsFragment;
export type Viewer = NonNullable<api.ViewerQuery["viewer"]>;
export type QueueStats = api.QueueStatsQuery["queueStats"];
export type TaskAttempt = NonNullable<api.TaskAttemptsQuery["task"]>["attempts"][number];
export type CreatedTask = api.CreateTasksMutation["createTasks"]["tasks"][number];

export type Workflow = api.WorkflowFieldsFragment;
/** Without its definition; `client.workflows.version` answers that too. */
export type WorkflowVersion = api.WorkflowVersionFieldsFragment;
export type DefinedWorkflow = api.DefineWorkflowMutation["defineWorkflow"];
export type WorkflowStats = NonNullable<api.WorkflowStatsQuery["workflow"]>["stats"];
export type WorkflowDiff = api.WorkflowDiffQuery["workflowDiff"];
export type WorkflowProblem = api.CheckWorkflowQuery["checkWorkflow"][number];
export type WorkflowTemplate = api.WorkflowTemplatesQuery["workflowTemplates"][number];
export type WorkflowRun = api.WorkflowRunFieldsFragment;
export type WorkflowRunProgress = NonNullable<api.WorkflowRunProgressQuery["workflowRun"]>;
export type { RunEvent as WorkflowRunEvent } from "./client-feeds.js";
export type Step = api.StepFieldsFragment;
export type Trigger = api.TriggerFieldsFragment;

export type Publisher = api.PublisherFieldsFragment;
export type PublisherKey = api.PublisherKeyFieldsFragment;
export type MarketplaceItem = api.ItemFieldsFragment;
export type ItemFacets = api.ItemFacetsQuery["marketplaceItems"]["facets"];
export type ItemReview = api.ReviewFieldsFragment;
export type Release = api.ReleaseFieldsFragment;
export type Installation = api.InstallationFieldsFragment;
export type Binary = api.BinaryFieldsFragment;
export type Execution = api.ExecutionFieldsFragment;

export type Sandbox = api.SandboxFieldsFragment;
export type { SandboxEvent, SandboxLogChunk } from "./sandbox/sandbox-following.js";
