import type { Plan } from "../definition/plan.js";
import { newStepState, runStateOf, type RunFacts, type RunState, type StepState } from "./state.js";

/** A snapshot is kept every so many events, or twice as many as the run has steps: writing them costs no more than the events. */
const leastEvents = 500;

/** Whether a turn that brought a run from one seq to another has passed the point for a snapshot. */
export function isSnapshotDue(state: RunState, seqBefore: number): boolean {
  const every = Math.max(leastEvents, 2 * state.steps.length);
  return Math.floor(state.seq / every) > Math.floor(seqBefore / every);
}

interface Snapshot {
  readonly facts: RunFacts;
  readonly steps: readonly Partial<StepState>[];
}

/** All that folding the events up to now has given, as JSON. */
export function toSnapshot(state: RunState): Snapshot {
  const { status, outcome, compensates, output, error, cost, signals, timeoutAt, startedAt, finishedAt, seq } = state;
  const facts = { status, outcome, compensates, output, error, cost, signals, timeoutAt, startedAt, finishedAt, seq };
  return { facts, steps: state.steps.map(told) };
}

/** What differs from a step that has not begun: most of a large run. */
function told(step: StepState): Partial<StepState> {
  const { ordinal, key, parent, index } = step;
  const fresh: Readonly<Record<string, unknown>> = { ...newStepState({ ordinal, key, parent, index }) };
  const differs = Object.entries(step).filter(([name, value]) => value !== fresh[name]);
  return { ordinal, key, parent, index, ...Object.fromEntries(differs) };
}

/** The reverse: `json` is what `toSnapshot` gave, read back from the database. */
export function fromSnapshot(id: string, plan: Plan, json: unknown): RunState {
  // Written by toSnapshot alone.
  const { facts, steps } = json as Snapshot;
  const dates = {
    timeoutAt: date(facts.timeoutAt),
    startedAt: date(facts.startedAt),
    finishedAt: date(facts.finishedAt),
  };
  return runStateOf({ id, plan, facts: { ...facts, ...dates }, steps: steps.map(toStep) });
}

function toStep(step: Partial<StepState>): StepState {
  const { ordinal = 0, key = "", parent = null, index = null } = step;
  return {
    ...newStepState({ ordinal, key, parent, index }),
    ...step,
    dueAt: date(step.dueAt),
    startedAt: date(step.startedAt),
    finishedAt: date(step.finishedAt),
  };
}

/** JSON has dates as text. */
function date(value: Date | string | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value);
}
