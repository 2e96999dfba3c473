import { setImmediate as nextTurn } from "node:timers/promises";
import { systemClock, type Clock } from "../clock.js";
import { silentLog, type Log } from "../log.js";
import type { Broker, ConsumeOptions, Consumer } from "./broker.js";
import { brokerFull, brokerUnavailable } from "./broker-errors.js";
import { requirePrefetch } from "./consume-options.js";
import { Deque } from "./deque.js";
import { EmbeddedQueue } from "./embedded-queue.js";
import { TopicTable } from "./topic-table.js";

export interface EmbeddedBrokerOptions {
  readonly log?: Log;
  readonly clock?: Clock;
  /** A publish that would bring a queue above this many ready messages is refused with BROKER_FULL. Default 100,000. */
  readonly maxQueueMessages?: number;
  /** Broadcasts that wait for the next turn of the event loop; what is above is dropped. Default 100,000. */
  readonly maxWaitingBroadcasts?: number;
  /** A queue without a consumer for this long is dropped with all that is in it. Default an hour. */
  readonly queueExpiresMs?: number;
  /** Queues that do not expire. */
  readonly lasting?: readonly string[];
}

/** Messages per queue and turn of the event loop: more would keep sockets waiting, fewer would cost throughput. */
const maxDeliveriesPerTurn = 1_024;

/** A broker within this process: nothing to install, nothing outlives the process. */
export function createEmbeddedBroker(options: EmbeddedBrokerOptions = {}): Broker {
  return new EmbeddedBroker(options);
}

class EmbeddedBroker implements Broker {
  readonly name = "broker";
  readonly durable = false;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #maxQueueMessages: number;
  readonly #maxWaitingBroadcasts: number;
  readonly #queueExpiresMs: number;
  readonly #lasting: ReadonlySet<string>;
  readonly #queues = new Map<string, EmbeddedQueue>();
  readonly #topics: TopicTable;
  readonly #broadcasts = new Deque<{ readonly topic: string; readonly body: string }>();
  /** Queues that may have something to deliver at the next turn. */
  #awake = new Set<EmbeddedQueue>();
  #turn: NodeJS.Immediate | undefined;
  #cancelSweep: () => void = () => {};
  #state: "new" | "running" | "stopped" = "new";

  constructor(options: EmbeddedBrokerOptions) {
    this.#log = options.log ?? silentLog;
    this.#clock = options.clock ?? systemClock;
    this.#maxQueueMessages = options.maxQueueMessages ?? 100_000;
    this.#maxWaitingBroadcasts = options.maxWaitingBroadcasts ?? 100_000;
    this.#queueExpiresMs = options.queueExpiresMs ?? 3_600_000;
    this.#lasting = new Set(options.lasting);
    this.#topics = new TopicTable((error) => this.#onThrown(error));
  }

  async start(): Promise<void> {
    if (this.#state !== "new") return;
    this.#state = "running";
    this.#sweepLater();
  }

  async stop(): Promise<void> {
    this.#state = "stopped";
    this.#cancelSweep();
    clearImmediate(this.#turn);
    for (const queue of this.#queues.values()) queue.clear();
    this.#queues.clear();
    this.#awake.clear();
    this.#broadcasts.clear();
    this.#topics.clear();
  }

  isConnected(): boolean {
    return this.#state === "running";
  }

  /** Never called: there is no connection to lose. */
  onReconnect(): () => void {
    return () => {};
  }

  async publish(name: string, bodies: readonly string[]): Promise<void> {
    this.#requireRunning();
    const queue = this.#queue(name);
    if (queue.depth + bodies.length > this.#maxQueueMessages) throw brokerFull(`queue ${name}`);
    queue.push(bodies);
    // Else a loop of publishes, which waits for nothing but microtasks, would never let a consumer run.
    if (queue.depth > maxDeliveriesPerTurn) await nextTurn();
  }

  async consume(name: string, options: ConsumeOptions): Promise<Consumer> {
    requirePrefetch(options.prefetch);
    this.#requireRunning();
    const queue = this.#queue(name);
    const seat = queue.seat(options);
    return {
      cancel: async () => {
        queue.usedAt = this.#nowMs();
        queue.unseat(seat);
      },
    };
  }

  async depth(name: string): Promise<number> {
    this.#requireRunning();
    return this.#queues.get(name)?.depth ?? 0;
  }

  broadcast(topic: string, body: string): void {
    if (this.#state !== "running" || this.#broadcasts.length >= this.#maxWaitingBroadcasts) return;
    this.#broadcasts.push({ topic, body });
    this.#turnSoon();
  }

  async subscribe(pattern: string, onMessage: (body: string, topic: string) => void): Promise<() => Promise<void>> {
    const remove = this.#topics.add(pattern, onMessage);
    return async () => remove();
  }

  #queue(name: string): EmbeddedQueue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new EmbeddedQueue((awake) => {
      this.#awake.add(awake);
      this.#turnSoon();
    }, this.#nowMs());
    this.#queues.set(name, queue);
    return queue;
  }

  #turnSoon(): void {
    if (this.#state === "running") this.#turn ??= setImmediate(() => this.#takeTurn());
  }

  #takeTurn(): void {
    this.#turn = undefined;
    const onThrown = (error: unknown) => this.#onThrown(error);
    // What is sent during this turn waits for the next: a listener that answers itself must not hold the event loop.
    for (let left = this.#broadcasts.length; left > 0; left -= 1) {
      const message = this.#broadcasts.shift();
      if (message) this.#topics.dispatch(message.topic, message.body);
    }
    const awake = this.#awake;
    this.#awake = new Set();
    for (const queue of awake) {
      if (this.#state === "running" && queue.deliver(maxDeliveriesPerTurn, onThrown)) this.#awake.add(queue);
    }
    if (this.#awake.size > 0) this.#turnSoon();
  }

  #sweepLater(): void {
    this.#cancelSweep = this.#clock.after(this.#queueExpiresMs / 4, () => {
      const expiredAt = this.#nowMs() - this.#queueExpiresMs;
      for (const [name, queue] of this.#queues) {
        if (queue.isAttended) queue.usedAt = this.#nowMs();
        else if (queue.depth === 0 || (queue.usedAt <= expiredAt && !this.#lasting.has(name)))
          this.#queues.delete(name);
      }
      this.#sweepLater();
    });
  }

  #requireRunning(): void {
    if (this.#state !== "running") throw brokerUnavailable();
  }

  #nowMs(): number {
    return this.#clock.now().getTime();
  }

  #onThrown(error: unknown): void {
    this.#log.error({ err: error }, "a listener of the broker threw");
  }
}
