import type { Principal } from "../identity/index.js";
import type { Query } from "../platform/db/database.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import type { WorkflowSource } from "./definition/model.js";
import type { Problem } from "./definition/plan.js";
import type { Outlook } from "./insight/run-insight.js";
import type { WorkflowStats } from "./insight/stats.js";
import type {
  ApprovalDecision,
  StartRunInput,
  Step,
  Workflow,
  WorkflowRun,
  WorkflowVersion,
  WorkflowVersionHead,
} from "./model.js";
import type { WorkflowListing } from "./reading/definition-reader.js";
import type { RunListing } from "./reading/run-listing.js";
import type { StepListing } from "./reading/step-listing.js";
import type { StepNature } from "./reading/step-nature.js";
import type { StepKey, StepPlace } from "./reading/step-reader.js";
import type { TriggerService } from "./triggers/service.js";

/** Definitions, runs and triggers of all tenants: what may be asked of them. */
export interface WorkflowService extends Service, WorkflowReading, WorkflowWriting {
  readonly triggers: TriggerService;
}

/** What changes something. Paths of errors are relative to the input. */
export interface WorkflowWriting {
  /** BAD_USER_INPUT at the first thing that is wrong, all of them in `problems`. */
  define(principal: Principal, input: DefineWorkflowInput): Promise<DefinedWorkflow>;
  /**
   * What a release says becomes the latest version, in the transaction that `query` is in. Whoever ends that sees to it that the
   * workflow is not somebody else's: see `firstReleaseId`. Locks the workflow's row.
   */
  defineWithin(query: Query, principal: Principal, input: ReleasedWorkflowInput): Promise<ReleasedWorkflow>;
  startRun(principal: Principal, input: StartRunInput): Promise<WorkflowRun>;
  pause(principal: Principal, id: string): Promise<WorkflowRun>;
  resume(principal: Principal, id: string): Promise<WorkflowRun>;
  cancel(
    principal: Principal,
    input: { readonly id: string; readonly compensate: boolean; readonly reason: string | null },
  ): Promise<WorkflowRun>;
  /** From what did not complete, unless told from where. */
  retry(
    principal: Principal,
    input: { readonly id: string; readonly fromSteps: readonly string[] | null },
  ): Promise<WorkflowRun>;
  signal(
    principal: Principal,
    input: { readonly id: string; readonly signal: string; readonly payload: unknown },
  ): Promise<WorkflowRun>;
  answer(
    principal: Principal,
    input: {
      readonly runId: string;
      readonly stepKey: string;
      readonly decision: ApprovalDecision;
      readonly comment: string | null;
    },
  ): Promise<Step>;
  skip(principal: Principal, input: { readonly runId: string; readonly stepKey: string }): Promise<Step>;
  /** What is wrong with a definition; empty when it can be defined. */
  check(input: DefinitionInput): readonly Problem[];
  /** NOT_FOUND at `["workflow"]`, `["from"]` or `["to"]`. */
  diff(
    tenantId: string,
    nameOrId: string,
    numbers: { readonly from: number; readonly to: number },
  ): Promise<WorkflowDiff>;
  /** Definitions to begin with. */
  templates(): readonly WorkflowTemplate[];
  /** The JSON Schema that a definition meets. */
  schema(): unknown;
}

/** What only looks. Maps lack what is not there or is another tenant's; lists are in the order of what was asked for. */
export interface WorkflowReading {
  /** By its name, or else its id. */
  get(tenantId: string, nameOrId: string): Promise<Workflow | null>;
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Workflow>>;
  /** By name. */
  list(tenantId: string, listing: WorkflowListing): Promise<Page<Workflow>>;
  /** As the latest versions say, by the workflow's id. */
  descriptions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, string | null>>;
  version(tenantId: string, workflowId: string, number: number): Promise<WorkflowVersionHead | null>;
  versionsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowVersionHead>>;
  /** By the workflow's id. */
  latestVersions(tenantId: string, workflowIds: readonly string[]): Promise<Map<string, WorkflowVersionHead>>;
  /** Newest first. */
  versions(tenantId: string, workflowId: string, page: PageArguments): Promise<Page<WorkflowVersionHead>>;
  /** By the version's id. */
  definitions(tenantId: string, versionIds: readonly string[]): Promise<Map<string, WorkflowSource>>;
  runsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowRun>>;
  /** As it was right after an event. BAD_USER_INPUT at `["atSeq"]` when it has no such event. */
  runAt(tenantId: string, id: string, seq: number): Promise<WorkflowRun | null>;
  /** Newest first. */
  runs(tenantId: string, listing: RunListing): Promise<Page<WorkflowRun>>;
  /** In the order of the definition, items behind. Of a run as it was: as of then, as all that follows. */
  steps(run: WorkflowRun, listing: StepListing): Promise<Page<Step>>;
  step(run: WorkflowRun, key: string): Promise<Step | null>;
  stepsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Step>>;
  stepsByKey(tenantId: string, keys: readonly StepKey[]): Promise<(Step | null)[]>;
  stepsAt(tenantId: string, places: readonly StepPlace[]): Promise<(Step | null)[]>;
  /** Type, needs and role, out of the definition. */
  natures(tenantId: string, steps: readonly Step[]): Promise<StepNature[]>;
  inputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]>;
  /** Null unless the step has completed. In place of a list of more than 1 MiB a MusterError, PAYLOAD_TOO_LARGE. */
  outputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]>;
  costs(tenantId: string, steps: readonly Step[]): Promise<(number | null)[]>;
  outlooks(tenantId: string, runs: readonly WorkflowRun[]): Promise<Outlook[]>;
  /** From the first step to the last. */
  criticalPaths(tenantId: string, runs: readonly WorkflowRun[]): Promise<Step[][]>;
  /** Of 1 to 90 days; BAD_USER_INPUT at `["days"]`. */
  stats(tenantId: string, workflowId: string, days: number): Promise<WorkflowStats>;
}

/** As a value or as text, one of the two. */
export interface DefinitionInput {
  readonly definition?: unknown;
  readonly source?: string | null | undefined;
}

export interface DefineWorkflowInput extends DefinitionInput {
  readonly name: string;
}

export interface DefinedWorkflow {
  readonly workflow: Workflow;
  readonly version: WorkflowVersion;
  readonly isNew: boolean;
}

export interface ReleasedWorkflowInput {
  readonly name: string;
  readonly definition: unknown;
  /** Whose runs these are: counted as uses of it. */
  readonly releaseId: string;
}

export interface ReleasedWorkflow extends DefinedWorkflow {
  /** Of which release the workflow's first version is; null where somebody of the tenant has written it. */
  readonly firstReleaseId: string | null;
}

export interface WorkflowDiff {
  readonly from: WorkflowVersionHead;
  readonly to: WorkflowVersionHead;
  readonly addedSteps: readonly string[];
  readonly removedSteps: readonly string[];
  readonly changedSteps: readonly string[];
  readonly changes: readonly { readonly path: readonly string[]; readonly before: unknown; readonly after: unknown }[];
}

export interface WorkflowTemplate {
  readonly name: string;
  readonly description: string;
  readonly definition: unknown;
}
