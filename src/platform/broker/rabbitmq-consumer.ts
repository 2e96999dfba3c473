import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import type { ConsumeOptions, Consumer } from "./broker.js";
import { within } from "./deadline.js";
import { closeQuietly, openChannel } from "./rabbitmq-channel.js";
import { DeliveryLedger } from "./rabbitmq-ledger.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";

/**
 * How long a cancelled consumer keeps its channel after the last settlement. RabbitMQ passes settlements on to a quorum
 * queue 32 at a time, and drops with the channel what it has not passed on: that would be delivered again.
 */
const lingerMs = 1_000;

/**
 * One consumer on one channel. It is opening, running, cancelled (what is in hand may still be settled; the channel closes
 * a while after the last), then ended.
 */
export class RabbitMqConsumer implements Consumer {
  #state: "opening" | "running" | "cancelled" | "ended" = "opening";
  #channel: Channel | undefined;
  #ledger: DeliveryLedger | undefined;
  #tag = "";
  #cancelLinger: () => void = () => {};
  #cancelling: Promise<void> | undefined;

  constructor(
    private readonly settings: RabbitMqSettings,
    private readonly options: ConsumeOptions,
    private readonly onEnded: () => void,
  ) {}

  async open(connection: ChannelModel, queue: string): Promise<void> {
    const channel = await openChannel(connection, { log: this.settings.log, onClosed: () => this.lose() });
    if (this.#hasEnded()) return void closeQuietly(channel);
    this.#channel = channel;
    this.#ledger = new DeliveryLedger(channel, () => this.#endWhenDone());
    await channel.prefetch(this.options.prefetch);
    const { consumerTag } = await channel.consume(queue, (message) => this.#onMessage(message));
    this.#tag = consumerTag;
    if (this.#hasEnded()) throw new Error("the consumer ended while it was opened");
    this.#state = "running";
  }

  cancel(): Promise<void> {
    this.#cancelling ??= this.#cancel();
    return this.#cancelling;
  }

  /** The broker ended it. */
  lose(): void {
    const isNews = this.#state === "running";
    void this.end();
    if (!isNews) return;
    try {
      this.options.onLost();
    } catch (error) {
      this.settings.log.error({ err: error }, "a consumer's onLost threw");
    }
  }

  /** We end it: what is in hand goes back to the queue. At once; resolves when the broker knows. Never rejects. */
  async end(): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#ledger?.close();
    this.onEnded();
    this.#cancelLinger();
    if (this.#channel) await closeQuietly(this.#channel);
  }

  async #cancel(): Promise<void> {
    if (this.#state !== "running" || !this.#channel) return;
    this.#state = "cancelled";
    const { clock, timing } = this.settings;
    this.#ledger?.flush();
    try {
      await within(clock, timing.callTimeoutMs, this.#channel.cancel(this.#tag));
      this.#endWhenDone();
    } catch {
      void this.end();
    }
  }

  /** A call, since it changes while `open` waits. */
  #hasEnded(): boolean {
    return this.#state === "ended";
  }

  #endWhenDone(): void {
    if (this.#state !== "cancelled" || !this.#ledger?.isEmpty) return;
    this.#cancelLinger();
    this.#cancelLinger = this.settings.clock.after(lingerMs, () => void this.end());
  }

  #onMessage(message: ConsumeMessage | null): void {
    if (!message) return this.lose();
    const delivery = this.#ledger?.take(message);
    if (!delivery) return;
    // On its way when we cancelled: nobody expects it any more.
    if (this.#state === "cancelled" || this.#state === "ended") return delivery.requeue();
    this.options.onDelivery(delivery);
  }
}
