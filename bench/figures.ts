import { build } from "hdr-histogram-js";

export interface Latencies {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Percentiles to the microsecond. */
export function latenciesOf(valuesMs: readonly number[]): Latencies {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });
  for (const valueMs of valuesMs) histogram.recordValue(Math.max(1, Math.round(valueMs * 1_000)));
  const at = (percentile: number): number => histogram.getValueAtPercentile(percentile) / 1_000;
  return { p50Ms: at(50), p95Ms: at(95), p99Ms: at(99) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function secondsSince(startMs: number): number {
  return (performance.now() - startMs) / 1_000;
}
