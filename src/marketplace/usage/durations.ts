/** How long runs take, as a histogram: each bucket a tenth wider than the one before, from a millisecond to a day. */

const factor = 1.1;
const dayMs = 86_400_000;

/** Where each bucket but the first begins, in ms. SQL has them from here, so both put a run in the same. */
export const bucketBoundsMs: readonly number[] = boundsOf();

function boundsOf(): number[] {
  const bounds = [factor];
  for (let bound = factor; bound < dayMs; bounds.push(bound)) bound *= factor;
  return bounds;
}

/** From 0; as PostgreSQL's `width_bucket` with the bounds. */
export function bucketOf(durationMs: number): number {
  let [low, high] = [0, bucketBoundsMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (durationMs >= (bucketBoundsMs[middle] ?? Infinity)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What the share `q` of the runs took at most, in ms to three digits: the middle of the bucket that it falls in, so about 5 % off.
 * Null of no runs.
 */
export function quantile(buckets: readonly number[], q: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  const bucket = buckets.findIndex((count) => (seen += count) >= rank);
  return middleOf(bucket);
}

function middleOf(bucket: number): number {
  const from = bucketBoundsMs[bucket - 1] ?? 1;
  const to = bucketBoundsMs[bucket] ?? from;
  return Number(Math.sqrt(from * to).toPrecision(3));
}
