import { execFileSync } from "node:child_process";
import { connect } from "node:net";
import { once } from "node:events";
import { wordOf } from "./database.js";
import { load, versionOf } from "./installed.js";
import { slots, type Address, type Handler, type Payload, type Peer, type Place, type Producer } from "./peer.js";
import { findFreePorts, startPrivateServer } from "./private-server.js";

interface JobOrder {
  readonly name: string;
  readonly data: Payload;
}

interface Connection {
  readonly host: string;
  readonly port: number;
  readonly maxRetriesPerRequest?: null;
}

interface Queue {
  add(name: string, data: Payload): Promise<unknown>;
  addBulk(jobs: readonly JobOrder[]): Promise<unknown>;
  getJobCountByTypes(...types: readonly string[]): Promise<number>;
}

interface BullMq {
  readonly Queue: new (
    name: string,
    options: {
      readonly connection: Connection;
      readonly defaultJobOptions: { readonly removeOnComplete: boolean };
    },
  ) => Queue;
  readonly Worker: new (
    name: string,
    process: (job: JobOrder) => Promise<null>,
    options: { readonly connection: Connection; readonly concurrency: number },
  ) => { waitUntilReady(): Promise<unknown> };
}

const queue = "noop";
const command = process.env["MUSTER_BENCH_REDIS_SERVER"] ?? "redis-server";
const durability = [
  "--appendonly",
  "yes",
  "--appendfsync",
  "everysec",
  "--save",
  "",
  "--maxmemory-policy",
  "noeviction",
];

async function open(): Promise<Place> {
  const [port = 0] = await findFreePorts(1);
  const server = await startPrivateServer({
    command,
    words: (folder) => ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, ...durability],
    isReady: () => answersPing(port),
  });
  const version = /v=(\S+)/.exec(execFileSync(command, ["--version"], { encoding: "utf8" }))?.[1];
  return {
    address: { port: String(port) },
    version: `${versionOf("bullmq")} on Redis ${version}`,
    remove: () => server.stop(),
  };
}

async function answersPing(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    socket.write("PING\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    return answer.toString().startsWith("+PONG");
  } finally {
    socket.destroy();
  }
}

function connectionOf(address: Address): Connection {
  return { host: "127.0.0.1", port: Number(wordOf(address, "port")) };
}

async function work(address: Address, handle: Handler): Promise<void> {
  const connection = { ...connectionOf(address), maxRetriesPerRequest: null };
  const process = async ({ data }: JobOrder): Promise<null> => {
    handle(data);
    return null;
  };
  const worker = new (load<BullMq>("bullmq").Worker)(queue, process, { connection, concurrency: slots });
  await worker.waitUntilReady();
}

async function produce(address: Address): Promise<Producer> {
  const options = { connection: connectionOf(address), defaultJobOptions: { removeOnComplete: true } };
  const jobs = new (load<BullMq>("bullmq").Queue)(queue, options);
  return {
    enqueue: (payload) => jobs.add(queue, payload),
    enqueueMany: (payloads) => jobs.addBulk(payloads.map((data) => ({ name: queue, data }))),
    isDrained: async () => (await jobs.getJobCountByTypes("waiting", "active", "delayed", "prioritized")) === 0,
  };
}

export const bullmq: Peer = {
  name: "BullMQ",
  settings: `appendonly yes, appendfsync everysec (a crash may lose the last second); concurrency ${slots}; removeOnComplete`,
  open,
  work,
  produce,
};
