import { describe, expect, it } from "vitest";
import { backoffMs, decideRetry, policyWaitMs, type FailedTry } from "../../src/tasks/backoff.js";

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

const policy = { initialDelayMs: 200, factor: 3, maxDelayMs: 5_000, nonRetryable: [] };

describe("policyWaitMs", () => {
  it.each([
    [1, 200],
    [2, 600],
    [3, 1_800],
    [4, 5_000],
    [100, 5_000],
  ])("after %i failures is between the half and all of %i ms", (failures, ceilingMs) => {
    expect(policyWaitMs(failures, policy, () => 0)).toBe(ceilingMs);
    expect(policyWaitMs(failures, policy, () => 0.5)).toBe(ceilingMs * 0.75);
    expect(policyWaitMs(failures, policy, () => almostOne)).toBe(ceilingMs / 2);
  });

  it("is nothing where the policy waits for nothing", () => {
    expect(policyWaitMs(100, { ...policy, initialDelayMs: 0, factor: 10 })).toBe(0);
    expect(policyWaitMs(1, { ...policy, maxDelayMs: 0 })).toBe(0);
  });

  it("is a whole number of milliseconds at the extremes", () => {
    const longest = { ...policy, initialDelayMs: 86_400_000, factor: 10, maxDelayMs: 86_400_000 };
    expect(policyWaitMs(101, longest, () => 0)).toBe(86_400_000);
    expect(Number.isInteger(policyWaitMs(3, { ...policy, factor: 1.1 }, () => 0.3))).toBe(true);
  });
});

describe("decideRetry", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const first: FailedTry = {
    attempt: 1,
    maxRetries: 3,
    retriesFrom: 0,
    retry: null,
    message: "no luck",
    retryable: true,
  };

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

  const decide = (change: Partial<FailedTry>) =>
    decideRetry({ ...first, ...change }, now, { ...config, random: () => 0 });

  it("waits by the task's own policy where it has one", () => {
    expect(decide({ attempt: 2, retry: policy })).toEqual(new Date(now.getTime() + 600));
    expect(decide({ attempt: 4, retry: policy })).toBeNull();
  });

  it("tries nothing again whose message a pattern finds something in", () => {
    const retry = { ...policy, nonRetryable: ["^402 ", "(?i)no such user"] };
    expect(decide({ retry, message: "402 Payment Required" })).toBeNull();
    expect(decide({ retry, message: "failed: No Such User 'ada'" })).toBeNull();
    expect(decide({ retry, message: "HTTP 402 " })).toEqual(new Date(now.getTime() + 200));
    expect(decide({ retry, message: "" })).toEqual(new Date(now.getTime() + 200));
  });

  it("looks for a nested pattern in linear time", () => {
    const retry = { ...policy, nonRetryable: ["^(a+)+$"] };
    expect(decide({ retry, message: `${"a".repeat(3_999)}!` })).toEqual(new Date(now.getTime() + 200));
  });
});
