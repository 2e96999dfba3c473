/** An async iterable that a test feeds: what a subscription resolver answers. */
export class PushSource implements AsyncIterableIterator<unknown> {
  readonly #values: unknown[] = [];
  readonly #onReturn: () => void;
  #wake: (() => void) | null = null;
  #ended = false;

  constructor(onReturn: () => void = () => {}) {
    this.#onReturn = onReturn;
  }

  /** Whether it was completed, or its subscriber has left. */
  get ended(): boolean {
    return this.#ended;
  }

  push(value: unknown): void {
    this.#values.push(value);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#onReturn();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<unknown>> {
    while (this.#values.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#values.length > 0 ? { value: this.#values.shift(), done: false } : { value: undefined, done: true };
  }

  return(): Promise<IteratorResult<unknown>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
