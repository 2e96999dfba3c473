import type { TaskStepSource, WorkflowSource } from "../src/workflows/definition/model.js";

/** The kind of all tasks here: no work at all. */
const kind = "noop";

/** Steps one after the other. */
export function chainOf(steps: number): WorkflowSource {
  return layered(Array.from({ length: steps }, () => 1));
}

/** One step that fans out into an item for each of `input.items`, each with an input of its own, and a join of them. */
export const spread: WorkflowSource = {
  steps: [
    { id: "each", type: "forEach", items: "${input.items}", do: { kind, input: { payload: "${item}" } } },
    { id: "all", type: "join", needs: ["each"] },
  ],
};

/** The same written out: so many steps that need nothing, and a join of them. */
export function parallelOf(steps: number): WorkflowSource {
  const ids = Array.from({ length: steps }, (_, index) => `s${index}`);
  return { steps: [...ids.map((id) => ({ id, kind })), { id: "all", type: "join", needs: ids }] };
}

/** Ten steps: one, then eight side by side, then one that needs them. */
export const diamond = layered([1, 8, 1]);

/** 2,000 steps in five levels, the third of them 1,500 wide. */
export const graph = layered([1, 249, 1_500, 249, 1]);

/**
 * Levels of steps. Each step is needed, and needs some of the level above it: where that is the wider one, those that fall to
 * it and one that falls to its neighbour; else two. So paths part and meet again all over.
 */
export function layered(widths: readonly number[]): WorkflowSource {
  const steps = widths.flatMap((width, level) =>
    Array.from({ length: width }, (_, index): TaskStepSource => {
      const above = widths[level - 1] ?? 0;
      const needs = parentsOf(index, { width, above }).map((parent) => idOf(level - 1, parent));
      return { id: idOf(level, index), kind, needs };
    }),
  );
  return { steps };
}

interface Widths {
  readonly width: number;
  /** Of the level above; 0 for none. */
  readonly above: number;
}

function parentsOf(index: number, { width, above }: Widths): number[] {
  if (above === 0) return [];
  const own = above > width ? multiples(index, width, above) : [index % above];
  return [...new Set([...own, (index + 1) % above])];
}

/** `first`, and on in steps of `by` below `end`. */
function multiples(first: number, by: number, end: number): number[] {
  return Array.from({ length: Math.ceil((end - first) / by) }, (_, count) => first + count * by);
}

function idOf(level: number, index: number): string {
  return `s${level}_${index}`;
}
