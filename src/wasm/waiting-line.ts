/** Items that wait, taken from their owners in turn: who has a thousand in the line does not keep up who has one. */
export class WaitingLine<Item> {
  /** By owner; the owner whose turn it is stands first. None is empty. */
  readonly #lines = new Map<string, Set<Item>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  countOf(owner: string): number {
    return this.#lines.get(owner)?.size ?? 0;
  }

  push(owner: string, item: Item): void {
    const line = this.#lines.get(owner);
    if (line) line.add(item);
    else this.#lines.set(owner, new Set([item]));
    this.#size++;
  }

  /** The oldest of the owner whose turn it is. */
  shift(): Item | undefined {
    for (const [owner, line] of this.#lines) {
      // Not empty, see above.
      const [item] = line as Set<Item> & Iterable<Item>;
      if (item !== undefined) this.delete(owner, item);
      const rest = this.#lines.get(owner);
      // To the end of the order.
      if (rest && this.#lines.delete(owner)) this.#lines.set(owner, rest);
      return item;
    }
    return undefined;
  }

  /** False when it does not wait. */
  delete(owner: string, item: Item): boolean {
    const line = this.#lines.get(owner);
    if (!line?.delete(item)) return false;
    if (line.size === 0) this.#lines.delete(owner);
    this.#size--;
    return true;
  }

  /** Takes all of them. */
  clear(): Item[] {
    const items = [...this.#lines.values()].flatMap((line) => [...line]);
    this.#lines.clear();
    this.#size = 0;
    return items;
  }
}
