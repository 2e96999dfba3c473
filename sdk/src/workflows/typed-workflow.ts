import type { WorkflowDefinition } from "./definition.js";

export declare const contract: unique symbol;

/** A definition with its name, and the types of what its runs take and give. */
export interface TypedWorkflow<in Input = never, out Output = unknown> {
  readonly name: string;
  toDefinition(): WorkflowDefinition;
  /** Of the type only. */
  readonly [contract]?: (input: Input) => Output;
}
