/**
 * The steps that hang together in a circle, or one by itself, in an order in which all that they need comes before
 * them.
 */
export type Components = readonly (readonly number[])[];

interface Frame {
  readonly step: number;
  readonly rest: Iterator<number>;
}

/**
 * Strongly connected components of the graph of needs, what is needed first. Source: R. Tarjan, "Depth-first search and
 * linear graph algorithms", SIAM J. Comput. 1, 1972; with a stack of its own, since a chain of 10,000 steps is deeper
 * than calls should nest.
 */
export function findComponents(needs: readonly ReadonlySet<number>[]): Components {
  const search = new Search(needs);
  for (const step of needs.keys()) search.from(step);
  return search.components;
}

class Search {
  readonly components: number[][] = [];
  readonly #needs: readonly ReadonlySet<number>[];
  /** When a step was met, from 1; 0 for not yet. */
  readonly #met: Uint32Array;
  /** The earliest step met that can be reached from here and is in no component yet. */
  readonly #low: Uint32Array;
  readonly #isOpen: Uint8Array;
  readonly #open: number[] = [];
  readonly #frames: Frame[] = [];
  #count = 0;

  constructor(needs: readonly ReadonlySet<number>[]) {
    this.#needs = needs;
    this.#met = new Uint32Array(needs.length);
    this.#low = new Uint32Array(needs.length);
    this.#isOpen = new Uint8Array(needs.length);
  }

  from(start: number): void {
    if (this.#met[start] !== 0) return;
    this.#enter(start);
    for (let frame = this.#frames.at(-1); frame; frame = this.#frames.at(-1)) {
      const next = frame.rest.next();
      if (next.done) this.#leave(frame.step);
      else if (this.#met[next.value] === 0) this.#enter(next.value);
      else if (this.#isOpen[next.value] === 1) this.#lower(frame.step, this.#met[next.value] ?? 0);
    }
  }

  #enter(step: number): void {
    this.#count += 1;
    this.#met[step] = this.#count;
    this.#low[step] = this.#count;
    this.#isOpen[step] = 1;
    this.#open.push(step);
    this.#frames.push({ step, rest: (this.#needs[step] ?? new Set<number>()).values() });
  }

  #leave(step: number): void {
    this.#frames.pop();
    const above = this.#frames.at(-1);
    if (above) this.#lower(above.step, this.#low[step] ?? 0);
    if (this.#low[step] === this.#met[step]) this.#close(step);
  }

  #lower(step: number, met: number): void {
    this.#low[step] = Math.min(this.#low[step] ?? 0, met);
  }

  /** All that was met since `step` and is still open hangs together with it. */
  #close(step: number): void {
    const component = this.#open.splice(this.#open.lastIndexOf(step));
    for (const each of component) this.#isOpen[each] = 0;
    this.components.push(component);
  }
}

/** A shortest circle of needs within a component, from its first step back to it: each needs the next. */
export function findCircle(component: readonly number[], needs: readonly ReadonlySet<number>[]): readonly number[] {
  const members = new Set(component);
  const start = Math.min(...component);
  /** How the search came to a step: read from there it leads back to the start. */
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const step of queue) {
    for (const need of needs[step] ?? []) {
      if (need === start) return [...wayTo(step, cameFrom), start];
      if (!members.has(need) || cameFrom.has(need)) continue;
      cameFrom.set(need, step);
      queue.push(need);
    }
  }
  return [];
}

function wayTo(step: number, cameFrom: ReadonlyMap<number, number>): number[] {
  const way = [step];
  for (let at = cameFrom.get(step); at !== undefined; at = cameFrom.get(at)) way.push(at);
  return way.toReversed();
}
