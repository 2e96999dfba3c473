import type { CallDefinition, StepDefinitionBase, WorkflowCallDefinition } from "./definition.js";
import type { AnyStepOptions, TaskCall, WorkflowCall, WorkflowReference } from "./step-options.js";
import { conditionFrom, templateFrom } from "./template.js";

/** A task to be done, as JSON; whatever else there is, is left out. */
export function renderTask(call: TaskCall<string, never>): CallDefinition {
  const { kind, input, requiredCapabilities, priority, retry, attemptTimeoutMs, sandbox } = call;
  return {
    kind,
    ...(input !== undefined && { input: templateFrom(input) }),
    ...(requiredCapabilities !== undefined && { requiredCapabilities }),
    ...(priority !== undefined && { priority }),
    ...(retry !== undefined && { retry }),
    ...(attemptTimeoutMs !== undefined && { attemptTimeoutMs }),
    ...(sandbox !== undefined && { sandbox }),
  };
}

/** A run of another workflow, as JSON. */
export function renderRun(call: WorkflowCall<WorkflowReference, never>): WorkflowCallDefinition {
  const { workflow, version, input } = call;
  return {
    workflow: typeof workflow === "string" ? workflow : workflow.name,
    ...(version !== undefined && { version }),
    ...(input !== undefined && { input: templateFrom(input) }),
  };
}

/** What a step has whatever it does, as JSON; `before` is needed unless it says what is. */
export function renderOptions(id: string, before: readonly string[], options: AnyStepOptions): StepDefinitionBase {
  const {
    needs = before,
    when,
    onFailure,
    compensate,
    description,
    whenNeedsSkipped,
    timeoutMs,
    continueOnError,
  } = options;
  return {
    id,
    ...(description !== undefined && { description }),
    ...(needs.length > 0 && { needs }),
    ...(when !== undefined && { when: conditionFrom(when) }),
    ...(whenNeedsSkipped !== undefined && { whenNeedsSkipped }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(continueOnError !== undefined && { continueOnError }),
    ...(onFailure !== undefined && { onFailure: renderTask(onFailure) }),
    ...(compensate !== undefined && { compensate: renderTask(compensate) }),
  };
}
