import type { Components } from "./order.js";

/** A bit per step that is asked for. */
const wordBits = 32;

interface Needs {
  readonly needs: readonly ReadonlySet<number>[];
  /** What is needed first. */
  readonly components: Components;
}

/**
 * Which of the `wanted` steps have surely ended when a step starts, since it needs them, or needs what does. Steps that
 * wait for each other count as ancestors of each other: their circle is told elsewhere.
 *
 * One row of bits per step, each the union of those that it needs: 100,000 needs among 10,000 steps, all of them
 * wanted, take 12 MB and some 50 ms.
 */
export class Ancestors {
  readonly #bitOf: ReadonlyMap<number, number>;
  readonly #words: number;
  readonly #rows: Uint32Array;

  constructor({ needs, components }: Needs, wanted: ReadonlySet<number>) {
    this.#bitOf = new Map([...wanted].map((step, bit) => [step, bit]));
    this.#words = Math.ceil(wanted.size / wordBits);
    this.#rows = new Uint32Array(this.#words * needs.length);
    for (const component of components) this.#fill(component, needs);
  }

  /** `ancestor` must be one of the wanted. */
  has(step: number, ancestor: number): boolean {
    const bit = this.#bitOf.get(ancestor);
    if (bit === undefined) return false;
    const word = this.#rows[step * this.#words + Math.floor(bit / wordBits)] ?? 0;
    return (word & (1 << (bit % wordBits))) !== 0;
  }

  #fill(component: readonly number[], needs: readonly ReadonlySet<number>[]): void {
    const [first = 0, ...others] = component;
    for (const step of component) {
      for (const need of needs[step] ?? []) {
        this.#merge(first, need);
        this.#set(first, need);
      }
    }
    for (const step of others) this.#merge(step, first);
  }

  #merge(into: number, from: number): void {
    const [to, at] = [into * this.#words, from * this.#words];
    for (let word = 0; word < this.#words; word++) {
      this.#rows[to + word] = (this.#rows[to + word] ?? 0) | (this.#rows[at + word] ?? 0);
    }
  }

  #set(row: number, step: number): void {
    const bit = this.#bitOf.get(step);
    if (bit === undefined) return;
    const word = row * this.#words + Math.floor(bit / wordBits);
    this.#rows[word] = (this.#rows[word] ?? 0) | (1 << (bit % wordBits));
  }
}
