import type { WorkflowErrorClass } from "../model.js";

/** What may help, for each class of error. docs/workflows.md has the same. */
export const hints: Readonly<Record<WorkflowErrorClass, string>> = {
  TASK_FAILED:
    "Look at the attempts of the step's task for what the agent reported. Mend the input or the agent, then retry the run: what has " +
    "completed is kept. `onFailure` or `continueOnError` let a run go on by itself.",
  TIMEOUT:
    "Look whether an agent takes the kind and has a free slot, and how long the step usually takes. Give it more `timeoutMs`, or give " +
    "the agents less to do, then retry the run.",
  AGENT_LOST:
    "The agents that took the task went silent, all of them. Look at their logs for crashes at this input and for too little memory, " +
    "then retry the run.",
  REFUSED:
    "The definition does not fit what it meets: the kind or the workflow is not defined, or its schema refuses the input. Define a " +
    "version that fits, or mend the schema, then start a new run or retry this one.",
  EXPRESSION:
    "Look at what the expression reads: the run's input and the outputs of the steps that it names. Guard what may be missing with " +
    "`has(...)`, define a further version and start a new run; a retry runs the same definition.",
  REJECTED:
    "A person said no, or nobody answered in time. Settle why, then retry the run: the approval is asked for again. Its `default` " +
    "answers in place of a person who does not.",
  SUB_RUN: "Look at the run that the step started, and why that did not complete. Mend it there, then retry this run.",
  CANCELLED: "It was ended on purpose. Retry the run to go on from where it was, or start a new one.",
};

export function hintOf(errorClass: WorkflowErrorClass): string {
  return hints[errorClass];
}
