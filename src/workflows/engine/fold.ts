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

/** An event that is being folded. */
interface Folding {
  readonly state: RunState;
  readonly at: Date;
  readonly seq: number;
  readonly changes: Changes;
}

type Folds = { readonly [Type in keyof RunEventData]: (folding: Folding, data: RunEventData[Type]) => void };

/** Brings a run's state on by its next event. Everything that a run is follows from this. */
export function fold(state: RunState, event: PlacedRunEvent, changes: Changes = noChanges): void {
  // Each type has the function for its own data.
  const apply = folds[event.type] as (folding: Folding, data: PlacedRunEvent["data"]) => void;
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
  RUN_STOPPING: (folding, { outcome, error, compensate }) => {
    const { state } = folding;
    Object.assign(state, { status: "STOPPING", outcome, error, compensates: compensate, timeoutAt: null });
    const handler = outcome === "FAIL" ? state.plan.failureStep : null;
    for (const step of state.steps)
      if (step.status === "PENDING" && step.ordinal !== handler) end(folding, step, "CANCELLED");
  },
  RUN_COMPENSATING: ({ state }) => void (state.status = "COMPENSATING"),
  RUN_RETRIED: (folding, { steps, reopened, timeoutAt }) => {
    const { state } = folding;
    reopen(folding, steps, reopened);
    const fresh = { outcome: null, error: null, output: null, cost: null, finishedAt: null, compensates: true };
    Object.assign(state, fresh, { status: "RUNNING", timeoutAt: dateOf(timeoutAt) });
  },
  RUN_COMPLETED: ({ state, at }, { output, cost }) => {
    Object.assign(state, { status: "COMPLETED", output: output ?? null, cost: cost ?? null, finishedAt: at });
    state.timeoutAt = null;
  },
  RUN_FAILED: (folding, data) => finish(folding, "FAILED", data),
  RUN_CANCELLED: (folding, data) => finish(folding, "CANCELLED", data),
  RUN_COMPENSATED: (folding, data) => finish(folding, "COMPENSATED", data),
  RUN_COMPENSATION_FAILED: (folding, data) => finish(folding, "COMPENSATION_FAILED", data),
  STEP_STARTED: (folding, { step: key, taskId, runId, dueAt }) => {
    const step = begin(folding, key, { status: "RUNNING", dueAt });
    step.taskId = taskId ?? null;
    step.childRunId = runId ?? null;
  },
  STEP_EXPANDED: (folding, { step: key, items, dueAt }) => {
    const { state, changes } = folding;
    const step = begin(folding, key, { status: "RUNNING", dueAt });
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
  STEP_WAITING: (folding, { step: key, dueAt, signal, role, message }) => {
    const step = begin(folding, key, { status: "WAITING", dueAt });
    const waitsFor = { signal, role, message };
    step.input = signal === undefined && role === undefined ? null : withoutUndefined(waitsFor);
  },
  STEP_RECOVERING: (folding, { step: key, taskId, error }) => {
    // The step's own time is over where it timed out; what is done about it has its task's.
    const step = begin(folding, key, { status: "RUNNING", dueAt: undefined });
    step.phase = "FALLBACK";
    step.taskId = taskId;
    step.error = error;
    cancelPendingItems(folding, step);
  },
  STEP_COMPLETED: (folding, { step: key, output, signalSeq }) => {
    const step = find(folding, key);
    startNow(folding, step);
    step.output = output ?? null;
    step.completedSeq = folding.seq;
    step.error = null;
    if (signalSeq !== undefined) folding.state.signals = folding.state.signals.filter(({ seq }) => seq !== signalSeq);
    end(folding, step, "COMPLETED");
  },
  STEP_FAILED: (folding, { step: key, error }) => {
    const step = find(folding, key);
    startNow(folding, step);
    step.error = error;
    end(folding, step, "FAILED");
    cancelPendingItems(folding, step);
  },
  STEP_SKIPPED: (folding, { step: key }) => endWithItems(folding, find(folding, key), "SKIPPED"),
  STEP_CANCELLED: (folding, { step: key }) => endWithItems(folding, find(folding, key), "CANCELLED"),
  STEP_EMITTED: () => {},
  STEP_COMPENSATING: (folding, { step: key, taskId }) => {
    const step = find(folding, key);
    step.phase = "UNDO";
    step.undoTaskId = taskId;
    move(folding, step, "COMPENSATING");
  },
  STEP_COMPENSATED: (folding, { step: key }) => end(folding, find(folding, key), "COMPENSATED"),
  STEP_COMPENSATION_FAILED: (folding, { step: key, error }) => {
    const step = find(folding, key);
    step.error = error;
    end(folding, step, "COMPENSATION_FAILED");
  },
};

function finish({ state, at }: Folding, status: RunState["status"], { error, cost }: RunEventData["RUN_FAILED"]): void {
  Object.assign(state, { status, error, cost: cost ?? null, finishedAt: at, timeoutAt: null });
}

function find({ state }: Folding, key: string): StepState {
  const step = stepByKey(state, key);
  if (!step) throw new Error(`Run ${state.id} has no step ${key}`);
  return step;
}

function begin(
  folding: Folding,
  key: string,
  { status, dueAt }: { readonly status: "RUNNING" | "WAITING"; readonly dueAt: string | undefined },
): StepState {
  const step = find(folding, key);
  startNow(folding, step);
  step.dueAt = dateOf(dueAt);
  move(folding, step, status);
  return step;
}

/** What begins and ends at once has both instants. */
function startNow({ at }: Folding, step: StepState): void {
  if (step.startedAt) return;
  step.startedAt = at;
  step.attempt++;
}

/** How long a step took does not change as it is undone. */
function end(folding: Folding, step: StepState, status: StepStatus): void {
  step.dueAt = null;
  if (!status.startsWith("COMPENSATI") && status !== "COMPENSATED") step.finishedAt = folding.at;
  move(folding, step, status);
}

function endWithItems(folding: Folding, step: StepState, status: "SKIPPED" | "CANCELLED"): void {
  end(folding, step, status);
  cancelPendingItems(folding, step);
}

/** Items that have not begun go with their step. */
function cancelPendingItems(folding: Folding, step: StepState): void {
  for (const item of folding.state.derived.items.get(step.ordinal)?.steps ?? [])
    if (item.status === "PENDING") end(folding, item, "CANCELLED");
}

/** The one place where a step's status changes, and with it all that is counted of it. */
function move({ state, changes }: Folding, step: StepState, status: StepStatus): void {
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
function reopen(folding: Folding, keys: readonly string[], reopened: readonly string[]): void {
  const { state, changes } = folding;
  const fresh = keys.map((key) => find(folding, key));
  const parents = new Set(fresh.filter(({ parent }) => parent === null).map(({ ordinal }) => ordinal));
  const gone = state.steps.filter(({ parent }) => parent !== null && parents.has(parent));
  for (const step of fresh) {
    const { ordinal, key, parent, index, attempt } = step;
    Object.assign(step, newStepState({ ordinal, key, parent, index }), { attempt });
    changes.changed(step);
  }
  for (const key of reopened) {
    const step = find(folding, key);
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
