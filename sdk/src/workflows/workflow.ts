import { WorkflowBuilder } from "./builder.js";
import type { ConcurrencyDefinition } from "./definition.js";
import type { Expression } from "./expression.js";
import type { KeyScope } from "./reference.js";
import type { NoSteps } from "./stage.js";
import { textFrom, type From } from "./template.js";

export interface WorkflowSettings<Input> {
  readonly description?: string;
  /** JSON Schema (2020-12) of the run's input. */
  readonly inputSchema?: unknown;
  /** Of the run's output. */
  readonly outputSchema?: unknown;
  /** Most milliseconds of a run, waiting included. */
  readonly timeoutMs?: number;
  /** What runs may be open at a time. */
  readonly concurrency?: Omit<ConcurrencyDefinition, "key"> & {
    /** Runs for which this gives the same text share the limit; all of them unless said. */
    readonly key?: From<KeyScope<Input>, string | Expression>;
  };
}

/**
 * Begins a workflow whose runs take an `Input`.
 *
 * @example
 * const greet = workflow<{ name: string }>("greet")
 *   .step("hello", { kind: "greet", input: (ref) => ({ name: ref.input.name }) })
 *   .output((ref) => ref.steps.hello.output);
 * await client.workflows.define(greet);
 */
export function workflow<Input = unknown>(
  name: string,
  settings: WorkflowSettings<Input> = {},
): WorkflowBuilder<Input, NoSteps, unknown> {
  const { concurrency, ...rest } = settings;
  if (concurrency === undefined) return new WorkflowBuilder(name, rest);
  const { key, ...limits } = concurrency;
  const keyed = key === undefined ? limits : { ...limits, key: textFrom(key) };
  return new WorkflowBuilder(name, { ...rest, concurrency: keyed });
}
