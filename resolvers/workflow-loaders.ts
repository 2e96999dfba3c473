import type {
  Outlook,
  Step,
  StepKey,
  StepNature,
  StepPlace,
  Trigger,
  Workflow,
  WorkflowRun,
  WorkflowService,
  WorkflowVersionHead,
} from "../src/workflows/index.js";
import { itself, type ById, type ListById, type Loader, type LoaderMaker } from "./loader-maker.js";

/** Look-ups of workflows, runs and steps. */
export interface WorkflowLoaders {
  readonly workflow: ById<Workflow>;
  readonly workflowVersion: ById<WorkflowVersionHead>;
  /** By the workflow's id. */
  readonly latestWorkflowVersion: ById<WorkflowVersionHead>;
  /** By the workflow's id. */
  readonly workflowDescription: ById<string>;
  /** By the version's id. */
  readonly workflowDefinition: ById<unknown>;
  readonly workflowRun: ById<WorkflowRun>;
  readonly step: ById<Step>;
  readonly stepByKey: Loader<StepKey, Step | null>;
  readonly stepByOrdinal: Loader<StepPlace, Step | null>;
  readonly trigger: ById<Trigger>;
  /** By the workflow's id, oldest first; at most 100 each. */
  readonly triggersByWorkflow: ListById<Trigger>;
  /** By the row itself, as all below: one of a run as it was is another. */
  readonly outlook: Loader<WorkflowRun, Outlook>;
  readonly criticalPath: Loader<WorkflowRun, readonly Step[]>;
  readonly stepNature: Loader<Step, StepNature>;
  readonly stepInput: Loader<Step, unknown>;
  readonly stepOutput: Loader<Step, unknown>;
  readonly stepCost: Loader<Step, number | null>;
}

export function createWorkflowLoaders(workflows: WorkflowService, { one, many, each }: LoaderMaker): WorkflowLoaders {
  return {
    workflow: one((tenantId, ids) => workflows.getMany(tenantId, ids)),
    workflowVersion: one((tenantId, ids) => workflows.versionsById(tenantId, ids)),
    latestWorkflowVersion: one((tenantId, ids) => workflows.latestVersions(tenantId, ids)),
    workflowDescription: one((tenantId, ids) => workflows.descriptions(tenantId, ids)),
    workflowDefinition: one((tenantId, ids) => workflows.definitions(tenantId, ids)),
    workflowRun: one((tenantId, ids) => workflows.runsById(tenantId, ids)),
    step: one((tenantId, ids) => workflows.stepsById(tenantId, ids)),
    stepByKey: each(
      (tenantId, keys) => workflows.stepsByKey(tenantId, keys),
      ({ runId, key }) => `${runId} ${key}`,
    ),
    stepByOrdinal: each(
      (tenantId, places) => workflows.stepsAt(tenantId, places),
      ({ runId, ordinal }) => `${runId} ${ordinal}`,
    ),
    trigger: one((tenantId, ids) => workflows.triggers.getMany(tenantId, ids)),
    triggersByWorkflow: many((tenantId, ids) => workflows.triggers.listMany(tenantId, ids)),
    outlook: each((tenantId, runs) => workflows.outlooks(tenantId, runs), itself),
    criticalPath: each((tenantId, runs) => workflows.criticalPaths(tenantId, runs), itself),
    stepNature: each((tenantId, steps) => workflows.natures(tenantId, steps), itself),
    stepInput: each((tenantId, steps) => workflows.inputs(tenantId, steps), itself),
    stepOutput: each((tenantId, steps) => workflows.outputs(tenantId, steps), itself),
    stepCost: each((tenantId, steps) => workflows.costs(tenantId, steps), itself),
  };
}
