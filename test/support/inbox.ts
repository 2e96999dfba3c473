import { vi } from "vitest";
import type { Broker, Consumer, Delivery } from "../../src/platform/broker/broker.js";

/** Collects what a consumer is handed; the test settles it. */
export class Inbox {
  readonly received: Delivery[] = [];
  lostCount = 0;
  consumer: Consumer | undefined;

  static async open(broker: Broker, queue: string, prefetch = 10): Promise<Inbox> {
    const inbox = new Inbox();
    inbox.consumer = await broker.consume(queue, {
      prefetch,
      onDelivery: (delivery) => inbox.received.push(delivery),
      onLost: () => (inbox.lostCount += 1),
    });
    return inbox;
  }

  get bodies(): string[] {
    return this.received.map((delivery) => delivery.body);
  }

  /** Resolves with all that was received, once that is `count` or more. */
  async holds(count: number): Promise<Delivery[]> {
    return vi.waitFor(
      () => {
        if (this.received.length < count) throw new Error(`received ${this.received.length} of ${count}`);
        return this.received;
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  ackAll(): void {
    for (const delivery of this.received) delivery.ack();
  }
}

/** Takes `count` messages, acks each at once and answers their bodies. */
export async function drain(broker: Broker, queue: string, count: number): Promise<string[]> {
  const bodies: string[] = [];
  const consumer = await new Promise<Consumer>((resolve, reject) => {
    const onDelivery = (delivery: Delivery) => {
      delivery.ack();
      if (bodies.push(delivery.body) === count) resolve(opening);
    };
    const onLost = () => reject(new Error("consumer lost"));
    const opening = broker.consume(queue, { prefetch: 500, onDelivery, onLost });
    opening.catch(reject);
  });
  await consumer.cancel();
  return bodies;
}

export function numbered(count: number, prefix = "m"): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
