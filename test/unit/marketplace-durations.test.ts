import { describe, expect, it } from "vitest";
import { bucketBoundsMs, bucketOf, quantile } from "../../src/marketplace/usage/durations.js";

/** How often each bucket is hit. */
function histogramOf(durationsMs: readonly number[]): number[] {
  const buckets = Array.from({ length: bucketBoundsMs.length + 1 }, () => 0);
  for (const duration of durationsMs) buckets[bucketOf(duration)] = (buckets[bucketOf(duration)] ?? 0) + 1;
  return buckets;
}

describe("the buckets", () => {
  it("are each a tenth wider than the one before, from a millisecond to a day", () => {
    expect(bucketBoundsMs[0]).toBe(1.1);
    for (const [index, bound] of bucketBoundsMs.slice(1).entries())
      expect(bound / (bucketBoundsMs[index] ?? 0)).toBeCloseTo(1.1);
    expect(bucketBoundsMs.at(-1)).toBeGreaterThanOrEqual(86_400_000);
    expect(bucketBoundsMs.at(-2)).toBeLessThan(86_400_000);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [1.09, 0],
    [1.1, 1],
    [1e12, bucketBoundsMs.length],
    [Infinity, bucketBoundsMs.length],
  ])("%d ms is in bucket %i", (durationMs, bucket) => {
    expect(bucketOf(durationMs)).toBe(bucket);
  });

  it("hold what lies between their bounds", () => {
    for (const [index, bound] of bucketBoundsMs.entries()) {
      expect(bucketOf(bound)).toBe(index + 1);
      expect(bucketOf(bound * 0.999)).toBe(index);
    }
  });
});

describe("a quantile", () => {
  it("is null of nothing", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([0, 0], 0.5)).toBeNull();
  });

  it("is within a tenth of what was measured", () => {
    const durationsMs = Array.from({ length: 1_000 }, (_, index) => 1.5 + ((index * 7919) % 1_000) ** 2 / 10);
    const sorted = durationsMs.toSorted((a, b) => a - b);
    const buckets = histogramOf(durationsMs);
    for (const q of [0.01, 0.5, 0.9, 0.95, 0.99, 1]) {
      const measured = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
      expect((quantile(buckets, q) ?? 0) / measured).toBeGreaterThan(0.9);
      expect((quantile(buckets, q) ?? 0) / measured).toBeLessThan(1.1);
    }
  });

  it("of one run is that run, however short or long", () => {
    expect(quantile(histogramOf([0.2]), 0.5)).toBeCloseTo(1, 0);
    expect((quantile(histogramOf([5_000]), 0.95) ?? 0) / 5_000).toBeCloseTo(1, 1);
    expect((quantile(histogramOf([1e12]), 0.95) ?? 0) / 86_400_000).toBeCloseTo(1, 0);
  });
});
