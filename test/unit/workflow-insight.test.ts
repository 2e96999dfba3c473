import { describe, expect, it } from "vitest";
import { longestChain } from "../../src/workflows/insight/longest-chain.js";
import type { RunOutline, StepOutline } from "../../src/workflows/insight/outline.js";
import { criticalPath, percentOf, remainingMs } from "../../src/workflows/insight/progress.js";
import { statsOf } from "../../src/workflows/insight/stats.js";
import { Timeline } from "../../src/workflows/insight/timeline.js";
import { barePlan, chainOf, type BareStep } from "../support/bare-plans.js";

const begin = Date.parse("2026-01-01T00:00:00Z");
const at = (ms: number): Date => new Date(begin + ms);

const pending: StepOutline = { status: "PENDING", startedAt: null, finishedAt: null, dueAt: null, items: null };
const skipped: StepOutline = { ...pending, status: "SKIPPED", finishedAt: at(0) };
const done = (from: number, to: number): StepOutline => ({
  ...pending,
  status: "COMPLETED",
  startedAt: at(from),
  finishedAt: at(to),
});
const running = (from: number, more: Partial<StepOutline> = {}): StepOutline => ({
  ...pending,
  status: "RUNNING",
  startedAt: at(from),
  ...more,
});

function timeline(
  steps: readonly BareStep[],
  outlines: readonly StepOutline[],
  more: Partial<{ usual: object; now: number }> = {},
) {
  const outline: RunOutline = { plan: barePlan(steps), steps: outlines };
  return new Timeline(outline, new Map(Object.entries(more.usual ?? {})), at(more.now ?? 0));
}

const diamond: BareStep[] = [
  { id: "a" },
  { id: "slow", needs: ["a"] },
  { id: "fast", needs: ["a"] },
  { id: "b", needs: ["slow", "fast"] },
];
const usual = { a: 1_000, slow: 5_000, fast: 1_000, b: 3_000 };

describe("the longest chain of steps", () => {
  it("is the one whose weights sum up to the most, whatever the order of the definition", () => {
    const plan = barePlan(diamond.toReversed());
    const weights = [3, 1, 5, 1];
    expect(longestChain(plan, (ordinal) => weights[ordinal] ?? 0)).toEqual({ length: 9, ordinals: [3, 2, 0] });
  });

  it("has 10,000 steps where each needs the one before", () => {
    const { length, ordinals } = longestChain(barePlan(chainOf(10_000)), () => 1);
    expect(length).toBe(10_000);
    expect(ordinals).toHaveLength(10_000);
    expect(ordinals.at(-1)).toBe(9_999);
  });

  it("is empty where there are no steps", () => {
    expect(longestChain(barePlan([]), () => 1)).toEqual({ length: 0, ordinals: [] });
  });

  it("leads through steps that weigh nothing", () => {
    expect(longestChain(barePlan(chainOf(3)), () => 0).ordinals).toEqual([0]);
    expect(longestChain(barePlan(chainOf(3)), (ordinal) => (ordinal === 2 ? 1 : 0)).ordinals).toEqual([0, 1, 2]);
  });
});

describe("the percentage of a run", () => {
  it("weighs each step with how long it usually takes", () => {
    const half = [done(0, 10), done(10, 20), pending, pending];
    expect(percentOf(timeline(diamond, half, { usual }))).toBeCloseTo(60);
  });

  it("takes all steps to be alike when no run has completed yet", () => {
    expect(percentOf(timeline(diamond, [done(0, 10), done(10, 20), pending, pending]))).toBe(50);
  });

  it("takes a step that earlier runs did not have to be like the others", () => {
    const steps = [...diamond, { id: "new", needs: ["b"] }];
    const all = [done(0, 1), done(0, 1), done(0, 1), done(0, 1), pending];
    expect(percentOf(timeline(steps, all, { usual }))).toBeCloseTo(80);
  });

  it("counts items under the step that fanned out into them", () => {
    const steps: BareStep[] = [
      { id: "each", type: "forEach" },
      { id: "b", needs: ["each"] },
    ];
    const each = running(0, { items: { total: 4, ended: 3 } });
    expect(percentOf(timeline(steps, [each, pending], { usual: { each: 100, b: 100 } }))).toBeCloseTo(37.5);
  });

  it("counts steps that were skipped, failed or cancelled as ended", () => {
    const failed = { ...done(0, 5), status: "FAILED" } as const;
    const cancelled = { ...skipped, status: "CANCELLED" } as const;
    expect(percentOf(timeline(diamond, [done(0, 1), failed, skipped, cancelled], { usual }))).toBe(100);
  });

  it("leaves the definition's onFailure out until it begins", () => {
    const steps = [{ id: "a" }, { id: "onFailure" }];
    expect(percentOf(timeline(steps, [done(0, 1), pending]))).toBe(100);
    expect(percentOf(timeline(steps, [done(0, 1), running(1)]))).toBe(50);
  });

  it("is 100 of a run without steps", () => {
    expect(percentOf(timeline([], []))).toBe(100);
  });
});

describe("the time that is left", () => {
  it("is that of the longest chain still to come", () => {
    expect(remainingMs(timeline(diamond, [pending, pending, pending, pending], { usual }))).toBe(9_000);
    expect(remainingMs(timeline(diamond, [done(0, 1), running(1), pending, pending], { usual, now: 2_001 }))).toBe(
      6_000,
    );
  });

  it("is what follows once a step takes longer than it usually does", () => {
    expect(remainingMs(timeline(diamond, [done(0, 1), running(1), done(1, 2), pending], { usual, now: 60_000 }))).toBe(
      3_000,
    );
  });

  it("follows the pace of the items once some have ended", () => {
    const each = running(0, { items: { total: 10, ended: 4 } });
    const run = timeline([{ id: "each", type: "forEach" }], [each], { usual: { each: 1 }, now: 8_000 });
    expect(remainingMs(run)).toBe(12_000);
  });

  it("is known of a sleep, and at most until it is due of what may be over sooner", () => {
    const waiting = { ...running(0, { dueAt: at(9_000) }), status: "WAITING" } as const;
    const of = (type: "sleep" | "approval", ms: number) =>
      remainingMs(timeline([{ id: "w", type }], [waiting], { usual: { w: ms }, now: 1_000 }));
    expect([of("sleep", 100), of("approval", 4_000), of("approval", 60_000)]).toEqual([8_000, 3_000, 8_000]);
  });

  it("is none when all has ended", () => {
    expect(remainingMs(timeline(diamond, [done(0, 1), skipped, done(1, 2), done(2, 3)], { usual }))).toBe(0);
  });
});

describe("the critical path", () => {
  const idsOf = (run: Timeline) => criticalPath(run).map((ordinal) => run.outline.plan.steps[ordinal]?.id);

  it("is measured where steps have ended, whatever they usually take", () => {
    const run = timeline(diamond, [done(0, 10), done(10, 20), done(10, 9_000), done(9_000, 9_010)], { usual });
    expect(idsOf(run)).toEqual(["a", "fast", "b"]);
  });

  it("is expected where they have not", () => {
    expect(idsOf(timeline(diamond, [done(0, 10), pending, pending, pending], { usual }))).toEqual(["a", "slow", "b"]);
    const late = [done(0, 10), pending, running(10), pending];
    expect(idsOf(timeline(diamond, late, { usual, now: 30_000 }))).toEqual(["a", "fast", "b"]);
  });

  it("leaves out what the run has passed by", () => {
    expect(idsOf(timeline(diamond, [done(0, 10), skipped, skipped, done(10, 20)], { usual }))).toEqual(["a", "b"]);
    expect(idsOf(timeline([{ id: "a" }, { id: "onFailure" }], [done(0, 10), pending]))).toEqual(["a"]);
  });
});

describe("the stats of a workflow", () => {
  it("tell the share of completed runs among those that ended", () => {
    const measured = { runs: 10, open: 2, completed: 6, durations: [100, 200], cost: 1.5 };
    const steps = [{ key: "a", runs: 8, failed: 2, durations: [5, 9] }];
    expect(statsOf(measured, steps)).toEqual({
      ...{ runs: 10, open: 2, completed: 6, failed: 2, successRate: 0.75, cost: 1.5 },
      ...{ durationP50Ms: 100, durationP95Ms: 200 },
      slowestSteps: [{ key: "a", runs: 8, failed: 2, durationP50Ms: 5, durationP95Ms: 9 }],
    });
  });

  it("tell no share and no durations where none ended", () => {
    const stats = statsOf({ runs: 1, open: 1, completed: 0, durations: null, cost: 0 }, []);
    expect(stats).toMatchObject({ successRate: null, durationP50Ms: null, durationP95Ms: null, failed: 0 });
  });
});
