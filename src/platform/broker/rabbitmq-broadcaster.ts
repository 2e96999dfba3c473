import type { Channel, ChannelModel } from "amqplib";
import { closeQuietly, openChannel } from "./rabbitmq-channel.js";
import type { LinkPart } from "./rabbitmq-link.js";
import { assertLiveExchange, liveExchange } from "./rabbitmq-live.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/** Messages that may wait in memory for the socket; what is above is dropped, as broadcasts may be. */
const maxWaiting = 10_000;

/** Sends to topics, unconfirmed, on a channel of its own so that it takes no place in the publisher's window. */
export class RabbitMqBroadcaster implements LinkPart {
  #channel: Channel | undefined;
  #waiting = 0;

  constructor(private readonly settings: RabbitMqSettings) {}

  async open(connection: ChannelModel, drop: (cause: Error) => void): Promise<void> {
    const onClosed = (cause: Error) => this.#channel && drop(cause);
    const channel = await openChannel(connection, { log: this.settings.log, onClosed });
    await assertLiveExchange(channel, this.settings.prefix);
    channel.on("drain", () => (this.#waiting = 0));
    this.#waiting = 0;
    this.#channel = channel;
  }

  /** What was broadcast last may be the news that this process stops. */
  async finish(): Promise<void> {
    const channel = this.#channel;
    this.#channel = undefined;
    if (channel) await closeQuietly(channel);
  }

  close(): void {
    this.#channel = undefined;
  }

  broadcast(topic: string, body: string): void {
    if (!this.#channel || this.#waiting >= maxWaiting) return;
    try {
      const hasRoom = this.#channel.publish(liveExchange(this.settings.prefix), topic, Buffer.from(body));
      if (!hasRoom) this.#noteWaiting();
    } catch (error) {
      this.settings.log.debug({ err: error }, "broadcast lost");
    }
  }

  #noteWaiting(): void {
    this.#waiting += 1;
    if (this.#waiting === maxWaiting) this.settings.log.warn("broadcasts are dropped: the broker does not take them");
  }
}
