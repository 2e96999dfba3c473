import { LRUCache } from "lru-cache";

const maxEntries = 20_000;
const maxTotal = 2_000_000;
/** Larger ones are read again when they are needed. */
const maxParts = 2_000;

/**
 * Outputs of tasks and runs by id, as they came in: what the next step reads need not be fetched. An output never changes, so
 * that an entry is never wrong. Bounded by the parts that values are made of, texts counting by their length.
 */
export class OutputCache {
  readonly #outputs = new LRUCache<string, { readonly value: unknown }>({
    max: maxEntries,
    maxSize: maxTotal,
    sizeCalculation: ({ value }) => partsOf(value, maxParts),
  });

  keep(id: string, value: unknown): void {
    if (partsOf(value, maxParts) < maxParts) this.#outputs.set(id, { value });
  }

  find(id: string): { readonly value: unknown } | undefined {
    return this.#outputs.get(id);
  }
}

/** How large a value is, counted no further than `most`. */
function partsOf(value: unknown, most: number): number {
  if (typeof value === "string") return 1 + (value.length >> 4);
  if (typeof value !== "object" || value === null) return 1;
  let parts = 1;
  for (const one of Object.values(value)) {
    parts += partsOf(one, most - parts);
    if (parts >= most) return most;
  }
  return parts;
}
