/** How many are to be ready of each image. */
export type PoolSizes = ReadonlyMap<string, number>;

/** Of entries as `muster-agent:latest=5`; an image may have a `=` too. */
export function poolSizesOf(entries: readonly string[]): PoolSizes {
  return new Map(
    entries.map((entry) => {
      const end = entry.lastIndexOf("=");
      return [entry.slice(0, end), Number(entry.slice(end + 1))] as const;
    }),
  );
}
