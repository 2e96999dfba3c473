import type { PlacedRunEvent, RunEventData } from "./catalogue.js";
import {
  addItem,
  countMet,
  derive,
  hasEnded,
  isActive,
  isOpen,
  itemKey,
  newStepState,
  nextOrdinalOf,
  stepByKey,
  type RunState,
  type StepState,
} from "./state.js";
import type { StepStatus } from "../model.js";

/** Told of each step that an event changes, so that a store writes no more than that. */
export interface Changes {
  changed(step: StepState): void;
  added(steps: readonly StepState[]): void;
  removed(steps: readonly StepState[]): void;
}

const noChanges: Changes = { changed: () => {}, added: () => {}, removed: () => {} };

interface Fold {
  readonly state: RunState;
  readonly at: Date;
  readonly seq: number;
  readonly changes: Changes;
}

type Folds = { readonly [Type in keyof RunEventData]: (fold: Fold, data: RunEventData[Type]) => void };

/** Brings a run's state on by its next event. Everything that a run is follows from this. */
export function fold(state: RunState, event: PlacedRunEvent, changes: Changes = noChanges): void {
  // Each type has the function for its own data.
  const apply = folds[event.type] as (fold: Fold, data: PlacedRunEvent["data"]) => void;
  state.seq = event.seq;
  apply({ state, at: event.at, seq: event.seq, changes }, event.data);
}

const folds: Folds = {
  RUN_CREATED: ({ state, at }, { status, timeoutAt }) => {
    state.status = status;
    state.startedAt = status === "RUNNING" ? at : null;
    state.timeoutAt = dateOf(timeoutAt);
  },
  RUN_STARTED: ({ state, at }, { timeoutAt }) => {
    state.status = "RUNNING";
    state.startedAt = at;
    state.timeoutAt = dateOf(timeoutAt);
  },
  RUN_PAUSED: ({ state }) => void (state.status = "PAUSED"),
  RUN_RESUMED: ({ state }) => void (state.status = "RUNNING"),
  RUN_SIGNALLED: ({ state, seq }, { signal, payload }) => void state.signals.push({ seq, signal, payload }),
  RUN_STOPPING: (fold, { outcome, error, compensate }) => {
    const { state } = fold;
    Object.assign(state, { status: "STOPPING", outcome, error, compensates: compensate, timeoutAt: null });
    const handler = outcome === "FAIL" ? state.plan.failureStep : null;
    for (const step of state.steps)
      if (step.status === "PENDING" && step.ordinal !== handler) end(fold, step, "CANCELLED");
  },
  RUN_COMPENSATING: ({ state }) => void (state.status = "COMPENSATING"),
  RUN_RETRIED: (fold, { steps, reopened, timeoutAt }) => {
    const { state } = fold;
    reopen(fold, steps, reopened);
    const fresh = { outcome: null, error: null, output: null, cost: null, finishedAt: null, compensates: true };
    Object.assign(state, fresh, { status: "RUNNING", timeoutAt: dateOf(timeoutAt) });
  },
  RUN_COMPLETED: ({ state, at }, { output, cost }) => {
    Object.assign(state, { status: "COMPLETED", output: output ?? null, cost: cost ?? null, finishedAt: at });
    state.timeoutAt = null;
  },
  RUN_FAILED: (fold, data) => finish(fold, "FAILED", data),
  RUN_CANCELLED: (fold, data) => finish(fold, "CANCELLED", data),
  RUN_COMPENSATED: (fold, data) => finish(fold, "COMPENSATED", data),
  RUN_COMPENSATION_FAILED: (fold, data) => finish(fold, "COMPENSATION_FAILED", data),
  STEP_STARTED: (fold, { step: key, taskId, runId, dueAt }) => {
    const step = begin(fold, key, "RUNNING", dueAt);
    step.taskId = taskId ?? null;
    step.childRunId = runId ?? null;
  },
  STEP_EXPANDED: (fold, { step: key, items, dueAt }) => {
    const { state, changes } = fold;
    const step = begin(fold, key, "RUNNING", dueAt);
    step.input = items;
    const added = items.map((_item, index) =>
      newStepState({ ordinal: state.nextOrdinal++, key: itemKey(key, index), parent: step.ordinal, index }),
    );
    for (const item of added) {
      state.steps.push(item);
      state.derived.counts.PENDING++;
      addItem(state.derived, item);
    }
    if (added.length === 0) state.derived.items.set(step.ordinal, { steps: [], next: 0, open: 0, running: 0 });
    state.derived.expanding.add(step.ordinal);
    changes.added(added);
  },
  STEP_WAITING: (fold, { step: key, dueAt, signal, role, message }) => {
    const step = begin(fold, key, "WAITING", dueAt);
    const waitsFor = { signal, role, message };
    step.input = signal === undefined && role === undefined ? null : withoutUndefined(waitsFor);
  },
  STEP_RECOVERING: (fold, { step: key, taskId, error }) => {
    // The step's own time is over where it timed out; what is done about it has its task's.
    const step = begin(fold, key, "RUNNING", undefined);
    step.phase = "FALLBACK";
    step.taskId = taskId;
    step.error = error;
    cancelPendingItems(fold, step);
  },
  STEP_COMPLETED: (fold, { step: key, output, signalSeq }) => {
    const step = find(fold, key);
    startNow(fold, step);
    step.output = output ?? null;
    step.completedSeq = fold.seq;
    step.error = null;
    if (signalSeq !== undefined) fold.state.signals = fold.state.signals.filter(({ seq }) => seq !== signalSeq);
    end(fold, step, "COMPLETED");
  },
  STEP_FAILED: (fold, { step: key, error }) => {
    const step = find(fold, key);
    startNow(fold, step);
    step.error = error;
    end(fold, step, "FAILED");
    cancelPendingItems(fold, step);
  },
  STEP_SKIPPED: (fold, { step: key }) => endWithItems(fold, find(fold, key), "SKIPPED"),
  STEP_CANCELLED: (fold, { step: key }) => endWithItems(fold, find(fold, key), "CANCELLED"),
  STEP_EMITTED: () => {},
  STEP_COMPENSATING: (fold, { step: key, taskId }) => {
    const step = find(fold, key);
    step.phase = "UNDO";
    step.undoTaskId = taskId;
    move(fold, step, "COMPENSATING");
  },
  STEP_COMPENSATED: (fold, { step: key }) => end(fold, find(fold, key), "COMPENSATED", { keepsTime: true }),
  STEP_COMPENSATION_FAILED: (fold, { step: key, error }) => {
    const step = find(fold, key);
    step.error = error;
    end(fold, step, "COMPENSATION_FAILED", { keepsTime: true });
  },
};

function finish({ state, at }: Fold, status: RunState["status"], { error, cost }: RunEventData["RUN_FAILED"]): void {
  Object.assign(state, { status, error, cost: cost ?? null, finishedAt: at, timeoutAt: null });
}

function find({ state }: Fold, key: string): StepState {
  const step = stepByKey(state, key);
  if (!step) throw new Error(`Run ${state.id} has no step ${key}`);
  return step;
}

function begin(fold: Fold, key: string, status: "RUNNING" | "WAITING", dueAt: string | undefined): StepState {
  const step = find(fold, key);
  startNow(fold, step);
  step.dueAt = dateOf(dueAt);
  move(fold, step, status);
  return step;
}

/** What begins and ends at once has both instants. */
function startNow({ at }: Fold, step: StepState): void {
  if (step.startedAt) return;
  step.startedAt = at;
  step.attempt++;
}

function end(fold: Fold, step: StepState, status: StepStatus, { keepsTime = false } = {}): void {
  step.dueAt = null;
  if (!keepsTime) step.finishedAt = fold.at;
  move(fold, step, status);
}

function endWithItems(fold: Fold, step: StepState, status: "SKIPPED" | "CANCELLED"): void {
  end(fold, step, status);
  cancelPendingItems(fold, step);
}

/** Items that have not begun go with their step. */
function cancelPendingItems(fold: Fold, step: StepState): void {
  for (const item of fold.state.derived.items.get(step.ordinal)?.steps ?? [])
    if (item.status === "PENDING") end(fold, item, "CANCELLED");
}

/** The one place where a step's status changes, and with it all that is counted of it. */
function move({ state, changes }: Fold, step: StepState, status: StepStatus): void {
  const { derived, plan } = state;
  const before = { isOpen: isOpen(step), isActive: isActive(step), hasEnded: hasEnded(plan, step) };
  derived.counts[step.status]--;
  derived.counts[status]++;
  step.status = status;
  changes.changed(step);
  if (isActive(step)) derived.active.add(step);
  else derived.active.delete(step);
  if (step.parent !== null) return countItem(state, step, before);
  const met = Number(hasEnded(plan, step)) - Number(before.hasEnded);
  if (met === 0) return;
  for (const dependant of plan.steps[step.ordinal]?.dependants ?? [])
    if (countMet(derived.unmet, dependant, met) === 0) derived.candidates.add(dependant);
}

function countItem(
  { derived }: RunState,
  step: StepState,
  before: { readonly isOpen: boolean; readonly isActive: boolean },
): void {
  const parent = step.parent ?? -1;
  const items = derived.items.get(parent);
  if (!items) return;
  items.open += Number(isOpen(step)) - Number(before.isOpen);
  items.running += Number(isActive(step)) - Number(before.isActive);
  derived.expanding.add(parent);
}

/** Steps back to their beginning; those reopened keep the items that completed. */
function reopen(fold: Fold, keys: readonly string[], reopened: readonly string[]): void {
  const { state, changes } = fold;
  const fresh = keys.map((key) => find(fold, key));
  const parents = new Set(fresh.filter(({ parent }) => parent === null).map(({ ordinal }) => ordinal));
  const gone = state.steps.filter(({ parent }) => parent !== null && parents.has(parent));
  for (const step of fresh) {
    const { ordinal, key, parent, index, attempt } = step;
    Object.assign(step, newStepState({ ordinal, key, parent, index }), { attempt });
    changes.changed(step);
  }
  for (const key of reopened) {
    const step = find(fold, key);
    Object.assign(step, { status: "RUNNING", error: null, finishedAt: null, completedSeq: null, phase: "MAIN" });
    changes.changed(step);
  }
  if (gone.length > 0) {
    const isGone = new Set(gone);
    state.steps = state.steps.filter((step) => !isGone.has(step));
    changes.removed(gone);
  }
  state.nextOrdinal = nextOrdinalOf(state.plan, state.steps);
  state.derived = derive(state.plan, state.steps);
}

function dateOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function withoutUndefined(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
