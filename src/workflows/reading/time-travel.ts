import type { EventService } from "../../events/index.js";
import type { Database } from "../../platform/db/database.js";
import { badInput } from "../../platform/errors.js";
import type { Page } from "../../platform/page.js";
import type { Plan } from "../definition/plan.js";
import type { PlacedRunEvent } from "../engine/catalogue.js";
import { fold } from "../engine/fold.js";
import { fromSnapshot } from "../engine/snapshot.js";
import { isOpen, newRunState, stepByKey, type RunState, type StepState } from "../engine/state.js";
import type { Step, WorkflowRun } from "../model.js";
import { findSnapshot } from "../sql/find-runs.sql.js";
import { demandOf, type StepListing } from "./step-listing.js";
import type { StepReader } from "./step-reader.js";

/** A run as it was, with the state that it had. */
export type PastRun = WorkflowRun & { readonly asOf: RunState; readonly asOfAt: Date };

export function isPast(run: WorkflowRun): run is PastRun {
  return run.asOf !== undefined;
}

export interface TimeTravelParts {
  readonly database: Database;
  readonly events: Pick<EventService, "read">;
  readonly steps: StepReader;
  readonly planOf: (versionId: string) => Promise<Plan>;
}

/** Events folded between two breaths of the process. */
const eventsAtOnce = 1_000;

/** Runs as they were right after an event: the last snapshot before it, and the events since folded into it. */
export class TimeTravel {
  readonly #parts: TimeTravelParts;

  constructor(parts: TimeTravelParts) {
    this.#parts = parts;
  }

  /** Throws BAD_USER_INPUT at `["atSeq"]` unless it is the seq of one of the run's events. */
  async runAt(run: WorkflowRun, seq: number): Promise<PastRun> {
    if (!Number.isInteger(seq) || seq < 1 || seq > run.eventSeq)
      throw badInput(`The run has events from 1 to ${run.eventSeq}.`, ["atSeq"], "NUMBER_OUT_OF_RANGE");
    const { events } = this.#parts;
    const [state, [last]] = await Promise.all([this.#snapshot(run, seq), events.read(run.id, seq - 1, 1)]);
    while (state.seq < seq) {
      const next = await events.read(run.id, state.seq, Math.min(eventsAtOnce, seq - state.seq));
      if (next[0]?.seq !== state.seq + 1) throw new Error(`Run ${run.id} lacks the event ${state.seq + 1}`);
      // The stream of a run has events of runs alone.
      for (const event of next) fold(state, event as PlacedRunEvent);
    }
    return pastOf(run, state, last?.at ?? run.createdAt);
  }

  async list(run: PastRun, listing: StepListing): Promise<Page<Step>> {
    const { first, after, hasPrevious, itemsOf, statuses } = demandOf(listing);
    const parent = itemsOf === null ? null : (run.asOf.plan.ordinalOf.get(itemsOf) ?? -1);
    const found = run.asOf.steps.filter(
      (step) =>
        step.ordinal > after &&
        (parent === null || step.parent === parent) &&
        (statuses === null || statuses.includes(step.status)),
    );
    const items = await this.#told(run, found.slice(0, first));
    return { items, hasNextPage: found.length > first, hasPreviousPage: hasPrevious };
  }

  async step(run: PastRun, key: string): Promise<Step | null> {
    const state = stepByKey(run.asOf, key);
    const [step] = state?.key === key ? await this.#told(run, [state]) : [];
    return step ?? null;
  }

  /** The planned steps of these ordinals, in their order. */
  async stepsAt(run: PastRun, ordinals: readonly number[]): Promise<Step[]> {
    return this.#told(
      run,
      ordinals.flatMap((ordinal) => run.asOf.steps[ordinal] ?? []),
    );
  }

  async #snapshot(run: WorkflowRun, seq: number): Promise<RunState> {
    const { database, planOf } = this.#parts;
    const [plan, [snapshot]] = await Promise.all([
      planOf(run.versionId),
      database.query<{ readonly state: unknown }>(findSnapshot, [run.tenantId, run.id, seq]),
    ]);
    return snapshot ? fromSnapshot(run.id, plan, snapshot.state) : newRunState(run.id, plan);
  }

  async #told(run: PastRun, states: readonly StepState[]): Promise<Step[]> {
    if (states.length === 0) return [];
    const ids = await this.#parts.steps.ids(
      run,
      states.map(({ key }) => key),
    );
    return states.map((state) => stepOf(run, state, ids.get(state.key)));
  }
}

function pastOf(run: WorkflowRun, state: RunState, at: Date): PastRun {
  const { status, outcome, output, error, cost, seq, startedAt, finishedAt, steps } = state;
  return {
    ...run,
    ...{ status, outcome, output, error, cost, startedAt, finishedAt },
    stepCount: steps.length,
    stepsEnded: steps.filter((step) => !isOpen(step)).length,
    eventSeq: seq,
    asOf: state,
    asOfAt: at,
  };
}

/** An item that a retry has made anew, and fewer of them, is not there any more: its id names nothing. */
function stepOf(run: PastRun, state: StepState, id = `${run.id}/${state.key}`): Step {
  const { ordinal, key, parent, index, status, phase, taskId, undoTaskId, childRunId, attempt } = state;
  const { input, output, error, dueAt, startedAt, finishedAt } = state;
  return {
    ...{ id, ordinal, key, status, phase, taskId, undoTaskId, childRunId, attempt },
    ...{ input, output, error, dueAt, startedAt, finishedAt, run },
    runId: run.id,
    tenantId: run.tenantId,
    parentOrdinal: parent,
    itemIndex: index,
  };
}
