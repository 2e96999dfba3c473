import type { TriggerFacts } from "../../events/index.js";
import type { Expression, ScopeName, Template } from "../expressions/model.js";

/** A run that a trigger asks for. */
export interface StartOrder {
  readonly tenantId: string;
  readonly workflowId: string;
  /** Id of the trigger. */
  readonly by: string;
  readonly trigger: TriggerFacts;
  readonly input: unknown;
  /** What the run is for: a second order for the same starts nothing. */
  readonly once: { readonly scope: string; readonly key: string };
}

export interface StartedRun {
  readonly runId: string;
  /** False when an earlier order had started it. */
  readonly isNew: boolean;
}

/** A run that a trigger wants ended. */
export interface CancelOrder {
  readonly tenantId: string;
  readonly runId: string;
  /** Id of the trigger. */
  readonly by: string;
  readonly reason: string;
}

/** What triggers need of the engine. */
export interface RunStarter {
  /**
   * Exactly once per scope and key, in the transaction that creates the run. Throws MusterError when the workflow refuses
   * (input misfit, concurrency REFUSE), UNAVAILABLE or TIMEOUT when the same order may be given again.
   */
  start(order: StartOrder): Promise<StartedRun>;
  /** Whether the run has not ended. False for one that is not there. */
  isOpen(runId: string): Promise<boolean>;
  cancel(order: CancelOrder): Promise<void>;
}

export interface CompileOptions {
  /** What may be read. */
  readonly names: readonly ScopeName[];
  readonly steps: ReadonlySet<string>;
  /** Any other result than true or false is an error. */
  readonly expectBoolean?: boolean;
  readonly maxResultBytes?: number;
}

/** What triggers need of expressions. Both throw ExpressionError for what cannot be compiled. */
export interface ExpressionCompiler {
  compileExpression(source: string, options: CompileOptions): Expression;
  compileTemplate(source: unknown, options: CompileOptions): Template;
}
