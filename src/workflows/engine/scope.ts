import { ExpressionError, type References, type Scope, type StepFacts } from "../expressions/model.js";
import { stepByKey, type StepState } from "./state.js";
import type { OutputIds, Turn } from "./turn.js";

/** What an expression of a step reads, beside what is always in scope. */
export interface Extras {
  readonly item?: unknown;
  readonly index?: number;
  readonly error?: unknown;
  readonly output?: unknown;
}

/** What is in scope for expressions that read these: outputs of tasks and runs are fetched, once for all. */
export async function scopeOf(turn: Turn, references: References, extras: Extras = {}): Promise<Scope> {
  const { origin, state } = turn;
  const steps = [...references.steps].map((key) => stepByKey(state, key)).filter((step) => step !== undefined);
  const outputs = await turn.world.outputsOf(idsOf(turn, steps));
  const facts = steps.map((step): [string, StepFacts] => [step.key, factsOf(turn, step, outputs)]);
  return {
    input: origin.input,
    steps: Object.fromEntries(facts),
    run: {
      id: state.id,
      workflow: origin.workflow,
      version: origin.version,
      createdAt: origin.createdAt.toISOString(),
    },
    trigger: origin.trigger,
    ...extras,
  };
}

/** The output of a step, for its compensation. */
export async function outputOf(turn: Turn, step: StepState): Promise<unknown> {
  return outputIn(turn, step, await turn.world.outputsOf(idsOf(turn, [step])));
}

function idsOf({ state }: Turn, steps: readonly StepState[]): OutputIds {
  const all = steps.flatMap((step) => [step, ...(state.derived.items.get(step.ordinal)?.steps ?? [])]);
  const done = all.filter(({ completedSeq }) => completedSeq !== null);
  return {
    taskIds: done.map(({ taskId }) => taskId).filter((id) => id !== null),
    runIds: done.filter(({ taskId }) => taskId === null).flatMap(({ childRunId }) => childRunId ?? []),
  };
}

function factsOf(turn: Turn, step: StepState, outputs: ReadonlyMap<string, unknown>): StepFacts {
  return { output: outputIn(turn, step, outputs), status: step.status, error: step.error };
}

function outputIn({ state }: Turn, step: StepState, outputs: ReadonlyMap<string, unknown>): unknown {
  if (step.completedSeq === null) return null;
  const items = step.taskId === null ? state.derived.items.get(step.ordinal) : undefined;
  if (items) return items.steps.map((item) => (item.completedSeq === null ? null : own(item, outputs)));
  return own(step, outputs);
}

function own({ taskId, childRunId, output }: StepState, outputs: ReadonlyMap<string, unknown>): unknown {
  const id = taskId ?? childRunId;
  return id === null ? output : (outputs.get(id) ?? null);
}

/** What an expression gives, or its error. Other errors are thrown. */
export function attempt<Value>(evaluate: () => Value): { readonly value: Value } | { readonly problem: string } {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.message };
    throw error;
  }
}
