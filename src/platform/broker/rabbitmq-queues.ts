import type { Channel, ChannelModel, Options } from "amqplib";
import { LRUCache } from "lru-cache";
import { brokerUnavailable } from "./broker-errors.js";
import { within } from "./deadline.js";
import { openChannel } from "./rabbitmq-channel.js";
import type { LinkPart } from "./rabbitmq-link.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** Names that are remembered as declared; a forgotten one costs one round trip. */
const maxDeclared = 10_000;

/**
 * Declares queues and reads their depth. It lives on the connection that consumes: a broker that is short of memory stops
 * reading from connections that publish.
 */
export class RabbitMqQueues implements LinkPart {
  #connection: ChannelModel | undefined;
  /** Opened at need: the broker closes it when a declaration is refused, and the others must not suffer. */
  #channel: Promise<Channel> | undefined;
  readonly #declared = new LRUCache<string, true>({ max: maxDeclared });
  readonly #declaring = new Map<string, Promise<number>>();

  constructor(private readonly settings: RabbitMqSettings) {}

  async open(connection: ChannelModel): Promise<void> {
    this.#connection = connection;
  }

  close(): void {
    this.#connection = undefined;
    this.#channel = undefined;
    this.#declared.clear();
    this.#declaring.clear();
  }

  isDeclared(queue: string): boolean {
    return this.#declared.has(queue);
  }

  /**
   * Answers the number of messages that are ready. Once at a time per queue: a second declaration is answered before a new
   * queue runs, and who then consumes it loses the connection (RabbitMQ 3.10: `noproc` in rabbit_quorum_queue:consume).
   */
  async declare(queue: string): Promise<number> {
    const known = this.#declaring.get(queue);
    if (known) return known;
    const { clock, timing } = this.settings;
    const declaring: Promise<number> = within(clock, timing.callTimeoutMs, this.#declare(queue)).finally(() => {
      if (this.#declaring.get(queue) === declaring) this.#declaring.delete(queue);
    });
    this.#declaring.set(queue, declaring);
    return declaring;
  }

  /** To be called when the queue turned out not to exist any more. */
  forget(queue: string): void {
    this.#declared.delete(queue);
  }

  /** As the broker knows it. */
  nameOf(queue: string): string {
    return this.settings.prefix + queue;
  }

  /** All processes must say the same of a queue. */
  #argumentsOf(queue: string): Options.AssertQueue {
    const { lasting, timing } = this.settings;
    return lasting.has(queue) ? quorumQueue : { ...quorumQueue, expires: timing.queueExpiresMs };
  }

  async #declare(queue: string): Promise<number> {
    const channel = await this.#side();
    const { messageCount } = await channel.assertQueue(this.nameOf(queue), this.#argumentsOf(queue));
    this.#declared.set(queue, true);
    return messageCount;
  }

  #side(): Promise<Channel> {
    if (!this.#connection) throw brokerUnavailable();
    if (!this.#channel) {
      const forget = () => {
        if (this.#channel === channel) this.#channel = undefined;
      };
      const channel = openChannel(this.#connection, { log: this.settings.log, onClosed: forget });
      channel.catch(forget);
      this.#channel = channel;
    }
    return this.#channel;
  }
}

/**
 * Quorum queues survive the loss of a node. Pools come and go with tenants and capabilities: their queues expire. The limit
 * is never reached: RabbitMQ 3.10 requeues to the front only where there is one, and to the back otherwise.
 */
const quorumQueue: Options.AssertQueue = {
  durable: true,
  arguments: { "x-queue-type": "quorum", "x-delivery-limit": 1_000_000 },
};
