import type { Readable } from "node:stream";
import { storeUnavailable } from "./blob-errors.js";

/** What a store has under way, so that it can be ended with the store. */
export class OpenWork {
  readonly #controller = new AbortController();
  readonly #calls = new Set<Promise<unknown>>();
  readonly #streams = new Set<Readable>();

  /** Aborted by `stop`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.signal.aborted) return Promise.reject(storeUnavailable());
    const running = call().finally(() => this.#calls.delete(running));
    this.#calls.add(running);
    return running;
  }

  /** Follows a stream until it closes. */
  follow(stream: Readable): Readable {
    if (this.signal.aborted) stream.destroy(storeUnavailable());
    if (stream.closed) return stream;
    this.#streams.add(stream);
    stream.once("close", () => this.#streams.delete(stream));
    return stream;
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    for (const stream of this.#streams) stream.destroy(storeUnavailable());
    await Promise.allSettled(this.#calls);
  }
}
