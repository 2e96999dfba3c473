import type { Broker } from "../platform/broker/broker.js";
import type { Log } from "../platform/log.js";

interface Held {
  holders: number;
  /** Resolves when the broker delivers; answers how to end it, null where it could not be had. */
  readonly end: Promise<(() => Promise<void>) | null>;
}

/** The broker's topics that this process listens to: each for as long as someone holds it. */
export class Topics {
  readonly #broker: Broker;
  readonly #log: Log;
  readonly #onMessage: (body: string, topic: string) => void;
  readonly #held = new Map<string, Held>();
  readonly #ending = new Set<Promise<void>>();

  constructor(broker: Broker, log: Log, onMessage: (body: string, topic: string) => void) {
    this.#broker = broker;
    this.#log = log;
    this.#onMessage = onMessage;
  }

  /** `onReady` is called once messages arrive: what was sent before is to be looked up. The answer lets go; once. */
  hold(pattern: string, onReady: () => void): () => void {
    const held = this.#held.get(pattern) ?? { holders: 0, end: this.#subscribe(pattern) };
    this.#held.set(pattern, held);
    held.holders++;
    void held.end.then(onReady);
    return () => this.#release(pattern, held);
  }

  /** How many topics are listened to. */
  get size(): number {
    return this.#held.size;
  }

  /** Resolves when everything that was let go has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#ending);
  }

  async #subscribe(pattern: string): Promise<(() => Promise<void>) | null> {
    try {
      return await this.#broker.subscribe(pattern, this.#onMessage);
    } catch (error) {
      this.#log.warn({ err: error, pattern }, "listening for wake-ups failed: sweeps alone will find what is new");
      return null;
    }
  }

  #release(pattern: string, held: Held): void {
    held.holders--;
    if (held.holders > 0) return;
    this.#held.delete(pattern);
    const ending = this.#end(pattern, held).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #end(pattern: string, held: Held): Promise<void> {
    try {
      const end = await held.end;
      await end?.();
    } catch (error) {
      this.#log.warn({ err: error, pattern }, "ending a wake-up topic failed");
    }
  }
}
