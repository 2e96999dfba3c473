import type { MusterError } from "./errors.js";

/** Items from whoever puts them to the one who iterates, with a bound on what may wait between them. */
export class Mailbox<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #maxItems: number;
  readonly #onEnd: () => void;
  readonly #items: Item[] = [];
  #readers: { resolve: (result: IteratorResult<Item, undefined>) => void; reject: (error: unknown) => void }[] = [];
  #failure: MusterError | undefined;
  #ended = false;

  /** `onEnd` is called once: when the reader leaves, or is thrown out by `fail`. */
  constructor(maxItems: number, onEnd: () => void) {
    this.#maxItems = maxItems;
    this.#onEnd = onEnd;
  }

  /** False when it is full: the item is not kept. */
  put(item: Item): boolean {
    if (this.#ended) return true;
    const reader = this.#readers.shift();
    if (reader) reader.resolve({ done: false, value: item });
    else if (this.#items.length >= this.#maxItems) return false;
    else this.#items.push(item);
    return true;
  }

  /** Drops what waits; the next read rejects with the error, those after it end. */
  fail(error: MusterError): void {
    if (this.#ended) return;
    const [reader] = this.#readers;
    if (reader) reader.reject(error);
    else this.#failure = error;
    this.#end();
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      return Promise.reject(failure);
    }
    const value = this.#items.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.#failure = undefined;
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#items.length = 0;
    for (const reader of this.#readers) reader.resolve({ done: true, value: undefined });
    this.#readers = [];
    this.#onEnd();
  }
}
