import { compileDefinition } from "../../src/workflows/definition/compile.js";
import type { WorkflowSource } from "../../src/workflows/definition/model.js";
import type { Plan } from "../../src/workflows/definition/plan.js";
import { advance } from "../../src/workflows/engine/advance.js";
import type { PlacedRunEvent, RunEventType } from "../../src/workflows/engine/catalogue.js";
import type { RunFact } from "../../src/workflows/engine/facts.js";
import { fold } from "../../src/workflows/engine/fold.js";
import { react } from "../../src/workflows/engine/react.js";
import { isFinal, newRunState, stepByKey, type RunState } from "../../src/workflows/engine/state.js";
import { timeoutOf } from "../../src/workflows/engine/timeouts.js";
import { Turn, type OutputIds, type SubRunWish, type TaskWish, type World } from "../../src/workflows/engine/turn.js";
import type { MusterError } from "../../src/platform/errors.js";

type PlayedTurn = Turn<TaskWish, SubRunWish>;

/** The plan of a definition that must be a good one. */
export function planOf(source: WorkflowSource): Plan {
  const compiled = compileDefinition(source);
  if ("problems" in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

/** A run without a database: a test plays the agents, the clock and the people. */
export class PlayedRun implements World<TaskWish, SubRunWish> {
  readonly state: RunState;
  readonly events: PlacedRunEvent[] = [];
  /** Tasks that have begun and not ended, by id. */
  readonly tasks = new Map<string, TaskWish>();
  readonly subRuns = new Map<string, SubRunWish>();
  /** Tasks and runs that the run wants ended. */
  readonly cancelled: string[] = [];
  /** Kinds that are refused, with why. */
  readonly refused = new Map<string, MusterError>();
  nowMs = Date.parse("2026-01-01T00:00:00Z");
  output: unknown = null;
  readonly #input: unknown;
  readonly #outputs = new Map<string, unknown>();
  #ids = 0;

  private constructor(source: WorkflowSource, input: unknown) {
    this.state = newRunState("run_1", planOf(source));
    this.#input = input;
  }

  /** Starts a run; all that can begin has. */
  static async start(source: WorkflowSource, input: unknown = null): Promise<PlayedRun> {
    const run = new PlayedRun(source, input);
    await run.#turn((turn) => {
      const ids = { workflowId: "workflow_1", versionId: "version_1", version: 1 };
      const trigger = { type: "MANUAL", context: {} } as const;
      turn.emit("RUN_CREATED", { ...ids, status: "RUNNING", trigger, input, by: "user_1", ...timeoutOf(turn) });
    });
    return run;
  }

  tell(fact: RunFact): Promise<void> {
    return this.#turn((turn) => react(turn, fact));
  }

  /** Several at once, in one turn. */
  tellAll(facts: readonly RunFact[]): Promise<void> {
    return this.#turn((turn) => {
      for (const fact of facts) react(turn, fact);
    });
  }

  complete(step: string, output: unknown = null): Promise<void> {
    const taskId = this.#taskOf(step);
    this.#outputs.set(taskId, output);
    return this.#end(taskId, { type: "TASK_ENDED", taskId, step, status: "COMPLETED", error: null });
  }

  fail(step: string, { reason = "REPORTED", message = "it broke" } = {}): Promise<void> {
    const taskId = this.#taskOf(step);
    return this.#end(taskId, { type: "TASK_ENDED", taskId, step, status: "QUARANTINED", error: { reason, message } });
  }

  /** The task ends as cancelled. */
  cancel(step: string): Promise<void> {
    const taskId = this.#taskOf(step);
    return this.#end(taskId, { type: "TASK_ENDED", taskId, step, status: "CANCELLED", error: null });
  }

  /** All tasks that the run wants ended do so. */
  async obey(): Promise<void> {
    for (const id of this.cancelled.splice(0)) {
      const wish = this.tasks.get(id);
      if (wish) await this.cancel(wish.step);
    }
  }

  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    await this.tell({ type: "LOOK" });
  }

  /** Keys of the steps whose tasks are open, in the order in which they began. */
  get open(): string[] {
    return [...this.tasks.values()].map(({ step }) => step);
  }

  inputOf(step: string): unknown {
    return this.tasks.get(this.#taskOf(step))?.input;
  }

  statusOf(step: string): string | undefined {
    return stepByKey(this.state, step)?.status;
  }

  typesOf(...types: RunEventType[]): string[] {
    const chosen = this.events.filter(({ type }) => types.includes(type));
    return chosen.map(({ data }) => ("step" in data ? data.step : ""));
  }

  /** What the log gives, folded from its beginning. */
  replay(): RunState {
    const state = newRunState(this.state.id, this.state.plan);
    for (const event of structuredClone(this.events)) fold(state, event);
    return state;
  }

  prepareTasks(wishes: readonly TaskWish[]): Promise<(TaskWish | MusterError)[]> {
    return Promise.resolve(wishes.map((wish) => this.refused.get(wish.call.kind) ?? wish));
  }

  prepareSubRun(wish: SubRunWish): Promise<SubRunWish | MusterError> {
    return Promise.resolve(this.refused.get(wish.call.workflow) ?? wish);
  }

  checkOutput(): Promise<null> {
    return Promise.resolve(null);
  }

  outputsOf({ taskIds, runIds }: OutputIds): Promise<ReadonlyMap<string, unknown>> {
    return Promise.resolve(new Map([...taskIds, ...runIds].map((id) => [id, this.#outputs.get(id) ?? null])));
  }

  newId(noun: "task" | "run"): string {
    return `${noun}_${++this.#ids}`;
  }

  #taskOf(step: string): string {
    const found = [...this.tasks].findLast(([, wish]) => wish.step === step);
    if (!found) throw new Error(`${step} has no open task; open are ${this.open.join(", ")}`);
    return found[0];
  }

  #end(taskId: string, fact: RunFact): Promise<void> {
    this.tasks.delete(taskId);
    return this.tell(fact);
  }

  async #turn(told: (turn: PlayedTurn) => void): Promise<void> {
    const at = new Date(this.nowMs);
    const origin = {
      workflow: "played",
      version: 1,
      createdAt: at,
      input: this.#input,
      trigger: { type: "MANUAL" },
      depth: 0,
    };
    const turn: PlayedTurn = new Turn({ state: this.state, origin, world: this, at });
    try {
      told(turn);
      if (!isFinal(this.state) && (await advance(turn))) this.#settle(turn);
    } finally {
      this.events.push(...turn.events);
    }
    for (const wish of turn.tasks) this.tasks.set(wish.taskId, wish);
    for (const wish of turn.subRuns) this.subRuns.set(wish.runId, wish);
    this.cancelled.push(...turn.cancelTasks, ...turn.cancelRuns);
  }

  /** As the function of the database does it. */
  #settle(turn: PlayedTurn): void {
    const { state } = turn;
    const has = (status: string): boolean => state.steps.some((step) => step.status === status);
    this.output = turn.output;
    const error = state.error;
    if (state.outcome === null || error === null) turn.emit("RUN_COMPLETED", { output: turn.output });
    else if (has("COMPENSATION_FAILED")) turn.emit("RUN_COMPENSATION_FAILED", { error });
    else if (has("COMPENSATED")) turn.emit("RUN_COMPENSATED", { error });
    else turn.emit(state.outcome === "CANCEL" ? "RUN_CANCELLED" : "RUN_FAILED", { error });
  }
}
