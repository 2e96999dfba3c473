import type { Plan } from "../definition/plan.js";
import type { RunErrorData as RunError } from "../../events/index.js";
import { stepStatuses, type StepStatus, type WorkflowRunStatus } from "../statuses.js";

/** A step or an item of a run, as folding the run's events gives it. */
export interface StepState {
  readonly ordinal: number;
  readonly key: string;
  /** Of an item: the step that fanned out. */
  readonly parent: number | null;
  readonly index: number | null;
  status: StepStatus;
  phase: "MAIN" | "FALLBACK" | "UNDO";
  /** The task in flight or the last one, of MAIN or FALLBACK. */
  taskId: string | null;
  undoTaskId: string | null;
  childRunId: string | null;
  attempt: number;
  /** The items of a step that fans out; what is waited for. What tasks and runs were given, these have. */
  input: unknown;
  /** Of what has no task or run of its own: these have it. */
  output: unknown;
  error: RunError | null;
  dueAt: Date | null;
  completedSeq: number | null;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export interface PendingSignal {
  readonly seq: number;
  readonly signal: string;
  readonly payload: unknown;
}

/** What folding a run's events gives. */
export interface RunFacts {
  status: WorkflowRunStatus;
  outcome: "FAIL" | "CANCEL" | null;
  compensates: boolean;
  output: unknown;
  error: RunError | null;
  cost: number | null;
  /** Signals that no step has taken, oldest first. */
  signals: PendingSignal[];
  timeoutAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Seq of the last event folded. */
  seq: number;
}

/** What follows from the steps, kept up to date so that no turn has to look at all of them. */
export interface Derived {
  /** By ordinal of a planned step: how many of its needs have not ended. */
  readonly unmet: Int32Array;
  readonly counts: Record<StepStatus, number>;
  /** Steps that are RUNNING, WAITING or COMPENSATING. */
  readonly active: Set<StepState>;
  /** Planned steps whose needs have ended since this was last emptied, and perhaps others. */
  readonly candidates: Set<number>;
  /** Steps that fan out of which an item has ended, or that may begin one, since this was last emptied. */
  readonly expanding: Set<number>;
  /** By ordinal of a step that fans out. */
  readonly items: Map<number, ItemsState>;
}

export interface ItemsState {
  readonly steps: StepState[];
  /** Every item before it has been begun or will not be. */
  next: number;
  open: number;
  running: number;
}

export interface RunState extends RunFacts {
  readonly id: string;
  readonly plan: Plan;
  /** The plan's by ordinal, then the items. */
  steps: StepState[];
  nextOrdinal: number;
  derived: Derived;
}

const open: ReadonlySet<StepStatus> = new Set(["PENDING", "RUNNING", "WAITING", "COMPENSATING"]);
const active: ReadonlySet<StepStatus> = new Set(["RUNNING", "WAITING", "COMPENSATING"]);
const final: ReadonlySet<WorkflowRunStatus> = new Set([
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "COMPENSATED",
  "COMPENSATION_FAILED",
]);

export const isOpen = ({ status }: StepState): boolean => open.has(status);
export const isActive = ({ status }: StepState): boolean => active.has(status);
export const isFinal = ({ status }: Pick<RunFacts, "status">): boolean => final.has(status);

/** Whether a step works on its items, and not on what is done when they failed. */
export function isExpanded({ status, phase }: StepState): boolean {
  return status === "RUNNING" && phase === "MAIN";
}

/** What an item is of, out of the list that its step was given. */
export function itemOf(parent: StepState | undefined, { index }: StepState): unknown {
  return Array.isArray(parent?.input) && index !== null ? (parent.input as readonly unknown[])[index] : undefined;
}

/** A run before its first event. */
export function newRunState(id: string, plan: Plan): RunState {
  const facts: RunFacts = {
    status: "RUNNING",
    outcome: null,
    compensates: true,
    output: null,
    error: null,
    cost: null,
    signals: [],
    timeoutAt: null,
    startedAt: null,
    finishedAt: null,
    seq: 0,
  };
  const steps = plan.steps.map(({ ordinal, id: key }) => newStepState({ ordinal, key, parent: null, index: null }));
  return runStateOf({ id, plan, facts, steps });
}

export function newStepState(place: Pick<StepState, "ordinal" | "key" | "parent" | "index">): StepState {
  return {
    ...place,
    status: "PENDING",
    phase: "MAIN",
    taskId: null,
    undoTaskId: null,
    childRunId: null,
    attempt: 0,
    input: null,
    output: null,
    error: null,
    dueAt: null,
    completedSeq: null,
    startedAt: null,
    finishedAt: null,
  };
}

/** A run out of its parts; `steps` are sorted by ordinal. */
export function runStateOf({
  id,
  plan,
  facts,
  steps,
}: {
  readonly id: string;
  readonly plan: Plan;
  readonly facts: RunFacts;
  readonly steps: StepState[];
}): RunState {
  return { id, plan, ...facts, steps, nextOrdinal: nextOrdinalOf(plan, steps), derived: derive(plan, steps) };
}

/** Of an item to come. */
export function nextOrdinalOf(plan: Plan, steps: readonly StepState[]): number {
  return Math.max(plan.steps.length, (steps.at(-1)?.ordinal ?? -1) + 1);
}

/** One more of its needs has ended, or one less; answers how many have not. */
export function countMet(unmet: Int32Array, ordinal: number, met: number): number {
  const left = (unmet[ordinal] ?? 0) - met;
  unmet[ordinal] = left;
  return left;
}

/** Whether steps that need it may go on. */
export function hasEnded(plan: Plan, step: StepState): boolean {
  if (step.status === "COMPLETED" || step.status === "SKIPPED") return true;
  return step.status === "FAILED" && plan.steps[step.ordinal]?.continueOnError === true;
}

export function derive(plan: Plan, steps: readonly StepState[]): Derived {
  const counts = Object.fromEntries(stepStatuses.map((status) => [status, 0])) as Record<StepStatus, number>;
  const unmet = Int32Array.from(plan.steps, ({ needs }) => needs.length);
  const items = new Map<number, ItemsState>();
  const derived: Derived = { unmet, counts, active: new Set(), candidates: new Set(), expanding: new Set(), items };
  for (const step of steps) {
    counts[step.status]++;
    if (isActive(step)) derived.active.add(step);
    if (step.parent !== null) addItem(derived, step);
    else if (hasEnded(plan, step))
      for (const dependant of plan.steps[step.ordinal]?.dependants ?? []) countMet(unmet, dependant, 1);
  }
  for (const { ordinal } of plan.steps) if (unmet[ordinal] === 0) derived.candidates.add(ordinal);
  return derived;
}

/** Counts an item under its parent. */
export function addItem({ items, expanding }: Derived, step: StepState): void {
  const parent = step.parent ?? -1;
  const of = items.get(parent) ?? { steps: [], next: 0, open: 0, running: 0 };
  items.set(parent, of);
  of.steps.push(step);
  if (isOpen(step)) of.open++;
  if (isActive(step)) of.running++;
  expanding.add(parent);
}

/** A step by its key: the id of a planned one, or `<id>[<index>]`. */
export function stepByKey({ plan, steps, derived }: RunState, key: string): StepState | undefined {
  const planned = plan.ordinalOf.get(key);
  if (planned !== undefined) return steps[planned];
  const bracket = key.indexOf("[");
  const parent = plan.ordinalOf.get(key.slice(0, Math.max(0, bracket)));
  if (parent === undefined) return undefined;
  return derived.items.get(parent)?.steps[Number(key.slice(bracket + 1, -1))];
}

export function itemKey(parentKey: string, index: number): string {
  return `${parentKey}[${index}]`;
}
