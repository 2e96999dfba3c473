import type { Role } from "../../identity/index.js";
import type { TaskPriority } from "../../tasks/index.js";

/** JSON in which a string may hold `${expression}`: alone it gives the expression's value, within text its text; `$${` is a plain `${`. */
export type TemplateSource = unknown;

/** A CEL expression, with or without `${}` around it. */
export type ExpressionSource = string;

/** How a failed task is tried again; see `RetryInput` of the contract, and `attempts` tries in all. */
export interface RetrySource {
  /** Tries in all, 1 to 100; 4 unless said. */
  readonly attempts?: number;
  readonly initialDelayMs?: number;
  readonly factor?: number;
  readonly maxDelayMs?: number;
  readonly nonRetryable?: readonly string[];
}

/** A place that a task runs in, as `SandboxInput` of the contract: plain JSON without templates. */
export interface SandboxSource {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly path: string; readonly text?: string; readonly base64?: string }[];
  readonly resources?: { readonly cpu?: string; readonly memory?: string; readonly ephemeralStorage?: string };
  readonly timeoutMs?: number;
  readonly network?: { readonly egress?: readonly string[] };
  readonly labels?: Readonly<Record<string, string>>;
}

/** A task that a step has done. */
export interface CallSource {
  /** Name of a task kind. */
  readonly kind: string;
  readonly input?: TemplateSource;
  readonly requiredCapabilities?: readonly string[];
  readonly priority?: TaskPriority;
  readonly retry?: RetrySource;
  /** Most milliseconds of a try; the kind's default unless said. */
  readonly attemptTimeoutMs?: number;
  /** Each try runs in a sandbox of its own. */
  readonly sandbox?: SandboxSource;
}

/** What every step may have. */
export interface StepSourceBase {
  /** 1 to 64 letters, digits, `_`; begins with a letter. Unique in the definition. */
  readonly id: string;
  readonly description?: string;
  /** Steps that must have ended first; unless said none. */
  readonly needs?: readonly string[];
  /** The step is skipped where this is false. */
  readonly when?: ExpressionSource;
  /** SKIP unless said: a step whose needs were all skipped is skipped too. */
  readonly whenNeedsSkipped?: "SKIP" | "RUN";
  /** Most milliseconds of the step with all its tries. */
  readonly timeoutMs?: number;
  /** The run goes on when the step fails: it counts as ended, its output is null. */
  readonly continueOnError?: boolean;
  /** Done when the step has failed: if it succeeds, so has the step, with its output. `error` is in scope. */
  readonly onFailure?: CallSource;
  /** Undoes the step, once it is completed. `output` is in scope: the step's. */
  readonly compensate?: CallSource;
}

export interface TaskStepSource extends StepSourceBase, CallSource {
  readonly type?: "task";
}

/** A run of another workflow; its output is the step's. */
export interface WorkflowCallSource {
  readonly workflow: string;
  /** The latest at the time unless said. */
  readonly version?: number;
  readonly input?: TemplateSource;
}

export interface WorkflowStepSource extends StepSourceBase, WorkflowCallSource {
  readonly type: "workflow";
}

/** Does `do` for each item, `item` and `index` in scope; its output is the list of theirs. */
export interface ForEachStepSource extends StepSourceBase {
  readonly type: "forEach";
  readonly items: TemplateSource;
  /** Items at a time; all unless said. */
  readonly concurrency?: number;
  readonly do: CallSource | WorkflowCallSource;
}

/** Runs the steps of the first case that holds; those of the others are skipped. They need the switch without saying so. */
export interface SwitchStepSource extends StepSourceBase {
  readonly type: "switch";
  readonly cases: readonly { readonly when: ExpressionSource; readonly then: readonly string[] }[];
  readonly default?: readonly string[];
}

export interface SleepStepSource extends StepSourceBase {
  readonly type: "sleep";
  /** Milliseconds, or an expression for them. */
  readonly durationMs: number | string;
}

export interface SleepUntilStepSource extends StepSourceBase {
  readonly type: "sleepUntil";
  /** RFC 3339, or an expression for it. */
  readonly until: string;
}

/** Its output is the signal's payload; on `timeoutMs` the `default`, where there is one, else it fails. */
export interface WaitForSignalStepSource extends StepSourceBase {
  readonly type: "waitForSignal";
  readonly signal: string;
  readonly default?: TemplateSource;
}

/** Its output: `{decision, by, comment}`. REJECT fails it; on `timeoutMs` the `default`, where there is one, else it fails. */
export interface ApprovalStepSource extends StepSourceBase {
  readonly type: "approval";
  readonly role: Role;
  readonly message?: string;
  readonly default?: "APPROVE" | "REJECT";
}

export interface EmitStepSource extends StepSourceBase {
  readonly type: "emit";
  readonly event: string;
  readonly data?: TemplateSource;
}

export interface JoinStepSource extends StepSourceBase {
  readonly type: "join";
}

export type StepSource =
  | TaskStepSource
  | WorkflowStepSource
  | ForEachStepSource
  | SwitchStepSource
  | SleepStepSource
  | SleepUntilStepSource
  | WaitForSignalStepSource
  | ApprovalStepSource
  | EmitStepSource
  | JoinStepSource;

/** What runs of the workflow may be open at a time. */
export interface ConcurrencySource {
  /** Runs for which this gives the same text share a limit; all of them unless said. Over `input` and `trigger`. */
  readonly key?: string;
  readonly limit: number;
  /** QUEUE unless said. CANCEL_OLDEST cancels the oldest open run; REFUSE answers CONFLICT. */
  readonly whenFull?: "QUEUE" | "REFUSE" | "CANCEL_OLDEST";
}

/** A workflow as its author writes it; the published JSON Schema describes the same. */
export interface WorkflowSource {
  /** Where editors find the schema; nothing else looks at it. */
  readonly $schema?: string;
  readonly description?: string;
  /** JSON Schema (2020-12) of the run's input. */
  readonly inputSchema?: unknown;
  /** Of the run's output. */
  readonly outputSchema?: unknown;
  readonly output?: TemplateSource;
  /** Most milliseconds of a run, waiting included. */
  readonly timeoutMs?: number;
  readonly concurrency?: ConcurrencySource;
  /** Done once when the run fails; `error` is in scope. Changes nothing about the run's end. Shown as the step `onFailure`. */
  readonly onFailure?: CallSource;
  readonly steps: readonly StepSource[];
}

/** Most steps of a definition; most items of a step; most steps and items of a run. */
export const maxSteps = 10_000;
export const maxItems = 10_000;
export const maxRunSteps = 50_000;
/** Id of the step that a definition's `onFailure` becomes. */
export const failureStepId = "onFailure";
