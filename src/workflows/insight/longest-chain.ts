import type { Plan } from "../definition/plan.js";

export interface Chain {
  /** Sum of the weights along it. */
  readonly length: number;
  /** Ordinals, from the first step to the last. */
  readonly ordinals: readonly number[];
}

/**
 * The chain of steps, each needed by the next, of which the weights sum up to the most; of several one that ends first.
 * Linear in the steps and their needs, and without recursion: a chain may have 10,000 steps.
 */
export function longestChain({ steps }: Plan, weightOf: (ordinal: number) => number): Chain {
  const lengths = new Float64Array(steps.length);
  const before = new Int32Array(steps.length).fill(-1);
  let last = -1;
  for (const ordinal of inOrder(steps)) {
    let longest = 0;
    for (const need of steps[ordinal]?.needs ?? []) {
      const length = lengths[need] ?? 0;
      if (before[ordinal] !== -1 && length <= longest) continue;
      longest = length;
      before[ordinal] = need;
    }
    lengths[ordinal] = longest + weightOf(ordinal);
    const most = lengths[last] ?? -1;
    const own = lengths[ordinal] ?? 0;
    if (own > most || (own === most && ordinal < last)) last = ordinal;
  }
  const ordinals: number[] = [];
  for (let ordinal = last; ordinal >= 0; ordinal = before[ordinal] ?? -1) ordinals.push(ordinal);
  return { length: lengths[last] ?? 0, ordinals: ordinals.toReversed() };
}

/** Every step behind those that it needs. */
function inOrder(steps: Plan["steps"]): Int32Array {
  const order = new Int32Array(steps.length);
  const unmet = Int32Array.from(steps, ({ needs }) => needs.length);
  let count = 0;
  for (const { ordinal, needs } of steps) if (needs.length === 0) order[count++] = ordinal;
  for (let next = 0; next < count; next++) {
    for (const dependant of steps[order[next] ?? -1]?.dependants ?? []) {
      const left = (unmet[dependant] ?? 0) - 1;
      unmet[dependant] = left;
      if (left === 0) order[count++] = dependant;
    }
  }
  return order.subarray(0, count);
}
