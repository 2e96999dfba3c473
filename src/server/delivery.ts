import type { Renderer, Rendering } from "./renditions.js";

export interface DeliveryOptions {
  readonly rows: AsyncIterator<unknown>;
  /** Of the operation, as its client has named it. */
  readonly id: string;
  readonly render: Renderer;
  /** Answers a promise while the client is to be waited for. */
  readonly send: (frame: string) => Promise<void> | undefined;
  /** Is told of a rendition with errors. */
  readonly operation: { failed: boolean };
}

const done = { done: true, value: undefined } as const;

/**
 * Carries a subscription's rows to its socket. To the protocol it is a stream without results that ends or breaks when its rows
 * do: what the protocol would do for each result (three promises, a look at every key, a serialisation) costs more than
 * sending it.
 */
export class Delivery implements AsyncIterableIterator<never, undefined> {
  readonly #options: DeliveryOptions;
  /** All of a frame that comes before its payload. */
  readonly #head: string;
  #hasEnded = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#head = `{"id":${JSON.stringify(options.id)},"type":"next","payload":`;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Resolves at the end. */
  async next(): Promise<IteratorResult<never, undefined>> {
    const { rows, send, operation } = this.#options;
    for (;;) {
      const result = await rows.next();
      if (result.done || this.#hasEnded) return done;
      const rendering = this.#render(result.value);
      const { payload, failed } = rendering instanceof Promise ? await rendering : rendering;
      // A client that has ended it may have given its id to another operation by now.
      if (this.#hasEnded) return done;
      if (failed) operation.failed = true;
      const sent = send(`${this.#head}${payload}}`);
      if (sent) await sent;
    }
  }

  async return(): Promise<IteratorResult<never, undefined>> {
    this.#hasEnded = true;
    await this.#options.rows.return?.();
    return done;
  }

  /** What cannot be rendered ends the rows too. */
  #render(row: unknown): Rendering {
    try {
      const rendering = this.#options.render(row);
      return rendering instanceof Promise ? rendering.catch((error: unknown) => this.#break(error)) : rendering;
    } catch (error) {
      return this.#break(error);
    }
  }

  async #break(error: unknown): Promise<never> {
    await this.return();
    throw error;
  }
}
