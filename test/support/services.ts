import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import type { Broker } from "../../src/platform/broker/broker.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import { createRabbitMqBroker } from "../../src/platform/broker/rabbitmq-broker.js";
import type { Database } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { openTestDatabase, type TestDatabaseOptions } from "./database.js";
import { deleteFromRabbitMq } from "./rabbitmq.js";

interface TestBroker {
  /** Started; stopped by `close`. */
  readonly broker: Broker;
  /** Stops it and removes what it left on a RabbitMQ. */
  close(): Promise<void>;
}

export interface TestServices {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly broker: Broker;
  close(): Promise<void>;
}

/** A started database and a started broker that share nothing with another test file. */
export async function openTestServices(options: TestDatabaseOptions = {}): Promise<TestServices> {
  const { database, url, close } = await openTestDatabase(options);
  const { broker, close: closeBroker } = await openTestBroker();
  return {
    database,
    databaseUrl: url,
    broker,
    close: async () => {
      await closeBroker();
      await close();
    },
  };
}

/** A broker of the project's kind: the embedded one, or one on the RabbitMQ with queues and topics of its own. */
async function openTestBroker(): Promise<TestBroker> {
  const url = inject("amqpUrl");
  if (url !== null) return openRabbitMq(url);
  const broker = createEmbeddedBroker();
  await broker.start();
  return { broker, close: () => broker.stop() };
}

async function openRabbitMq(url: string): Promise<TestBroker> {
  const prefix = `test.${randomUUID()}.`;
  const broker = createRabbitMqBroker({ url, prefix, log: silentLog });
  const queues = recordQueues(broker, prefix);
  await broker.start();
  return {
    broker,
    close: async () => {
      await broker.stop();
      await deleteFromRabbitMq(url, { queues, exchange: `${prefix}muster.live` });
    },
  };
}

/** The full names of the queues that the broker makes, as it makes them. */
function recordQueues(broker: Broker, prefix: string): ReadonlySet<string> {
  const queues = new Set<string>();
  const publish = broker.publish.bind(broker);
  const consume = broker.consume.bind(broker);
  const note = (queue: string): void => void queues.add(prefix + queue);
  Object.assign(broker, {
    publish: (queue: string, bodies: readonly string[]) => (note(queue), publish(queue, bodies)),
    consume: (queue: string, options: Parameters<Broker["consume"]>[1]) => (note(queue), consume(queue, options)),
  });
  return queues;
}
