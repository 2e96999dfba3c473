import { isDeepStrictEqual } from "node:util";
import { isRecord } from "./json-tree.js";
import type { StepSource, WorkflowSource } from "./model.js";

/** A value that differs; null where there is none. Steps are named by their id: `["steps", "build", "kind"]`. */
export interface DefinitionChange {
  readonly path: string[];
  readonly before: unknown;
  readonly after: unknown;
}

export interface DefinitionDiff {
  readonly addedSteps: string[];
  readonly removedSteps: string[];
  readonly changedSteps: string[];
  /** In the order of `from`, then what only `to` has; the first 1,000. */
  readonly changes: DefinitionChange[];
}

const maxChanges = 1_000;

/** How two definitions differ. Both have been checked, so that their depth is bounded. */
export function diffDefinitions(from: WorkflowSource, to: WorkflowSource): DefinitionDiff {
  const changes: DefinitionChange[] = [];
  const { steps: stepsBefore, ...before } = from;
  const { steps: stepsAfter, ...after } = to;
  collectFields([], { before, after }, changes);
  return { ...diffSteps(stepsBefore, stepsAfter, changes), changes };
}

function diffSteps(before: readonly StepSource[], after: readonly StepSource[], changes: DefinitionChange[]) {
  const [old, young] = [byId(before), byId(after)];
  const changedSteps: string[] = [];
  for (const step of before) {
    const now = young.get(step.id);
    if (isDeepStrictEqual(step, now)) continue;
    if (now) changedSteps.push(step.id);
    collect(["steps", step.id], { before: step, after: now }, changes);
  }
  const added = after.filter(({ id }) => !old.has(id));
  for (const step of added) collect(["steps", step.id], { before: undefined, after: step }, changes);
  collectOrder([before.filter(({ id }) => young.has(id)), after.filter(({ id }) => old.has(id))], changes);
  return {
    addedSteps: added.map(({ id }) => id),
    removedSteps: before.filter(({ id }) => !young.has(id)).map(({ id }) => id),
    changedSteps,
  };
}

function byId(steps: readonly StepSource[]): ReadonlyMap<string, StepSource> {
  return new Map(steps.map((step) => [step.id, step]));
}

/**
 * Of the steps that both have: their order says nothing about when they run, but it is what differs if nothing else
 * does.
 */
function collectOrder(both: readonly (readonly StepSource[])[], changes: DefinitionChange[]): void {
  const [before = [], after = []] = both.map((steps) => steps.map(({ id }) => id));
  if (!isDeepStrictEqual(before, after)) add({ path: ["steps"], before, after }, changes);
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
}

/** Goes into objects and lists that both are; anything else differs as a whole. */
function collect(path: string[], { before, after }: Pair, changes: DefinitionChange[]): void {
  if (changes.length === maxChanges || isDeepStrictEqual(before, after)) return;
  const areAlike = isRecord(before) ? isRecord(after) : Array.isArray(before) && Array.isArray(after);
  if (areAlike) collectFields(path, { before, after }, changes);
  else add({ path, before: before ?? null, after: after ?? null }, changes);
}

function collectFields(path: string[], { before, after }: Pair, changes: DefinitionChange[]): void {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  for (const key of new Set([...old.keys(), ...young.keys()])) {
    collect([...path, key], { before: old.get(key), after: young.get(key) }, changes);
  }
}

/** Fields of an object, or entries of a list by their index. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value as object));
}

function add(change: DefinitionChange, changes: DefinitionChange[]): void {
  if (changes.length < maxChanges) changes.push(change);
}
