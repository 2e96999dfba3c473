import { z } from "zod";
import { failureStepId, type WorkflowSource } from "../src/workflows/definition/model.js";
import type { TimedStep } from "./critical-path.js";

/** A recorded run of a workflow, as https://wfcommons.org publishes them. */
export interface Instance {
  readonly name: string;
  readonly tasks: readonly RecordedTask[];
  /** As it took when it was recorded; null when that was not. */
  readonly makespanMs: number | null;
}

export interface RecordedTask {
  /** As the instance has it, unique there. */
  readonly id: string;
  /** Ids of the tasks that it follows, each once. */
  readonly parents: readonly string[];
  readonly runtimeMs: number;
}

const seconds = z.number().nonnegative();
const references = z.array(z.string()).default([]);
const head = z.object({ name: z.string(), workflow: z.looseObject({}) });

/** From 1.5 on: what the tasks are, and how they ran. */
const split = z.object({
  specification: z.object({
    tasks: z.array(
      z.object({ id: z.string(), name: z.string().optional(), parents: references, children: references }),
    ),
  }),
  execution: z.object({
    makespanInSeconds: seconds.optional(),
    tasks: z.array(z.object({ id: z.string(), runtimeInSeconds: seconds })),
  }),
});

/** Up to 1.4: both in one. 1.3 has `runtime` and `makespan`, in seconds too. */
const flat = z.object({
  makespanInSeconds: seconds.optional(),
  makespan: seconds.optional(),
  tasks: z.array(
    z.object({
      id: z.string().optional(),
      name: z.string(),
      parents: references,
      children: references,
      runtimeInSeconds: seconds.optional(),
      runtime: seconds.optional(),
    }),
  ),
});

/** A task with its relations as they are written: by its id or its other word, from either end. */
interface Draft {
  readonly id: string;
  readonly alias: string | undefined;
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly runtimeSeconds: number;
}

/** Reads WfFormat 1.3 to 1.6. Throws for what is none, and for relations to tasks that there are not. */
export function parseInstance(json: unknown): Instance {
  const { name, workflow } = head.parse(json);
  const { drafts, makespanSeconds } = "specification" in workflow ? readSplit(workflow) : readFlat(workflow);
  return {
    name,
    tasks: relate(drafts),
    makespanMs: makespanSeconds === undefined ? null : makespanSeconds * 1_000,
  };
}

interface Drafts {
  readonly drafts: readonly Draft[];
  readonly makespanSeconds: number | undefined;
}

function readSplit(workflow: unknown): Drafts {
  const { specification, execution } = split.parse(workflow);
  const runtimes = new Map(execution.tasks.map(({ id, runtimeInSeconds }) => [id, runtimeInSeconds]));
  const drafts = specification.tasks.map(({ id, name, parents, children }) => {
    const runtimeSeconds = runtimes.get(id);
    if (runtimeSeconds === undefined) throw new Error(`it is not recorded how ${id} ran`);
    return { id, alias: name, parents, children, runtimeSeconds };
  });
  return { drafts, makespanSeconds: execution.makespanInSeconds };
}

/** Names are unique here, and what the tasks call each other by. What has no time took none. */
function readFlat(workflow: unknown): Drafts {
  const { tasks, makespanInSeconds, makespan } = flat.parse(workflow);
  const drafts = tasks.map(({ id, name, parents, children, runtimeInSeconds, runtime }) => ({
    id: name,
    alias: id,
    parents,
    children,
    runtimeSeconds: runtimeInSeconds ?? runtime ?? 0,
  }));
  return { drafts, makespanSeconds: makespanInSeconds ?? makespan };
}

/** A relation may be told by one of the two alone. */
function relate(drafts: readonly Draft[]): RecordedTask[] {
  const parents = new Map(drafts.map(({ id }) => [id, new Set<string>()]));
  if (parents.size < drafts.length) throw new Error("two tasks have the same id");
  const resolve = resolverOf(drafts);
  for (const { id, parents: before, children } of drafts) {
    for (const parent of before) parents.get(id)?.add(resolve(parent));
    for (const child of children) parents.get(resolve(child))?.add(id);
  }
  return drafts.map(({ id, runtimeSeconds }) => ({
    id,
    parents: [...(parents.get(id) ?? [])],
    runtimeMs: runtimeSeconds * 1_000,
  }));
}

/** Ids come first; the other word for a task counts where it means one only. */
function resolverOf(drafts: readonly Draft[]): (reference: string) => string {
  const known = new Map<string, string | null>();
  for (const { id, alias } of drafts) if (alias !== undefined) known.set(alias, known.has(alias) ? null : id);
  for (const { id } of drafts) known.set(id, id);
  return (reference) => {
    const id = known.get(reference);
    if (id === undefined) throw new Error(`there is no task ${reference}`);
    if (id === null) throw new Error(`there is more than one task ${reference}`);
    return id;
  };
}

/** The recorded graph with the recorded times, so many times as fast; with `Infinity` tasks take no time. */
export function stepsOf({ tasks }: Instance, speed: number): TimedStep[] {
  const idOf = stepIdsOf(tasks.map(({ id }) => id));
  const mapped = (id: string): string => idOf.get(id) ?? id;
  return tasks.map(({ id, parents, runtimeMs }) => ({
    id: mapped(id),
    needs: parents.map(mapped),
    ms: Math.round(runtimeMs / speed),
  }));
}

/** A task of the kind `simulated` for each step, which is told how long it is to take. */
export function definitionOf(steps: readonly TimedStep[]): WorkflowSource {
  return { steps: steps.map(({ id, needs, ms }) => ({ id, kind: "simulated", needs, input: { ms } })) };
}

const maxIdLength = 64;

/**
 * Ids that a definition may have, by the tasks' own: letters, digits and `_`, at most 64 of them, a letter first. Of those that
 * become the same the later ones get a number.
 */
export function stepIdsOf(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>([failureStepId]);
  const mapped = new Map<string, string>();
  for (const id of ids) {
    const plain = id.replaceAll(/[^A-Za-z0-9_]/g, "_");
    const base = /^[A-Za-z]/.test(plain) ? plain : `t${plain}`;
    let candidate = base.slice(0, maxIdLength);
    for (let number = 2; taken.has(candidate); number++) {
      const suffix = `_${number}`;
      candidate = base.slice(0, maxIdLength - suffix.length) + suffix;
    }
    taken.add(candidate);
    mapped.set(id, candidate);
  }
  return mapped;
}
