import type { StepDefinition, WorkflowDefinition } from "./definition.js";
import { addFlow, addStep, addSwitch, emptyFlow, type Flow, type Growth, type Order } from "./flow.js";
import type { ErrorFacts, ItemFacts, Scope } from "./reference.js";
import { renderOptions, renderRun, renderTask } from "./render.js";
import type { added, Case, FreshId, Grown, NoSteps, Options, OutputsOf, ScopeOf, Stage, With } from "./stage.js";
import type * as options from "./step-options.js";
import { conditionFrom, templateFrom, textFrom, type From, type Template, type ValueOf } from "./template.js";
import type { contract, TypedWorkflow } from "./typed-workflow.js";

/** The builder that follows from a step, of the same form. */
type Next<S extends Stage, Outputs> = S["form"] extends "WORKFLOW"
  ? WorkflowBuilder<S["input"], S["seen"] & Outputs, S["output"]>
  : S["form"] extends "SEQUENCE"
    ? SequenceBuilder<S["input"], S["seen"] & Outputs, S["added"] & Outputs>
    : ParallelBuilder<S["input"], S["seen"], S["added"] & Outputs>;

type BranchOf<S extends Stage> = SequenceBuilder<S["input"], S["seen"], NoSteps>;

/**
 * Adds steps; each method answers another builder, which has one more. A step needs what came right before it, so that it
 * starts when that has ended; `needs` names other steps. Ids are unique in the workflow, 1 to 64 letters, digits and `_`,
 * beginning with a letter: anything else throws a TypeError. What comes right before is:
 *
 * - in a sequence, the step before; at the beginning nothing;
 * - in `parallel`, for every branch what came before `parallel`;
 * - after `parallel`, the last steps of all its branches;
 * - after `switch`, the switch and the last steps of all its branches, of which those that were not chosen count as ended.
 */
abstract class StepBuilder<S extends Stage> implements Grown<S["added"]> {
  declare readonly [added]: S["added"];
  protected readonly flow: Flow;
  readonly #order: Order;

  constructor(flow: Flow, order: Order) {
    this.flow = flow;
    this.#order = order;
  }

  /** A builder of the same form, with these steps. */
  protected abstract grown(flow: Flow): unknown;

  /** A task. Its output is the task's. */
  step<const Id extends string, const Kind extends string>(
    id: FreshId<S, Id>,
    step: options.TaskCall<Kind, ScopeOf<S>> & Options<S, options.OutputOfKind<Kind>>,
  ): Next<S, With<Id, options.OutputOfKind<Kind>>> {
    return this.#add({ ...this.#base(id, step), ...renderTask(step) });
  }

  /** A run of another workflow. Its output is the run's. */
  subWorkflow<const Id extends string, W extends options.WorkflowReference>(
    id: FreshId<S, Id>,
    step: options.WorkflowCall<W, ScopeOf<S>> & Options<S, options.OutputOfWorkflow<W>>,
  ): Next<S, With<Id, options.OutputOfWorkflow<W>>> {
    return this.#add({ ...this.#base(id, step), type: "workflow", ...renderRun(step) });
  }

  /**
   * The same for each item of a list: a task, or a run of a workflow. `ref.item` and `ref.index` are in scope of `do`. Its output
   * is the list of theirs, in the order of the items. `compensate` undoes each item that had completed.
   */
  forEach<const Id extends string, Item, const Kind extends string>(
    id: FreshId<S, Id>,
    step: options.ForEachOptions<ScopeOf<S>, Item> & {
      readonly do: options.TaskCall<Kind, ScopeOf<S> & ItemFacts<ValueOf<Item>>>;
    } & Options<S, options.OutputOfKind<Kind>, ItemFacts<ValueOf<Item>>>,
  ): Next<S, With<Id, readonly options.OutputOfKind<Kind>[]>>;
  forEach<const Id extends string, Item, W extends options.WorkflowReference>(
    id: FreshId<S, Id>,
    step: options.ForEachOptions<ScopeOf<S>, Item> & {
      readonly do: options.WorkflowCall<W, ScopeOf<S> & ItemFacts<ValueOf<Item>>>;
    } & Options<S, options.OutputOfWorkflow<W>, ItemFacts<ValueOf<Item>>>,
  ): Next<S, With<Id, readonly options.OutputOfWorkflow<W>[]>>;
  forEach(
    id: string,
    step: options.ForEachOptions<never, unknown> & {
      readonly do: options.TaskCall<string, never> | options.WorkflowCall<options.WorkflowReference, never>;
    } & options.AnyStepOptions,
  ): unknown {
    const { items, concurrency, do: call } = step;
    return this.#add({
      ...this.#base(id, step),
      type: "forEach",
      items: templateFrom(items),
      ...(concurrency !== undefined && { concurrency }),
      do: "kind" in call ? renderTask(call) : renderRun(call),
    });
  }

  /** A choice: the steps of the first case that holds are done, those of the others are skipped. */
  switch<const Id extends string, const Cases extends readonly Case<S, BranchOf<S>>[]>(
    id: FreshId<S, Id>,
    cases: Cases,
    step: Options<S> = {},
  ): Next<S, With<Id, unknown> & OutputsOf<Cases>> {
    const branches = cases.map(({ when, do: build }) => ({
      when: when === undefined ? null : conditionFrom(when),
      grow: growth((flow) => new SequenceBuilder(flow), build),
    }));
    const parts = { step: this.#base(id, step), branches };
    return this.grown(addSwitch(this.flow, this.#order, parts)) as Next<S, With<Id, unknown> & OutputsOf<Cases>>;
  }

  /** Waits for a while. */
  sleep<const Id extends string>(
    id: FreshId<S, Id>,
    step: options.SleepOptions<ScopeOf<S>> & Options<S, null>,
  ): Next<S, With<Id, null>> {
    return this.#add({ ...this.#base(id, step), type: "sleep", durationMs: textFrom(step.durationMs) });
  }

  /** Waits until an instant. */
  sleepUntil<const Id extends string>(
    id: FreshId<S, Id>,
    step: options.SleepUntilOptions<ScopeOf<S>> & Options<S, null>,
  ): Next<S, With<Id, null>> {
    return this.#add({ ...this.#base(id, step), type: "sleepUntil", until: textFrom(step.until) });
  }

  /** Waits for a signal, from `client.workflows.signal`. Its output is the signal's payload. */
  waitForSignal<const Id extends string, const Signal extends string>(
    id: FreshId<S, Id>,
    step: options.WaitForSignalOptions<ScopeOf<S>, Signal> & Options<S, options.PayloadOfSignal<Signal>>,
  ): Next<S, With<Id, options.PayloadOfSignal<Signal>>> {
    return this.#add({
      ...this.#base(id, step),
      type: "waitForSignal",
      signal: step.signal,
      ...(step.default !== undefined && { default: templateFrom(step.default) }),
    });
  }

  /** Waits for a person's answer, from `client.workflows.answerApproval`. It fails when that is no. */
  approval<const Id extends string>(
    id: FreshId<S, Id>,
    step: options.ApprovalOptions<ScopeOf<S>> & Options<S, options.Approval>,
  ): Next<S, With<Id, options.Approval>> {
    return this.#add({
      ...this.#base(id, step),
      type: "approval",
      role: step.role,
      ...(step.message !== undefined && { message: textFrom(step.message) }),
      ...(step.default !== undefined && { default: step.default }),
    });
  }

  /** Puts an event of its own in the run's stream. */
  emit<const Id extends string>(
    id: FreshId<S, Id>,
    step: options.EmitOptions<ScopeOf<S>> & Options<S, null>,
  ): Next<S, With<Id, null>> {
    return this.#add({
      ...this.#base(id, step),
      type: "emit",
      event: step.event,
      ...(step.data !== undefined && { data: templateFrom(step.data) }),
    });
  }

  /** Does nothing but wait for what came right before, or for `needs`. */
  waitAll<const Id extends string>(id: FreshId<S, Id>, step: Options<S, null> = {}): Next<S, With<Id, null>> {
    return this.#add({ ...this.#base(id, step), type: "join" });
  }

  /** Branches that run at the same time: each step that `build` adds is one, and so is each of its sequences. */
  parallel<Outputs extends object>(
    build: (branches: ParallelBuilder<S["input"], S["seen"], NoSteps>) => Grown<Outputs>,
  ): Next<S, Outputs> {
    return this.within(growth((flow) => new ParallelBuilder(flow), build)) as Next<S, Outputs>;
  }

  protected within(grow: Growth): unknown {
    return this.grown(addFlow(this.flow, this.#order, grow));
  }

  static flowOf(builder: Grown<object>): Flow {
    if (builder instanceof StepBuilder) return builder.flow;
    throw new TypeError("The callback must answer the builder, with the steps added.");
  }

  #base(id: string, step: options.AnyStepOptions) {
    return renderOptions(id, this.flow.before, step);
  }

  #add<Result>(step: StepDefinition): Result {
    return this.grown(addStep(this.flow, this.#order, step)) as Result;
  }
}

function growth<B>(begin: (flow: Flow) => B, build: (builder: B) => Grown<object>): Growth {
  return (flow) => StepBuilder.flowOf(build(begin(flow)));
}

/** Steps one after the other: a branch. */
export class SequenceBuilder<Input, Seen extends object, Added extends object> extends StepBuilder<{
  readonly form: "SEQUENCE";
  readonly input: Input;
  readonly seen: Seen;
  readonly added: Added;
  readonly output: unknown;
}> {
  constructor(flow: Flow) {
    super(flow, "SEQUENCE");
  }

  protected override grown(flow: Flow): unknown {
    return new SequenceBuilder(flow);
  }
}

/** Steps side by side. None may refer to another. */
export class ParallelBuilder<Input, Seen extends object, Added extends object> extends StepBuilder<{
  readonly form: "PARALLEL";
  readonly input: Input;
  readonly seen: Seen;
  readonly added: Added;
  readonly output: unknown;
}> {
  constructor(flow: Flow) {
    super(flow, "PARALLEL");
  }

  /** A branch of several steps, one after the other. */
  sequence<Outputs extends object>(
    build: (branch: SequenceBuilder<Input, Seen, NoSteps>) => Grown<Outputs>,
  ): ParallelBuilder<Input, Seen, Added & Outputs> {
    const begin = (flow: Flow) => new SequenceBuilder<Input, Seen, NoSteps>(flow);
    return this.within(growth(begin, build)) as ParallelBuilder<Input, Seen, Added & Outputs>;
  }

  protected override grown(flow: Flow): unknown {
    return new ParallelBuilder(flow);
  }
}

/** A workflow in the making, and made: what it is so far. Immutable: every method answers another one. */
export class WorkflowBuilder<Input, Seen extends object, Output>
  extends StepBuilder<{
    readonly form: "WORKFLOW";
    readonly input: Input;
    readonly seen: Seen;
    readonly added: Seen;
    readonly output: Output;
  }>
  implements TypedWorkflow<Input, Output>
{
  declare readonly [contract]?: (input: Input) => Output;
  readonly name: string;
  readonly #head: Omit<WorkflowDefinition, "steps">;

  constructor(name: string, head: Omit<WorkflowDefinition, "steps">, flow = emptyFlow) {
    super(flow, "SEQUENCE");
    this.name = name;
    this.#head = head;
  }

  /** What a run gives when it completes; null unless said. */
  output<T extends Template>(template: From<Scope<Input, Seen>, T>): WorkflowBuilder<Input, Seen, ValueOf<T>> {
    return new WorkflowBuilder(this.name, { ...this.#head, output: templateFrom(template) }, this.flow);
  }

  /** Done once when a run fails, before anything is undone. `ref.error` says why. It changes nothing about the run's end. */
  onFailure(call: options.TaskCall<string, Scope<Input, Seen> & ErrorFacts>): WorkflowBuilder<Input, Seen, Output> {
    return new WorkflowBuilder(this.name, { ...this.#head, onFailure: renderTask(call) }, this.flow);
  }

  /** As it is sent to the server: plain JSON. */
  toDefinition(): WorkflowDefinition {
    return { ...this.#head, steps: this.flow.steps };
  }

  protected override grown(flow: Flow): unknown {
    return new WorkflowBuilder(this.name, this.#head, flow);
  }
}
