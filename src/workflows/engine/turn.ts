import type { PlannedCall, PlannedSubRun } from "../definition/plan.js";
import type { MusterError } from "../../platform/errors.js";
import type { RunEvent, PlacedRunEvent, RunEventData, RunEventType } from "./catalogue.js";
import type { RunError } from "../model.js";
import { fold } from "./fold.js";
import type { RunState, StepState } from "./state.js";

/** A task that a step is to have done. */
export interface TaskWish {
  readonly taskId: string;
  readonly step: string;
  readonly call: PlannedCall;
  readonly input: unknown;
}

/** A run that a step is to start. */
export interface SubRunWish {
  readonly runId: string;
  readonly step: StepState;
  readonly call: PlannedSubRun;
  readonly input: unknown;
}

/**
 * What a turn needs of the world around it. `Task` and `SubRun` are whatever the world makes of a wish once it has checked
 * it; what it refuses fails the step.
 */
export interface World<Task, SubRun> {
  /** One answer per wish. */
  prepareTasks(wishes: readonly TaskWish[]): Promise<readonly (Task | MusterError)[]>;
  prepareSubRun(wish: SubRunWish): Promise<SubRun | MusterError>;
  /** Why this cannot be the run's output; null when it can. */
  checkOutput(output: unknown): Promise<string | null>;
  /** Outputs of completed tasks and runs, by id. */
  outputsOf(ids: OutputIds): Promise<ReadonlyMap<string, unknown>>;
  newId(noun: "task" | "run"): string;
}

export interface OutputIds {
  readonly taskIds: readonly string[];
  readonly runIds: readonly string[];
}

/** What does not change of a run. */
export interface RunOrigin {
  readonly workflow: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly input: unknown;
  readonly trigger: unknown;
  readonly depth: number;
}

/** A step that failed, and has an `onFailure`. */
export interface Recovery {
  readonly step: StepState;
  readonly error: RunError;
}

export interface TurnParts<Task, SubRun> {
  readonly state: RunState;
  readonly origin: RunOrigin;
  readonly world: World<Task, SubRun>;
  /** By PostgreSQL's clock: the instant of all its events. */
  readonly at: Date;
}

/** One move forward of one run: facts become events, events become state, and what is to be done outside is gathered. */
export class Turn<Task = unknown, SubRun = unknown> {
  readonly state: RunState;
  readonly origin: RunOrigin;
  readonly world: World<Task, SubRun>;
  readonly at: Date;
  readonly events: PlacedRunEvent[] = [];
  readonly changed = new Set<StepState>();
  readonly added = new Set<StepState>();
  readonly removed: StepState[] = [];
  readonly tasks: Task[] = [];
  readonly subRuns: SubRun[] = [];
  /** Tasks and runs to be cancelled once this is committed. */
  readonly cancelTasks: string[] = [];
  readonly cancelRuns: string[] = [];
  /** Steps that failed and have an `onFailure`, which is begun as the turn goes on. */
  readonly recoveries: Recovery[] = [];
  /** Steps that have waited in vain for a signal and complete with their default. */
  readonly defaults: StepState[] = [];
  /** Of the run, once it is at its end. */
  output: unknown = null;

  constructor({ state, origin, world, at }: TurnParts<Task, SubRun>) {
    this.state = state;
    this.origin = origin;
    this.world = world;
    this.at = at;
  }

  emit<Type extends RunEventType>(type: Type, data: RunEventData[Type]): void {
    // The pair is one of the union by its construction.
    const event = { type, data } as RunEvent;
    const placed: PlacedRunEvent = { ...event, seq: this.state.seq + 1, at: this.at };
    this.events.push(placed);
    fold(this.state, placed, {
      changed: (step) => void (this.added.has(step) || this.changed.add(step)),
      added: (steps) => {
        for (const step of steps) this.added.add(step);
      },
      removed: (steps) => {
        for (const step of steps) if (!this.added.delete(step)) this.removed.push(step);
      },
    });
  }

  /** An instant that many milliseconds ahead, as events have it. */
  after(delayMs: number): string {
    return new Date(this.at.getTime() + delayMs).toISOString();
  }
}
