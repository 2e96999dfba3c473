import { systemClock, type Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { Broker, ConsumeOptions, Consumer } from "./broker.js";
import { brokerUnavailable } from "./broker-errors.js";
import { requirePrefetch } from "./consume-options.js";
import { RabbitMqBroadcaster } from "./rabbitmq-broadcaster.js";
import { RabbitMqConsumers } from "./rabbitmq-consumers.js";
import { Link, type LinkPart } from "./rabbitmq-link.js";
import { RabbitMqLive } from "./rabbitmq-live.js";
import { RabbitMqPublisher } from "./rabbitmq-publisher.js";
import { RabbitMqQueues } from "./rabbitmq-queues.js";
import { defaultTiming, type RabbitMqSettings, type RabbitMqTiming } from "./rabbitmq-settings.js";
import { brokerAddress, brokerUrl } from "./rabbitmq-url.js";

export interface RabbitMqBrokerOptions {
  /** `amqp[s]://user:password@host:port/vhost`; never logged as it is. */
  readonly url: string;
  readonly log: Log;
  /** Put before the name of each queue and exchange. Default "". */
  readonly prefix?: string;
  /** Queues that do not expire: others are dropped after an hour without a consumer. */
  readonly lasting?: readonly string[];
  readonly timing?: Partial<RabbitMqTiming>;
  readonly clock?: Clock;
}

/**
 * RabbitMQ 3.10 or later. `start` resolves after the first attempt to connect, even if the broker is down: it then
 * connects by itself, as after any later loss. Throws at once when the URL is none.
 */
export function createRabbitMqBroker(options: RabbitMqBrokerOptions): Broker {
  const timing = { ...defaultTiming, ...options.timing };
  const log = options.log.child({ broker: brokerAddress(options.url) });
  const settings = {
    prefix: options.prefix ?? "",
    lasting: new Set(options.lasting),
    timing,
    log,
    clock: options.clock ?? systemClock,
  };
  return new RabbitMqBroker(brokerUrl(options.url, timing.heartbeatSeconds), settings);
}

/** Two connections: RabbitMQ stops reading from one that publishes when it is short of memory, acks and all. */
class RabbitMqBroker implements Broker {
  readonly name = "broker";
  readonly durable = true;
  readonly #queues: RabbitMqQueues;
  readonly #publisher: RabbitMqPublisher;
  readonly #broadcaster: RabbitMqBroadcaster;
  readonly #consumers: RabbitMqConsumers;
  readonly #live: RabbitMqLive;
  readonly #incoming: Link;
  readonly #outgoing: Link;
  readonly #reconnectListeners = new Set<{ readonly run: () => void }>();
  #isUp = false;
  #wasEverUp = false;
  #isStopped = false;

  constructor(
    url: string,
    private readonly settings: RabbitMqSettings,
  ) {
    this.#queues = new RabbitMqQueues(settings);
    this.#publisher = new RabbitMqPublisher(settings, this.#queues);
    this.#broadcaster = new RabbitMqBroadcaster(settings);
    this.#consumers = new RabbitMqConsumers(settings, this.#queues);
    this.#live = new RabbitMqLive(settings);
    const link = (name: string, parts: readonly LinkPart[]) =>
      new Link({ ...settings, url, name, parts, onChange: () => this.#onLinkChange() });
    this.#incoming = link("muster consume", [this.#queues, this.#live, this.#consumers]);
    this.#outgoing = link("muster publish", [this.#publisher, this.#broadcaster]);
  }

  async start(): Promise<void> {
    if (this.#isStopped) return;
    await Promise.all([this.#incoming.start(), this.#outgoing.start()]);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([this.#incoming.stop(), this.#outgoing.stop()]);
  }

  isConnected(): boolean {
    return this.#isUp && !this.#isStopped;
  }

  onReconnect(run: () => void): () => void {
    const listener = { run };
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  }

  async publish(queue: string, bodies: readonly string[]): Promise<void> {
    this.#requireUp();
    await this.#publisher.publish(queue, bodies);
  }

  async consume(queue: string, options: ConsumeOptions): Promise<Consumer> {
    requirePrefetch(options.prefetch);
    this.#requireUp();
    return this.#consumers.consume(queue, options);
  }

  async depth(queue: string): Promise<number> {
    this.#requireUp();
    return this.#queues.declare(queue);
  }

  broadcast(topic: string, body: string): void {
    this.#broadcaster.broadcast(topic, body);
  }

  subscribe(pattern: string, onMessage: (body: string, topic: string) => void): Promise<() => Promise<void>> {
    return this.#live.subscribe(pattern, onMessage);
  }

  #requireUp(): void {
    if (!this.isConnected()) throw brokerUnavailable();
  }

  #onLinkChange(): void {
    const wasUp = this.#isUp;
    this.#isUp = this.#incoming.isUp && this.#outgoing.isUp;
    if (!this.#isUp || wasUp) return;
    if (this.#wasEverUp) this.#tellReconnected();
    this.#wasEverUp = true;
  }

  #tellReconnected(): void {
    for (const { run } of [...this.#reconnectListeners]) {
      try {
        run();
      } catch (error) {
        this.settings.log.error({ err: error }, "a listener of the broker threw");
      }
    }
  }
}
