import type { Step } from "../model.js";

/** Key of the step that fanned out into it; null unless it is an item. */
export function itemOf({ key, parentOrdinal }: Pick<Step, "key" | "parentOrdinal">): string | null {
  return parentOrdinal === null ? null : key.slice(0, key.lastIndexOf("["));
}

/** Milliseconds from a step's start to its end, or until now: of a run as it was, until then. Null before it began. */
export function elapsedMs({
  startedAt,
  finishedAt,
  run,
}: Pick<Step, "startedAt" | "finishedAt" | "run">): number | null {
  if (!startedAt) return null;
  const until = finishedAt ?? run?.asOfAt ?? new Date();
  return Math.max(0, until.getTime() - startedAt.getTime());
}
