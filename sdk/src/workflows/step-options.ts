import type { Role, TaskPriority } from "../generated/graphql.js";
import type { RetryDefinition, SandboxDefinition } from "./definition.js";
import type { Expression } from "./expression.js";
import type { SignalName, TaskKindName } from "./kinds.js";
import type { ErrorFacts, OutputFacts } from "./reference.js";
import type { Condition, From, Template, Templated } from "./template.js";
import type { TypedWorkflow } from "./typed-workflow.js";

export type InputOfKind<Kind> =
  Kind extends TaskKindName<infer Input, unknown> ? (unknown extends Input ? Template : Templated<Input>) : Template;

export type OutputOfKind<Kind> = Kind extends TaskKindName<never, infer Output> ? Output : unknown;

export type PayloadOfSignal<Signal> = Signal extends SignalName<infer Payload> ? Payload : unknown;

/** A workflow by its name, or as it was built: then the input is checked and references have the type of its output. */
export type WorkflowReference = string | TypedWorkflow;

export type InputOfWorkflow<W> =
  W extends TypedWorkflow<infer Input> ? (unknown extends Input ? Template : Templated<Input>) : Template;

export type OutputOfWorkflow<W> = W extends TypedWorkflow<never, infer Output> ? Output : unknown;

/** A task to be done. */
export interface TaskCall<Kind extends string, S> {
  /** Name of a task kind; `taskKind` gives it types. */
  readonly kind: Kind;
  /** What to work on; null unless said. */
  readonly input?: From<S, InputOfKind<Kind>>;
  /** What an agent must have, beside what the kind requires. */
  readonly requiredCapabilities?: readonly string[];
  /** Which goes first; the run's unless said. */
  readonly priority?: TaskPriority;
  /** 4 tries with exponential backoff unless said. */
  readonly retry?: RetryDefinition;
  /** Most milliseconds of a try; the kind's default unless said. */
  readonly attemptTimeoutMs?: number;
  /** Each try runs in a sandbox of its own, as described; on an agent that is connected unless said. */
  readonly sandbox?: SandboxDefinition;
}

/** A run of another workflow. */
export interface WorkflowCall<W extends WorkflowReference, S> {
  /** Its name, or the workflow as it was built. It must be defined before the run gets there. */
  readonly workflow: W;
  /** The latest at the time unless said. */
  readonly version?: number;
  /** What to run it with; null unless said. */
  readonly input?: From<S, InputOfWorkflow<W>>;
}

/** What every step may have. `S` is in scope; `Undone` is what `compensate` finds as `output`. */
export interface StepOptions<S, Ids, Undone = unknown, Facts = unknown> {
  readonly description?: string;
  /** Steps that must have ended first; what came right before unless said. `[]` starts with the run. */
  readonly needs?: readonly Ids[];
  /** The step is skipped where this is false. */
  readonly when?: From<S, Condition>;
  /** SKIP unless said: a step whose needs were all skipped is skipped too. */
  readonly whenNeedsSkipped?: "SKIP" | "RUN";
  /** Most milliseconds of the step with all its tries. */
  readonly timeoutMs?: number;
  /** The run goes on when the step fails: it counts as ended, its output is null. */
  readonly continueOnError?: boolean;
  /** Done when the step has failed: if it succeeds, so has the step, with its output. `ref.error` says why. */
  readonly onFailure?: TaskCall<string, S & ErrorFacts>;
  /** Undoes the step when it had completed and its run fails, or is cancelled with `compensate`. `ref.output` is the step's. */
  readonly compensate?: TaskCall<string, S & OutputFacts<Undone> & Facts>;
}

/** Any step's options, for those who only read them. */
export type AnyStepOptions = Omit<StepOptions<never, string>, "compensate"> & {
  readonly compensate?: TaskCall<string, never>;
};

export interface ForEachOptions<S, Item> {
  /** The list. */
  readonly items: From<S, Expression<readonly Item[]> | readonly Item[]>;
  /** Items at a time; all unless said. */
  readonly concurrency?: number;
}

export interface SleepOptions<S> {
  readonly durationMs: From<S, number | string | Expression<number>>;
}

export interface SleepUntilOptions<S> {
  /** RFC 3339. */
  readonly until: From<S, string | Expression<string>>;
}

export interface WaitForSignalOptions<S, Signal extends string> {
  /** Name of the signal; `signalName` gives its payload a type. */
  readonly signal: Signal;
  /** Output when `timeoutMs` has passed; without it the step fails then. */
  readonly default?: From<S, Template>;
}

/** What an approval gives. */
export interface Approval {
  readonly decision: "APPROVE";
  /** Id of who answered; null when the default did. */
  readonly by: string | null;
  readonly comment: string | null;
}

export interface ApprovalOptions<S> {
  /** Who may answer, beside ADMIN. */
  readonly role: Role;
  /** What is asked. */
  readonly message?: From<S, string | Expression<string>>;
  /** The answer when `timeoutMs` has passed; without it the step fails then. */
  readonly default?: "APPROVE" | "REJECT";
}

export interface EmitOptions<S> {
  /** Name of the event. */
  readonly event: string;
  readonly data?: From<S, Template>;
}
