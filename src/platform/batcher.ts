import { MusterError, unavailable } from "./errors.js";

export interface BatcherOptions<Item, Result> {
  /** Does all items at once and answers one result per item, in order. All or nothing: when it rejects, nothing was done. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Most weight in one run. A single heavier item runs alone. */
  readonly maxWeight: number;
  /** Runs under way at a time. */
  readonly maxRuns: number;
  /** Items waiting beyond this are refused as UNAVAILABLE. */
  readonly maxWaiting: number;
  /** How much an item adds to a run; 1 unless said. */
  readonly weigh?: (item: Item) => number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Coalesces calls that arrive while others are under way. An idle batcher runs a call at the end of the current tick, so
 * nobody waits for company; a busy one gathers all that comes until a run is free. When a run fails for what is in it, each
 * of its items is run alone, so that only the guilty fail.
 */
export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #runs = 0;
  #scheduled = false;

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = options;
  }

  add(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(unavailable("Too many calls are waiting; try again.", "BATCH_FULL"));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#runs >= this.#options.maxRuns || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#runNext();
    });
  }

  async #runNext(): Promise<void> {
    const batch = this.#take();
    this.#runs++;
    this.#schedule();
    await this.#settle(batch);
    this.#runs--;
    this.#schedule();
  }

  #take(): Waiting<Item, Result>[] {
    const { weigh, maxWeight } = this.#options;
    let weight = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      weight += weigh ? weigh(item) : 1;
      if (count > 0 && weight > maxWeight) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.run(batch.map(({ item }) => item));
      // The contract of `run`: as many results as items.
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const { reject } of batch) reject(error);
      } else {
        for (const one of batch) await this.#settle([one]);
      }
    }
  }
}

/** What no item is to blame for: each would only wait for the same again. */
function isOutage(error: unknown): boolean {
  return error instanceof MusterError && (error.code === "UNAVAILABLE" || error.code === "TIMEOUT");
}
