import type { ChannelModel } from "amqplib";
import type { ConsumeOptions, Consumer } from "./broker.js";
import { brokerUnavailable } from "./broker-errors.js";
import { within } from "./deadline.js";
import { RabbitMqConsumer } from "./rabbitmq-consumer.js";
import type { LinkPart } from "./rabbitmq-link.js";
import type { RabbitMqQueues } from "./rabbitmq-queues.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** The consumers of one process, each on a channel of its own. They end with the connection and are told so. */
export class RabbitMqConsumers implements LinkPart {
  #connection: ChannelModel | undefined;
  readonly #running = new Set<RabbitMqConsumer>();

  constructor(
    private readonly settings: RabbitMqSettings,
    private readonly queues: RabbitMqQueues,
  ) {}

  async open(connection: ChannelModel): Promise<void> {
    this.#connection = connection;
  }

  close(): void {
    this.#connection = undefined;
    for (const consumer of [...this.#running]) consumer.lose();
  }

  /** Ends all without telling them lost: who stops the broker knows. */
  async finish(): Promise<void> {
    this.#connection = undefined;
    await Promise.all([...this.#running].map((consumer) => consumer.end()));
  }

  async consume(queue: string, options: ConsumeOptions): Promise<Consumer> {
    await this.queues.declare(queue);
    if (!this.#connection) throw brokerUnavailable();
    const { clock, timing } = this.settings;
    const consumer = new RabbitMqConsumer(this.settings, options, () => this.#running.delete(consumer));
    this.#running.add(consumer);
    try {
      const opening = consumer.open(this.#connection, this.queues.nameOf(queue));
      await within(clock, timing.callTimeoutMs, opening);
      return consumer;
    } catch (error) {
      void consumer.end();
      throw error;
    }
  }
}
