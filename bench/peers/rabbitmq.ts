import { connect, type ConfirmChannel } from "amqplib";
import { wordOf } from "./database.js";
import { slots, type Handler, type Payload, type Peer, type Place, type Producer } from "./peer.js";

const url = process.env["MUSTER_BENCH_AMQP_URL"] ?? "amqp://guest:guest@127.0.0.1:5672";
let opened = 0;

async function open(): Promise<Place> {
  const queue = `muster.bench.peer.${process.pid}.${++opened}`;
  const connection = await connect(url);
  const { version } = connection.connection.serverProperties;
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, { durable: true, arguments: { "x-queue-type": "quorum" } });
  return {
    address: { queue },
    version,
    remove: async () => {
      await channel.deleteQueue(queue);
      await connection.close();
    },
  };
}

async function work(queue: string, handle: Handler): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.prefetch(slots);
  await channel.consume(queue, (message) => {
    if (message === null) return;
    handle(JSON.parse(message.content.toString()) as Payload);
    channel.ack(message);
  });
}

function publish(channel: ConfirmChannel, queue: string, payload: Payload): Promise<void> {
  return new Promise((resolve, reject) => {
    const content = Buffer.from(JSON.stringify(payload));
    channel.sendToQueue(queue, content, { persistent: true }, (error) => (error ? reject(error) : resolve()));
  });
}

async function produce(queue: string): Promise<Producer> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  return {
    enqueue: (payload) => publish(channel, queue, payload),
    enqueueMany: (payloads) => Promise.all(payloads.map((payload) => publish(channel, queue, payload))),
    // It tells of those that wait, not of those unacknowledged: the last acknowledgement counts when it is sent.
    isDrained: async () => (await channel.checkQueue(queue)).messageCount === 0,
  };
}

/** What handing over costs without any state of tasks: the other floor. */
export const rabbitmq: Peer = {
  name: "RabbitMQ alone",
  settings: `quorum queue of one node, persistent messages, publisher confirms, manual acknowledgement of each, prefetch ${slots}`,
  open,
  work: (address, handle) => work(wordOf(address, "queue"), handle),
  produce: (address) => produce(wordOf(address, "queue")),
};
