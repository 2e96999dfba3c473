import type { ChannelModel } from "amqplib";
import { brokerUnavailable } from "./broker-errors.js";
import { openConfirmChannel } from "./rabbitmq-channel.js";
import type { LinkPart } from "./rabbitmq-link.js";
import { RabbitMqOutlet } from "./rabbitmq-outlet.js";
import type { RabbitMqQueues } from "./rabbitmq-queues.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** The queue can be gone when we publish, and, with an expiry of seconds, once more after it was declared again. */
const maxAttempts = 3;

/** Durable publishes: persistent, confirmed, and declared again when the queue has expired in the meantime. */
export class RabbitMqPublisher implements LinkPart {
  #outlet: RabbitMqOutlet | undefined;

  constructor(
    private readonly settings: RabbitMqSettings,
    private readonly queues: RabbitMqQueues,
  ) {}

  async open(connection: ChannelModel, drop: (cause: Error) => void): Promise<void> {
    const { log } = this.settings;
    const channel = await openConfirmChannel(connection, { log, onClosed: drop });
    const outlet = new RabbitMqOutlet({ ...this.settings, channel, onStuck: drop });
    connection.on("blocked", (reason) => {
      log.warn({ reason }, "the broker takes no messages");
      outlet.setBlocked(true);
    });
    connection.on("unblocked", () => outlet.setBlocked(false));
    this.#outlet = outlet;
  }

  close(cause: Error): void {
    this.#outlet?.close(cause);
    this.#outlet = undefined;
  }

  async publish(queue: string, bodies: readonly string[]): Promise<void> {
    let unsent = bodies;
    for (let attempt = 1; unsent.length > 0 && attempt <= maxAttempts; attempt += 1) {
      if (!this.#outlet) throw brokerUnavailable();
      if (!this.queues.isDeclared(queue)) await this.queues.declare(queue);
      unsent = await this.#send(queue, unsent);
      if (unsent.length > 0) this.queues.forget(queue);
    }
    if (unsent.length > 0) throw brokerUnavailable(new Error(`queue ${queue} does not stay declared`));
  }

  #send(queue: string, bodies: readonly string[]): Promise<readonly string[]> {
    if (!this.#outlet) throw brokerUnavailable();
    return this.#outlet.send(this.queues.nameOf(queue), bodies);
  }
}
