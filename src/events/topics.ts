import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { tenantOf } from "./announcer.js";

interface Held {
  holders: number;
  /** Resolves when the broker delivers; answers how to end it, null where it could not be had. */
  readonly end: Promise<(() => Promise<void>) | null>;
}

/** Until every replica knows that a tenant is followed here, what is not announced yet is looked up once more. */
const settleMs = 100;

export interface TopicsOptions {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly onMessage: (body: string, topic: string) => void;
  /** Called when a topic is listened to that was not, with its tenant. */
  readonly onFollowed: (tenantId: string) => void;
}

/** The broker's topics that this process listens to: each for as long as someone holds it. */
export class Topics {
  readonly #options: TopicsOptions;
  readonly #held = new Map<string, Held>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: TopicsOptions) {
    this.#options = options;
  }

  /** `onReady` is called once messages arrive: what was sent before is to be looked up. The answer lets go; once. */
  hold(pattern: string, onReady: () => void): () => void {
    const known = this.#held.get(pattern);
    const held = known ?? { holders: 0, end: this.#subscribe(pattern) };
    this.#held.set(pattern, held);
    held.holders++;
    void held.end.then(onReady);
    if (known) return () => this.#release(pattern, held);
    this.#options.onFollowed(tenantOf(pattern));
    const cancel = this.#options.clock.after(settleMs, onReady);
    return () => {
      cancel();
      this.#release(pattern, held);
    };
  }

  /** Tenants of whose topics some are held. */
  get followed(): ReadonlySet<string> {
    return new Set([...this.#held.keys()].map(tenantOf));
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
      return await this.#options.broker.subscribe(pattern, this.#options.onMessage);
    } catch (error) {
      this.#options.log.warn(
        { err: error, pattern },
        "listening for wake-ups failed: sweeps alone will find what is new",
      );
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
      this.#options.log.warn({ err: error, pattern }, "ending a wake-up topic failed");
    }
  }
}
