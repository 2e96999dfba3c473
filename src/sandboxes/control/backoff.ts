/** From `firstMs`, doubling with each failure up to `maxMs`; up to half as much again, so that many do not come back at once. */
export function backoffMs(
  failures: number,
  { firstMs, maxMs }: { readonly firstMs: number; readonly maxMs: number },
  random: () => number,
): number {
  const baseMs = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 30));
  return Math.round(Math.min(maxMs, baseMs * (1 + random() / 2)));
}
