/** The broker's own bound: a quorum queue allows a consumer at most 2,000 messages in hand. */
const maxPrefetch = 2_000;

/** Throws on a prefetch that a broker would take for "without bound", or refuse. */
export function requirePrefetch(prefetch: number): void {
  if (Number.isInteger(prefetch) && prefetch >= 1 && prefetch <= maxPrefetch) return;
  throw new RangeError(`prefetch must be a whole number from 1 to ${maxPrefetch}, not ${prefetch}`);
}
