import { randomUUID } from "node:crypto";
import type { Broker } from "../../src/platform/broker/broker.js";
import { createRabbitMqBroker, type RabbitMqBrokerOptions } from "../../src/platform/broker/rabbitmq-broker.js";
import { silentLog } from "../../src/platform/log.js";
import type { BrokerWorld } from "../contract/broker-contract.js";
import { deleteFromRabbitMq } from "./rabbitmq.js";

/** Comes back and stops sooner than in production, and waits for an answer as long: the machine may be busy. */
const fastTiming = {
  minBackoffMs: 20,
  maxBackoffMs: 200,
  closeTimeoutMs: 500,
} as const;

export interface RabbitMqWorld extends BrokerWorld {
  /** With other options than the world's own, such as a URL that goes through a proxy. */
  createWith(options: Partial<RabbitMqBrokerOptions>): Broker;
  readonly prefix: string;
}

/** Brokers with a prefix of their own on the RabbitMQ at `url`, where nothing is left behind. */
export async function openRabbitMqWorld(
  url: string,
  timing: RabbitMqBrokerOptions["timing"] = {},
): Promise<RabbitMqWorld> {
  const prefix = `test.${randomUUID()}.`;
  const made: Broker[] = [];
  const named = new Set<string>();
  const createWith = (options: Partial<RabbitMqBrokerOptions>) => {
    const broker = createRabbitMqBroker({
      url,
      prefix,
      log: silentLog,
      ...options,
      timing: { ...fastTiming, ...timing, ...options.timing },
    });
    made.push(broker);
    return broker;
  };
  const broker = createWith({});
  await broker.start();
  return {
    broker,
    prefix,
    createWith,
    create: () => createWith({}),
    name(word) {
      named.add(word);
      return word;
    },
    async close() {
      await Promise.all(made.map((each) => each.stop()));
      await deleteFromRabbitMq(url, {
        queues: [...named].map((name) => prefix + name),
        exchange: `${prefix}muster.live`,
      });
    },
  };
}
