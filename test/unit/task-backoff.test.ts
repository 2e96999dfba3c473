import { describe, expect, it } from "vitest";
import { backoffMs, decideRetry, type FailedTry } from "../../src/tasks/backoff.js";

const config = { baseMs: 100, maxMs: 5_000 };
const almostOne = 1 - Number.EPSILON;

describe("backoffMs", () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [6, 3_200],
    [7, 5_000],
    [40, 5_000],
    [1_000_000, 5_000],
  ])("after %i failures is anything below %i ms", (failures, ceilingMs) => {
    expect(backoffMs(failures, { ...config, random: () => 0 })).toBe(0);
    expect(backoffMs(failures, { ...config, random: () => 0.5 })).toBe(ceilingMs / 2);
    expect(backoffMs(failures, { ...config, random: () => almostOne })).toBe(ceilingMs - 1);
  });

  it("is spread over the whole range", () => {
    const waits = Array.from({ length: 1_000 }, () => backoffMs(3, config));
    expect(Math.min(...waits)).toBeLessThan(100);
    expect(Math.max(...waits)).toBeGreaterThan(300);
    expect(waits.every((ms) => Number.isInteger(ms) && ms >= 0 && ms < 400)).toBe(true);
  });
});

describe("decideRetry", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const first: FailedTry = { attempt: 1, maxRetries: 3, retriesFrom: 0, retryable: true };

  it.each<[string, Partial<FailedTry>, number | null]>([
    ["the first of four tries", {}, 99],
    ["the third of four tries", { attempt: 3 }, 399],
    ["the last of four tries", { attempt: 4 }, null],
    ["the only try", { maxRetries: 0 }, null],
    ["a try that no other can help", { retryable: false }, null],
    ["the first try after a redrive", { attempt: 5, retriesFrom: 4 }, 99],
    ["the last try after a redrive", { attempt: 8, retriesFrom: 4 }, null],
    ["the only try after a redrive", { attempt: 2, retriesFrom: 1, maxRetries: 0 }, null],
  ])("after %s", (_what, change, waitMs) => {
    const retryAt = decideRetry({ ...first, ...change }, now, { ...config, random: () => almostOne });
    expect(retryAt && retryAt.getTime() - now.getTime()).toBe(waitMs);
  });
});
