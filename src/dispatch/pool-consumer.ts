import type { Broker, Consumer, Delivery } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { TaskPool } from "../tasks/index.js";
import type { SessionProfile } from "./local-session.js";
import { todoQueue } from "./queues.js";

/**
 * Takes a pool's messages while this process has a free slot for them. What arrives waits in a buffer of at most `prefetch`
 * for the dispatcher; when no slot becomes free in time, `pause` sends it back to the queue for other replicas.
 */
export class PoolConsumer {
  readonly pool: TaskPool;
  /** The profiles of local sessions that can take the pool's tasks. */
  readonly profiles = new Set<SessionProfile>();
  readonly #broker: Broker;
  readonly #onBuffered: (consumer: PoolConsumer) => void;
  #buffer: Delivery[] = [];
  #state: "idle" | "starting" | "consuming" = "idle";
  #consumer: Consumer | null = null;
  #prefetch = 0;
  #hasConsumed = false;
  /** Ends the wait for a free slot, while the buffer is in one. */
  #endWait: (() => void) | null = null;
  /** Rises with every start and pause: what comes from an earlier life is told by it. */
  #life = 0;

  constructor(pool: TaskPool, broker: Broker, onBuffered: (consumer: PoolConsumer) => void) {
    this.pool = pool;
    this.#broker = broker;
    this.#onBuffered = onBuffered;
  }

  get buffered(): number {
    return this.#buffer.length;
  }

  get isIdle(): boolean {
    return this.#state === "idle";
  }

  /** Whether messages that it sent back, or that were left to others, are about to come. */
  get isResuming(): boolean {
    return this.#state === "starting" && this.#hasConsumed;
  }

  /** Whether it was started for far fewer slots than there are now. */
  outgrown(capacity: number): boolean {
    return this.#state === "consuming" && capacity >= this.#prefetch * 2 && this.#prefetch < maxPrefetch;
  }

  /** Starts consuming; resolves when it does, or when the broker refused: the next call tries again. */
  async start(capacity: number): Promise<void> {
    if (this.#state !== "idle") return;
    this.#state = "starting";
    const life = ++this.#life;
    this.#prefetch = Math.max(1, Math.min(maxPrefetch, capacity));
    try {
      const consumer = await this.#broker.consume(todoQueue(this.pool.id), {
        prefetch: this.#prefetch,
        onDelivery: (delivery) => this.#receive(delivery, life),
        onLost: () => this.#lose(life),
      });
      if (life !== this.#life) return await consumer.cancel();
      this.#consumer = consumer;
      this.#state = "consuming";
      this.#hasConsumed = true;
    } catch (error) {
      if (life === this.#life) this.#state = "idle";
      throw error;
    }
  }

  shift(): Delivery | undefined {
    this.#stopWaiting();
    return this.#buffer.shift();
  }

  /** Calls `tooLong` when nothing has been taken from the buffer for this long; a wait that has begun goes on. */
  linger(clock: Clock, forMs: number, tooLong: () => void): void {
    this.#endWait ??= clock.after(forMs, () => {
      this.#endWait = null;
      tooLong();
    });
  }

  /** Stops consuming and sends the buffer back. */
  async pause(): Promise<void> {
    const consumer = this.#consumer;
    const buffer = this.#reset();
    for (const delivery of buffer.toReversed()) delivery.requeue();
    await consumer?.cancel();
  }

  #receive(delivery: Delivery, life: number): void {
    if (life !== this.#life) return delivery.requeue();
    this.#buffer.push(delivery);
    this.#onBuffered(this);
  }

  #lose(life: number): void {
    if (life === this.#life) this.#reset();
  }

  #stopWaiting(): void {
    this.#endWait?.();
    this.#endWait = null;
  }

  #reset(): Delivery[] {
    this.#stopWaiting();
    const buffer = this.#buffer;
    this.#life++;
    this.#buffer = [];
    this.#consumer = null;
    this.#state = "idle";
    return buffer;
  }
}

/** Messages in this process's hand per pool: enough for one batch of assignments to follow another. */
const maxPrefetch = 500;
