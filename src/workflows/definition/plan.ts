import type { Role } from "../../identity/index.js";
import type { TaskPriority } from "../../tasks/index.js";
import type { Expression, Template } from "../expressions/model.js";
import type { RetrySource, SandboxSource, WorkflowSource } from "./model.js";

/** A definition made ready to run: ids became ordinals, texts became expressions. */
export interface Plan {
  readonly source: WorkflowSource;
  /** By ordinal. The definition's `onFailure` is the last one, where there is one. */
  readonly steps: readonly PlannedStep[];
  readonly ordinalOf: ReadonlyMap<string, number>;
  readonly output: Template | null;
  readonly timeoutMs: number | null;
  readonly concurrency: PlannedConcurrency | null;
  /** Ordinal of `onFailure`; null for none. */
  readonly failureStep: number | null;
}

export interface PlannedConcurrency {
  readonly key: Template | null;
  readonly limit: number;
  readonly whenFull: "QUEUE" | "REFUSE" | "CANCEL_OLDEST";
}

export interface PlannedStep {
  readonly ordinal: number;
  readonly id: string;
  /** Ordinals, each once; a branch of a switch needs the switch. */
  readonly needs: readonly number[];
  /** Ordinals of those that need it. */
  readonly dependants: readonly number[];
  /** It runs only if one of these cases was chosen; empty when it is in no branch. */
  readonly branches: readonly { readonly switchStep: number; readonly choice: number }[];
  readonly when: Expression | null;
  readonly runsAfterSkipped: boolean;
  readonly timeoutMs: number | null;
  readonly continueOnError: boolean;
  readonly onFailure: PlannedCall | null;
  readonly compensate: PlannedCall | null;
  readonly body: StepBody;
}

export interface PlannedCall {
  readonly type: "task";
  readonly kind: string;
  readonly input: Template;
  readonly requiredCapabilities: readonly string[];
  readonly priority: TaskPriority | null;
  readonly retry: RetrySource | null;
  readonly attemptTimeoutMs: number | null;
  /** As it was written: what it is by the operator's word is asked anew for each task. */
  readonly sandbox: SandboxSource | null;
}

export interface PlannedSubRun {
  readonly type: "workflow";
  readonly workflow: string;
  readonly version: number | null;
  readonly input: Template;
}

/** The number of the chosen case; `default` counts as the one behind the last, and -1 is none. */
export interface PlannedSwitch {
  readonly type: "switch";
  readonly cases: readonly Expression[];
  readonly hasDefault: boolean;
}

export type StepBody =
  | PlannedCall
  | PlannedSubRun
  | {
      readonly type: "forEach";
      readonly items: Template;
      readonly concurrency: number;
      readonly do: PlannedCall | PlannedSubRun;
    }
  | PlannedSwitch
  | { readonly type: "sleep"; readonly durationMs: Template }
  | { readonly type: "sleepUntil"; readonly until: Template }
  | { readonly type: "waitForSignal"; readonly signal: string; readonly default: Template | null }
  | {
      readonly type: "approval";
      readonly role: Role;
      readonly message: Template;
      readonly default: "APPROVE" | "REJECT" | null;
    }
  | { readonly type: "emit"; readonly event: string; readonly data: Template }
  | { readonly type: "join" };

/** Something wrong with a definition. */
export interface Problem {
  /** From the definition's root, as in `["steps", 2, "when"]`. */
  readonly path: readonly (string | number)[];
  /** `NOUN_CONDITION`. */
  readonly reason: string;
  readonly message: string;
}
