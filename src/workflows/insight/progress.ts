import { longestChain } from "./longest-chain.js";
import { hasEnded, takesPart, type StepOutline } from "./outline.js";
import type { Timeline } from "./timeline.js";

/** 0 to 100: the share of a run that has ended, each step weighted with how long it usually takes. */
export function percentOf(timeline: Timeline): number {
  const { outline } = timeline;
  let all = 0;
  let done = 0;
  for (const [ordinal, step] of outline.steps.entries()) {
    if (!takesPart(outline, ordinal)) continue;
    const weight = timeline.expectedMs(ordinal);
    all += weight;
    done += weight * shareDone(step);
  }
  return all === 0 ? 100 : (done / all) * 100;
}

/** Milliseconds until the last step of a run is likely to end. */
export function remainingMs(timeline: Timeline): number {
  const { outline } = timeline;
  return longestChain(outline.plan, (ordinal) => (takesPart(outline, ordinal) ? timeline.remainingMs(ordinal) : 0))
    .length;
}

/**
 * Ordinals of the chain of steps that decides how long a run takes: as measured, and as expected for what is to come. Steps that the
 * way of the run has left out are not told.
 */
export function criticalPath(timeline: Timeline): readonly number[] {
  const { outline } = timeline;
  const isTold = (ordinal: number): boolean => {
    const step = outline.steps[ordinal];
    return step !== undefined && takesPart(outline, ordinal) && !(hasEnded(step) && step.startedAt === null);
  };
  const { ordinals } = longestChain(outline.plan, (ordinal) => (isTold(ordinal) ? timeline.durationMs(ordinal) : 0));
  return ordinals.filter(isTold);
}

/** Items count under their step. */
function shareDone(step: StepOutline): number {
  if (hasEnded(step)) return 1;
  const { items } = step;
  return items && items.total > 0 ? items.ended / items.total : 0;
}
