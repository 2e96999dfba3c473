import { afterThisTurn } from "./turn.js";

export interface BatchOptions<T, R> {
  /** Most items in one send. */
  readonly maxItems: number;
  /** Most `size` in one send; a single larger item is sent alone. */
  readonly maxSize: number;
  sizeOf(item: T): number;
  /** Answers one result per item, in their order. */
  send(items: readonly T[]): Promise<readonly R[]>;
}

interface Entry<T, R> {
  readonly item: T;
  readonly size: number;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Coalesces items into sends. The first is sent at the end of its turn of the event loop; while a send is under way the
 * next ones gather, until it is answered or a send is full. It holds what its callers await, and nothing else.
 */
export class Batch<T, R> {
  readonly #options: BatchOptions<T, R>;
  #gathered: Entry<T, R>[] = [];
  #sending = 0;
  #scheduled = false;

  constructor(options: BatchOptions<T, R>) {
    this.#options = options;
  }

  /** Resolves with the item's result; rejects with what its send rejected with. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#gathered.push({ item, size: this.#options.sizeOf(item), resolve, reject });
      if (this.#gathered.length >= this.#options.maxItems) this.flush();
      else if (this.#sending === 0) this.#schedule();
    });
  }

  /** Sends what has gathered now, even while a send is under way. */
  flush(): void {
    const entries = this.#take();
    if (entries.length === 0) return;
    this.#sending += 1;
    void this.#send(entries).finally(() => {
      this.#sending -= 1;
      this.flush();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    afterThisTurn(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  #take(): Entry<T, R>[] {
    let count = 0;
    let size = 0;
    for (const entry of this.#gathered) {
      size += entry.size;
      if (count === this.#options.maxItems || (count > 0 && size > this.#options.maxSize)) break;
      count += 1;
    }
    return this.#gathered.splice(0, count);
  }

  async #send(entries: readonly Entry<T, R>[]): Promise<void> {
    try {
      const results = await this.#options.send(entries.map(({ item }) => item));
      for (const [index, entry] of entries.entries()) {
        const result = results[index];
        if (result === undefined) entry.reject(new Error("The answer has fewer results than the request has items."));
        else entry.resolve(result);
      }
    } catch (error) {
      for (const entry of entries) entry.reject(error);
    }
  }
}
