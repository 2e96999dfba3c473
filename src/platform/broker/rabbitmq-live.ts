import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { within } from "./deadline.js";
import { openChannel } from "./rabbitmq-channel.js";
import type { LinkPart } from "./rabbitmq-link.js";
import type { RabbitMqSettings } from "./rabbitmq-settings.js";
import { TopicTable } from "./topic-table.js";

/** A replica that cannot keep up loses its oldest broadcasts and reads them from the log, instead of filling the broker. */
const maxQueued = 50_000;

const liveQueue = { exclusive: true, autoDelete: true, durable: false, maxLength: maxQueued } as const;

interface Inlet {
  readonly channel: Channel;
  readonly queue: string;
  /** By pattern: done when the broker has answered. */
  readonly bindings: Map<string, Promise<unknown>>;
}

/**
 * What this process hears: one exclusive queue, one binding per pattern that has a listener here. The table of patterns
 * is the truth; each new connection binds all of them.
 */
export class RabbitMqLive implements LinkPart {
  readonly #topics: TopicTable;
  #inlet: Inlet | undefined;

  constructor(private readonly settings: RabbitMqSettings) {
    this.#topics = new TopicTable((error) => settings.log.error({ err: error }, "a listener of the broker threw"));
  }

  async open(connection: ChannelModel, drop: (cause: Error) => void): Promise<void> {
    const channel = await openChannel(connection, { log: this.settings.log, onClosed: drop });
    await assertLiveExchange(channel, this.settings.prefix);
    const { queue } = await channel.assertQueue("", liveQueue);
    // From here on, `subscribe` binds by itself; those before it are in the table.
    this.#inlet = { channel, queue, bindings: new Map() };
    await Promise.all(this.#topics.patterns().map((pattern) => this.#bind(pattern)));
    const onMessage = (message: ConsumeMessage | null) => {
      if (message) this.#topics.dispatch(message.fields.routingKey, message.content.toString());
      else drop(new Error("the broker cancelled the topic queue"));
    };
    await channel.consume(queue, onMessage, { noAck: true });
  }

  close(): void {
    this.#inlet = undefined;
  }

  /** Resolves when the broker has bound the pattern; while it is away, at once. */
  async subscribe(pattern: string, onMessage: (body: string, topic: string) => void): Promise<() => Promise<void>> {
    const remove = this.#topics.add(pattern, onMessage);
    await this.#settle(this.#bind(pattern));
    return async () => {
      remove();
      if (!this.#topics.has(pattern)) await this.#settle(this.#unbind(pattern));
    };
  }

  /** Listeners of one pattern share its binding; the broker handles the calls of a channel in order. */
  async #bind(pattern: string): Promise<void> {
    if (!this.#inlet) return;
    const { channel, queue, bindings } = this.#inlet;
    const binding = bindings.get(pattern) ?? channel.bindQueue(queue, liveExchange(this.settings.prefix), pattern);
    bindings.set(pattern, binding);
    await binding;
  }

  async #unbind(pattern: string): Promise<void> {
    if (!this.#inlet?.bindings.delete(pattern)) return;
    const { channel, queue } = this.#inlet;
    await channel.unbindQueue(queue, liveExchange(this.settings.prefix), pattern);
  }

  /** These calls fail or hang only with their connection, and the next one starts from the table. */
  async #settle(call: Promise<void>): Promise<void> {
    const { clock, timing, log } = this.settings;
    try {
      await within(clock, timing.callTimeoutMs, call);
    } catch (error) {
      log.debug({ err: error }, "topic binding left to the next connection");
    }
  }
}

export function liveExchange(prefix: string): string {
  return `${prefix}muster.live`;
}

/** Not durable: what it carries is worth nothing after a restart, and each connection declares it again. */
export async function assertLiveExchange(channel: Channel, prefix: string): Promise<void> {
  await channel.assertExchange(liveExchange(prefix), "topic", { durable: false });
}
