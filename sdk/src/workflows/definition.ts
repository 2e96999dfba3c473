import type { Role, TaskPriority } from "../generated/graphql.js";

/** JSON in which a string may hold `${expression}`: alone it gives the expression's value, within text its text; `$${` is a plain `${`. */
export type TemplateDefinition = unknown;

/** A CEL expression, with or without `${}` around it. */
export type ExpressionDefinition = string;

/** How a failed task is tried again. The wait before retry n is `initialDelayMs × factor^(n-1)`, at most `maxDelayMs`, of which up to half is left to chance. */
export interface RetryDefinition {
  /** Tries in all, 1 to 100; 4 unless said. */
  readonly attempts?: number;
  /** Before the first retry; 1,000 unless said. */
  readonly initialDelayMs?: number;
  /** 1 to 10; 2 unless said. */
  readonly factor?: number;
  /** At most a day; 5 minutes unless said. */
  readonly maxDelayMs?: number;
  /** RE2 patterns: a failure whose message one of them matches is not tried again. Up to 20. */
  readonly nonRetryable?: readonly string[];
}

/** A place that a task runs in, as `SandboxInput` of the contract: plain JSON in which no string is a template. */
export interface SandboxDefinition {
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
export interface CallDefinition {
  /** Name of a task kind. */
  readonly kind: string;
  readonly input?: TemplateDefinition;
  readonly requiredCapabilities?: readonly string[];
  readonly priority?: TaskPriority;
  readonly retry?: RetryDefinition;
  /** Most milliseconds of a try; the kind's default unless said. */
  readonly attemptTimeoutMs?: number;
  /** Each try runs in a sandbox of its own. */
  readonly sandbox?: SandboxDefinition;
}

/** What every step may have. */
export interface StepDefinitionBase {
  /** 1 to 64 letters, digits, `_`; begins with a letter. Unique in the definition. */
  readonly id: string;
  readonly description?: string;
  /** Steps that must have ended first; unless said none. */
  readonly needs?: readonly string[];
  /** The step is skipped where this is false. */
  readonly when?: ExpressionDefinition;
  /** SKIP unless said: a step whose needs were all skipped is skipped too. */
  readonly whenNeedsSkipped?: "SKIP" | "RUN";
  /** Most milliseconds of the step with all its tries. */
  readonly timeoutMs?: number;
  /** The run goes on when the step fails: it counts as ended, its output is null. */
  readonly continueOnError?: boolean;
  /** Done when the step has failed: if it succeeds, so has the step, with its output. `error` is in scope. */
  readonly onFailure?: CallDefinition;
  /** Undoes the step, once it is completed. `output` is in scope: the step's. */
  readonly compensate?: CallDefinition;
}

export interface TaskStepDefinition extends StepDefinitionBase, CallDefinition {
  readonly type?: "task";
}

/** A run of another workflow; its output is the step's. */
export interface WorkflowCallDefinition {
  readonly workflow: string;
  /** The latest at the time unless said. */
  readonly version?: number;
  readonly input?: TemplateDefinition;
}

export interface WorkflowStepDefinition extends StepDefinitionBase, WorkflowCallDefinition {
  readonly type: "workflow";
}

/** Does `do` for each item, `item` and `index` in scope; its output is the list of theirs. */
export interface ForEachStepDefinition extends StepDefinitionBase {
  readonly type: "forEach";
  readonly items: TemplateDefinition;
  /** Items at a time; all unless said. */
  readonly concurrency?: number;
  readonly do: CallDefinition | WorkflowCallDefinition;
}

/** A case of a switch: the ids of its steps. */
export interface SwitchCaseDefinition {
  readonly when: ExpressionDefinition;
  readonly then: readonly string[];
}

/** Runs the steps of the first case that holds; those of the others are skipped. They need the switch without saying so. */
export interface SwitchStepDefinition extends StepDefinitionBase {
  readonly type: "switch";
  readonly cases: readonly SwitchCaseDefinition[];
  readonly default?: readonly string[];
}

export interface SleepStepDefinition extends StepDefinitionBase {
  readonly type: "sleep";
  /** Milliseconds, or an expression for them. */
  readonly durationMs: number | string;
}

export interface SleepUntilStepDefinition extends StepDefinitionBase {
  readonly type: "sleepUntil";
  /** RFC 3339, or an expression for it. */
  readonly until: string;
}

/** Its output is the signal's payload; on `timeoutMs` the `default`, where there is one, else it fails. */
export interface WaitForSignalStepDefinition extends StepDefinitionBase {
  readonly type: "waitForSignal";
  readonly signal: string;
  readonly default?: TemplateDefinition;
}

/** Its output: `{decision, by, comment}`. REJECT fails it; on `timeoutMs` the `default`, where there is one, else it fails. */
export interface ApprovalStepDefinition extends StepDefinitionBase {
  readonly type: "approval";
  readonly role: Role;
  readonly message?: string;
  readonly default?: "APPROVE" | "REJECT";
}

export interface EmitStepDefinition extends StepDefinitionBase {
  readonly type: "emit";
  readonly event: string;
  readonly data?: TemplateDefinition;
}

export interface JoinStepDefinition extends StepDefinitionBase {
  readonly type: "join";
}

export type StepDefinition =
  | TaskStepDefinition
  | WorkflowStepDefinition
  | ForEachStepDefinition
  | SwitchStepDefinition
  | SleepStepDefinition
  | SleepUntilStepDefinition
  | WaitForSignalStepDefinition
  | ApprovalStepDefinition
  | EmitStepDefinition
  | JoinStepDefinition;

/** What runs of the workflow may be open at a time. */
export interface ConcurrencyDefinition {
  /** Runs for which this gives the same text share a limit; all of them unless said. Over `input` and `trigger`. */
  readonly key?: string;
  readonly limit: number;
  /** QUEUE unless said. CANCEL_OLDEST cancels the oldest open run; REFUSE answers CONFLICT. */
  readonly whenFull?: "QUEUE" | "REFUSE" | "CANCEL_OLDEST";
}

/** A workflow as it is sent to the server: plain JSON, which may as well be written by hand or in YAML. */
export interface WorkflowDefinition {
  /** Where editors find the schema; nothing else looks at it. */
  readonly $schema?: string;
  readonly description?: string;
  /** JSON Schema (2020-12) of the run's input. */
  readonly inputSchema?: unknown;
  /** Of the run's output. */
  readonly outputSchema?: unknown;
  readonly output?: TemplateDefinition;
  /** Most milliseconds of a run, waiting included. */
  readonly timeoutMs?: number;
  readonly concurrency?: ConcurrencyDefinition;
  /** Done once when the run fails; `error` is in scope. Changes nothing about the run's end. Shown as the step `onFailure`. */
  readonly onFailure?: CallDefinition;
  readonly steps: readonly StepDefinition[];
}
