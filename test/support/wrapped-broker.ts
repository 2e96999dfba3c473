import type { Broker } from "../../src/platform/broker/broker.js";

/** The same broker but for what is changed. */
export function wrapBroker(inner: Broker, changes: Partial<Broker>): Broker {
  return new Proxy(inner, {
    get(target, key) {
      if (key in changes) return changes[key as keyof Broker];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A broker that is there or not, as the test says. */
export class FlakyBroker {
  /** Whether it answers at all. */
  isUp = true;
  /** Queues whose messages it confirms and loses. */
  loses: (queue: string) => boolean = () => false;
  /** Queues that it takes nothing for. */
  refuses: (queue: string) => boolean = () => false;
  /** What it was told, by queue. */
  readonly published = new Map<string, string[]>();
  readonly broker: Broker;

  constructor(inner: Broker) {
    this.broker = wrapBroker(inner, {
      isConnected: () => this.isUp,
      publish: async (queue, bodies) => {
        if (!this.isUp || this.refuses(queue)) throw new Error("the test's broker takes nothing");
        this.published.set(queue, [...(this.published.get(queue) ?? []), ...bodies]);
        if (!this.loses(queue)) await inner.publish(queue, bodies);
      },
    });
  }
}
