import type { Plan } from "../definition/plan.js";
import { hasEnded, type RunOutline, type StepOutline } from "./outline.js";

/** Milliseconds that the steps of a workflow usually take, by their ids. Empty when no run has completed. */
export type UsualDurations = ReadonlyMap<string, number>;

/** How long the steps of a run take: as measured, and as is to be expected of what is to come. */
export class Timeline {
  readonly outline: RunOutline;
  readonly #expected: Float64Array;
  readonly #now: Date;

  constructor(outline: RunOutline, usual: UsualDurations, now: Date) {
    this.outline = outline;
    this.#expected = expectedMs(outline.plan, usual);
    this.#now = now;
  }

  /** Milliseconds that a step usually takes, 1 at least. */
  expectedMs(ordinal: number): number {
    return this.#expected[ordinal] ?? 1;
  }

  /** Milliseconds from a step's start to its end. None of one that ended before it began. */
  durationMs(ordinal: number): number {
    const step = this.outline.steps[ordinal];
    if (!step) return 0;
    const { startedAt, finishedAt } = step;
    if (hasEnded(step)) return startedAt && finishedAt ? Math.max(0, finishedAt.getTime() - startedAt.getTime()) : 0;
    return this.#passedMs(step) + this.remainingMs(ordinal);
  }

  /** Milliseconds until a step ends that begins now or has begun. */
  remainingMs(ordinal: number): number {
    const step = this.outline.steps[ordinal];
    if (!step || hasEnded(step) || step.status === "COMPENSATING") return 0;
    const expected = this.expectedMs(ordinal);
    if (!step.startedAt) return expected;
    const { dueAt, items } = step;
    const untilDue = dueAt ? Math.max(0, dueAt.getTime() - this.#now.getTime()) : Infinity;
    const { type } = this.outline.plan.steps[ordinal]?.body ?? {};
    if (type === "sleep" || type === "sleepUntil") return Math.min(untilDue, Number.MAX_SAFE_INTEGER);
    const passed = this.#passedMs(step);
    // Once some items have ended, their own pace tells more than earlier runs.
    const isUnderWay = items !== null && items.ended > 0;
    const left = isUnderWay ? (passed * (items.total - items.ended)) / items.ended : expected - passed;
    return Math.min(untilDue, Math.max(0, left));
  }

  #passedMs({ startedAt }: StepOutline): number {
    return startedAt ? Math.max(0, this.#now.getTime() - startedAt.getTime()) : 0;
  }
}

/** One that is not known, as it is new in its version, is taken to be like the others; where none is known, all are alike. */
function expectedMs({ steps }: Plan, usual: UsualDurations): Float64Array {
  let sum = 0;
  for (const ms of usual.values()) sum += ms;
  const fallback = usual.size > 0 ? sum / usual.size : 1;
  return Float64Array.from(steps, ({ id }) => Math.max(1, usual.get(id) ?? fallback));
}
