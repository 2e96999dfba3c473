import type { ClientCalls, FollowInput } from "../client-calls.js";
import * as api from "../generated/graphql.js";
import type {
  DefinedWorkflow,
  Step,
  Workflow,
  WorkflowDiff,
  WorkflowProblem,
  WorkflowRun,
  WorkflowRunEvent,
  WorkflowRunProgress,
  WorkflowStats,
  WorkflowTemplate,
  WorkflowVersion,
} from "../nouns.js";
import { MusterRunError } from "./run-error.js";
import { followRun, isFinalRun, runNotFound } from "./run-following.js";
import type { TypedWorkflow } from "./typed-workflow.js";

/** A run that is COMPLETED, with what it gave. */
export type CompletedRun<Output = unknown> = Omit<WorkflowRun, "output"> & { readonly output: Output };

/** Number of a version with its definition, as it was given. */
export type WorkflowVersionWithDefinition = WorkflowVersion & { readonly definition: unknown };

/** When to stop waiting. What is waited for goes on. */
export interface WaitInput {
  readonly signal?: AbortSignal;
}

/** How `runWorkflow` starts a run, and when it stops waiting for it. */
export type RunWorkflowOptions = Omit<api.StartWorkflowRunInput, "workflow" | "input"> & WaitInput;

/** `client.workflows`. Every request rejects with MusterRequestError. */
export class WorkflowClient {
  readonly #calls: ClientCalls;

  constructor(calls: ClientCalls) {
    this.#calls = calls;
  }

  /**
   * Defines a workflow, or a further version of it: as it was built, or as JSON, YAML or text. The same content answers the
   * version that has it. Rejects with BAD_USER_INPUT for what `check` finds.
   */
  async define(workflow: TypedWorkflow | api.DefineWorkflowInput): Promise<DefinedWorkflow> {
    const input = isBuilt(workflow) ? { name: workflow.name, definition: workflow.toDefinition() } : workflow;
    return (await this.#calls.execute(api.DefineWorkflowDocument, { input })).defineWorkflow;
  }

  /** All that is wrong with a definition; empty when it can be defined. */
  async check(workflow: TypedWorkflow | api.WorkflowSourceInput): Promise<readonly WorkflowProblem[]> {
    const input = isBuilt(workflow) ? { definition: workflow.toDefinition() } : workflow;
    return (await this.#calls.execute(api.CheckWorkflowDocument, { input })).checkWorkflow;
  }

  /** A workflow by its name or id; null when there is none. */
  async workflow(name: string): Promise<Workflow | null> {
    return (await this.#calls.execute(api.WorkflowDocument, { name })).workflow ?? null;
  }

  /** A page of workflows, by name. */
  async workflows(page: api.WorkflowsQueryVariables = {}): Promise<api.WorkflowsQuery["workflows"]> {
    return (await this.#calls.execute(api.WorkflowsDocument, page)).workflows;
  }

  /** A version with its definition; null when there is none. */
  async version(workflow: string, number: number): Promise<WorkflowVersionWithDefinition | null> {
    return (await this.#calls.execute(api.WorkflowVersionDocument, { workflow, number })).workflow?.version ?? null;
  }

  /** A page of a workflow's versions, newest first; null when there is no such workflow. */
  async versions(
    workflow: string,
    page: Omit<api.WorkflowVersionsQueryVariables, "workflow"> = {},
  ): Promise<NonNullable<api.WorkflowVersionsQuery["workflow"]>["versions"] | null> {
    const answer = await this.#calls.execute(api.WorkflowVersionsDocument, { ...page, workflow });
    return answer.workflow?.versions ?? null;
  }

  /** How two versions of a workflow differ. */
  async diff(variables: api.WorkflowDiffQueryVariables): Promise<WorkflowDiff> {
    return (await this.#calls.execute(api.WorkflowDiffDocument, variables)).workflowDiff;
  }

  /** How a workflow's runs of the last days went, 7 unless said; null when there is no such workflow. */
  async stats(workflow: string, days?: number): Promise<WorkflowStats | null> {
    const variables = days === undefined ? { workflow } : { workflow, days };
    return (await this.#calls.execute(api.WorkflowStatsDocument, variables)).workflow?.stats ?? null;
  }

  /** Definitions to begin with. */
  async templates(): Promise<readonly WorkflowTemplate[]> {
    return (await this.#calls.execute(api.WorkflowTemplatesDocument, {})).workflowTemplates;
  }

  /** The JSON Schema that a definition meets. */
  async schema(): Promise<unknown> {
    return (await this.#calls.execute(api.WorkflowSchemaDocument, {})).workflowSchema;
  }

  /** Starts a run. What is answered is durable; give an `idempotencyKey` to be able to ask again safely. */
  async start(input: api.StartWorkflowRunInput): Promise<WorkflowRun> {
    return (await this.#calls.execute(api.StartWorkflowRunDocument, { input })).startWorkflowRun.run;
  }

  /** A run; null when there is none. With `atSeq` as it was right after that event. */
  async run(id: string, variables: { readonly atSeq?: number } = {}): Promise<WorkflowRun | null> {
    return (await this.#calls.execute(api.WorkflowRunDocument, { ...variables, id })).workflowRun ?? null;
  }

  /** A page of runs, newest first. */
  async runs(page: api.WorkflowRunsQueryVariables = {}): Promise<api.WorkflowRunsQuery["workflowRuns"]> {
    return (await this.#calls.execute(api.WorkflowRunsDocument, page)).workflowRuns;
  }

  /** How far a run is, when it is likely to end, and which steps decide that; null when there is no such run. */
  async progress(id: string): Promise<WorkflowRunProgress | null> {
    return (await this.#calls.execute(api.WorkflowRunProgressDocument, { id })).workflowRun ?? null;
  }

  /** A page of a run's steps, in the order of the definition, items behind; null when there is no such run. */
  async steps(
    runId: string,
    page: Omit<api.WorkflowRunStepsQueryVariables, "id"> = {},
  ): Promise<NonNullable<api.WorkflowRunStepsQuery["workflowRun"]>["steps"] | null> {
    const answer = await this.#calls.execute(api.WorkflowRunStepsDocument, { ...page, id: runId });
    return answer.workflowRun?.steps ?? null;
  }

  /** One step by its id in the definition; an item as `<step>[<index>]`. Null when there is none. */
  async step(runId: string, key: string): Promise<Step | null> {
    return (await this.#calls.execute(api.WorkflowRunStepDocument, { id: runId, key })).workflowRun?.step ?? null;
  }

  /** Lets no further step start; what was started goes on. */
  async pause(id: string): Promise<WorkflowRun> {
    return (await this.#calls.execute(api.PauseWorkflowRunDocument, { id })).pauseWorkflowRun.run;
  }

  /** Lets steps start again. */
  async resume(id: string): Promise<WorkflowRun> {
    return (await this.#calls.execute(api.ResumeWorkflowRunDocument, { id })).resumeWorkflowRun.run;
  }

  /** Ends a run, and the runs within it; with `compensate` what it did is undone. It may still have to end what runs. */
  async cancel(id: string, options: Omit<api.CancelWorkflowRunInput, "id"> = {}): Promise<WorkflowRun> {
    const input = { ...options, id };
    return (await this.#calls.execute(api.CancelWorkflowRunDocument, { input })).cancelWorkflowRun.run;
  }

  /** Begins a run again that ended but did not complete: from where it failed, or `fromSteps`. Earlier results are kept. */
  async retry(id: string, options: Omit<api.RetryWorkflowRunInput, "id"> = {}): Promise<WorkflowRun> {
    const input = { ...options, id };
    return (await this.#calls.execute(api.RetryWorkflowRunDocument, { input })).retryWorkflowRun.run;
  }

  /** Gives a signal to a run: to a step that waits for it, or to the first one that will. */
  async signal<Payload>(id: string, signal: string, payload?: Payload): Promise<WorkflowRun> {
    const input = payload === undefined ? { id, signal } : { id, signal, payload };
    return (await this.#calls.execute(api.SignalWorkflowRunDocument, { input })).signalWorkflowRun.run;
  }

  /** Answers an approval. For the role that the step names, and ADMIN. */
  async answerApproval(input: api.AnswerApprovalInput): Promise<Step> {
    return (await this.#calls.execute(api.AnswerApprovalDocument, { input })).answerApproval.step;
  }

  /** Ends a step that has not ended, as if it were not needed; what needs it goes on. */
  async skipStep(input: api.SkipStepInput): Promise<Step> {
    return (await this.#calls.execute(api.SkipStepDocument, { input })).skipStep.step;
  }

  /**
   * A run's events after `after`: those in the log, then the live ones, each once and in order, whatever becomes of the
   * connection. Ends with the run. Throws NOT_FOUND when there is no such run.
   */
  followRun(runId: string, input: FollowInput<number> = {}): AsyncGenerator<WorkflowRunEvent, void> {
    return followRun(this.#calls, runId, input);
  }

  /**
   * Waits until a run has completed, and answers it. Rejects with MusterRunError when it ended otherwise, with NOT_FOUND when
   * there is no such run, and with the signal's reason when it aborts: the run goes on.
   */
  async waitForRun<Output = unknown>(runId: string, { signal }: WaitInput = {}): Promise<CompletedRun<Output>> {
    for (;;) {
      signal?.throwIfAborted();
      const run = await this.run(runId);
      if (run === null) throw runNotFound(runId);
      if (run.status === "COMPLETED") return run as CompletedRun<Output>;
      if (isFinalRun(run.status)) throw new MusterRunError(run);
      const events = this.followRun(runId, { after: run.lastSeq, ...(signal !== undefined && { signal }) });
      let event = await events.next();
      while (event.done !== true) event = await events.next();
    }
  }

  /**
   * Starts a run and waits for it, as `start` and `waitForRun` do. With a workflow as it was built, the input is checked and
   * the output typed; it must be defined already.
   */
  runWorkflow<Input, Output>(
    workflow: TypedWorkflow<Input, Output>,
    input: Input,
    options?: RunWorkflowOptions,
  ): Promise<CompletedRun<Output>>;
  runWorkflow<Output = unknown>(
    workflow: string,
    input?: unknown,
    options?: RunWorkflowOptions,
  ): Promise<CompletedRun<Output>>;
  async runWorkflow(
    workflow: string | TypedWorkflow,
    input: unknown,
    { signal, ...options }: RunWorkflowOptions = {},
  ): Promise<CompletedRun> {
    const name = typeof workflow === "string" ? workflow : workflow.name;
    const { id } = await this.start({ ...options, workflow: name, input });
    return this.waitForRun(id, signal === undefined ? {} : { signal });
  }
}

function isBuilt(workflow: object): workflow is TypedWorkflow {
  return "toDefinition" in workflow;
}
