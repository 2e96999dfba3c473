import type { WorkflowErrorClass, WorkflowRunStatus } from "../generated/graphql.js";
import type { WorkflowRun } from "../nouns.js";

/** A run ended, but did not complete. */
export class MusterRunError extends Error {
  /** The run as it ended. */
  readonly run: WorkflowRun;
  /** FAILED, CANCELLED, COMPENSATED or COMPENSATION_FAILED. */
  readonly status: WorkflowRunStatus;
  /** What sort of failure: decide on this. Undefined when the server does not say. A newer server may answer other ones. */
  readonly class: WorkflowErrorClass | undefined;
  /** Id of the step where it began; null for the run as a whole. */
  readonly step: string | null;
  /** What may help, in words. */
  readonly hint: string | undefined;

  constructor(run: WorkflowRun) {
    const { error } = run;
    const place = error?.step == null ? "" : ` at step ${error.step}`;
    const words = error == null ? "" : `: ${error.message}`;
    super(`Run ${run.id} of ${run.workflow.name} ended as ${run.status}${place}${words}`);
    this.name = "MusterRunError";
    this.run = run;
    this.status = run.status;
    this.class = error?.class;
    this.step = error?.step ?? null;
    this.hint = error?.hint;
  }
}
