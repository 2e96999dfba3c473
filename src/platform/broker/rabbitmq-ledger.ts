import type { Channel, ConsumeMessage } from "amqplib";
import type { Delivery } from "./broker.js";

/** RabbitMQ keeps the order of messages that are requeued together only up to this many (a larger Erlang map has none). */
const maxRequeuedTogether = 32;

interface Settlement {
  readonly message: ConsumeMessage;
  readonly isRequeued: boolean;
}

/**
 * The deliveries of one channel that are in hand. Settlements are collected until the next turn of the event loop and sent
 * as few frames: one for a run of acks or requeues if nothing below it is still in hand, else one for each.
 */
export class DeliveryLedger {
  /** Delivery tags, which count up, so the first is the lowest. */
  readonly #inHand = new Set<number>();
  #settled: Settlement[] = [];
  #flushing: NodeJS.Immediate | undefined;
  #isClosed = false;

  constructor(
    private readonly channel: Channel,
    /** Nothing is in hand any more, and the broker has been told. */
    private readonly onEmpty: () => void,
  ) {}

  get isEmpty(): boolean {
    return this.#inHand.size === 0 && this.#settled.length === 0;
  }

  take(message: ConsumeMessage): Delivery {
    this.#inHand.add(message.fields.deliveryTag);
    return new LedgerDelivery(message, this);
  }

  settle(message: ConsumeMessage, isRequeued: boolean): void {
    if (!this.#inHand.delete(message.fields.deliveryTag)) return;
    this.#settled.push({ message, isRequeued });
    this.#flushing ??= setImmediate(() => this.flush());
  }

  /** In the order of delivery. What was not settled yet bounds the frames that speak of "all up to" a delivery. */
  flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const settled = this.#settled.toSorted((a, b) => tagOf(a) - tagOf(b));
    this.#settled = [];
    const [lowestInHand = Infinity] = this.#inHand;
    this.#tellRuns(settled.filter((settlement) => tagOf(settlement) < lowestInHand));
    for (const settlement of settled) if (tagOf(settlement) > lowestInHand) this.#tell(settlement, false);
    if (this.isEmpty) this.onEmpty();
  }

  #tellRuns(settled: readonly Settlement[]): void {
    let together = 0;
    for (const [index, settlement] of settled.entries()) {
      together += 1;
      const isLastOfKind = settled[index + 1]?.isRequeued !== settlement.isRequeued;
      if (!isLastOfKind && !(settlement.isRequeued && together === maxRequeuedTogether)) continue;
      this.#tell(settlement, true);
      together = 0;
    }
  }

  /** Tells the broker what it was not told yet, if it can be reached; then forgets all. */
  close(): void {
    if (this.#isClosed) return;
    this.flush();
    this.#isClosed = true;
    this.#inHand.clear();
  }

  /** A channel that is closed throws; the broker has then requeued all that it was not told of. */
  #tell({ message, isRequeued }: Settlement, isAllUpTo: boolean): void {
    if (this.#isClosed) return;
    try {
      if (isRequeued) this.channel.nack(message, isAllUpTo, true);
      else this.channel.ack(message, isAllUpTo);
    } catch {
      this.#isClosed = true;
    }
  }
}

function tagOf({ message }: Settlement): number {
  return message.fields.deliveryTag;
}

class LedgerDelivery implements Delivery {
  readonly body: string;

  constructor(
    private readonly message: ConsumeMessage,
    private readonly ledger: DeliveryLedger,
  ) {
    this.body = message.content.toString();
  }

  ack(): void {
    this.ledger.settle(this.message, false);
  }

  requeue(): void {
    this.ledger.settle(this.message, true);
  }
}
