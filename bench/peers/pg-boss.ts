import { openDatabase, urlOf, watchDatabase } from "./database.js";
import { load, versionOf } from "./installed.js";
import { slots, type Handler, type Payload, type Peer, type Producer } from "./peer.js";

interface Job {
  readonly data: Payload;
}

interface WorkOptions {
  readonly batchSize: number;
  readonly localConcurrency: number;
  readonly pollingIntervalSeconds: number;
  readonly burstWhenBatchFull: boolean;
}

interface Boss {
  on(event: "error", listener: (error: unknown) => void): void;
  start(): Promise<unknown>;
  createQueue(name: string, options: { readonly notify: boolean }): Promise<void>;
  send(name: string, data: Payload): Promise<unknown>;
  insert(name: string, jobs: readonly Job[]): Promise<unknown>;
  work(name: string, options: WorkOptions, handler: (jobs: readonly Job[]) => Promise<void>): Promise<unknown>;
}

interface PgBossPackage {
  readonly PgBoss: new (options: {
    readonly connectionString: string;
    readonly useListenNotify: boolean;
    readonly schedule: boolean;
  }) => Boss;
}

const queue = "noop";
/** Fewer than one for each slot: a fetch looks at the whole backlog, whatever it takes from it. */
const workers = 2;
const batchSize = slots / workers;
/** The least that it allows. */
const pollingIntervalSeconds = 0.5;

const isDrained = "SELECT NOT EXISTS (SELECT FROM pgboss.job WHERE name = 'noop' AND state < 'completed') AS is_true";

async function start(url: string, useListenNotify: boolean): Promise<Boss> {
  const { PgBoss } = load<PgBossPackage>("pg-boss");
  const boss = new PgBoss({ connectionString: url, useListenNotify, schedule: false });
  boss.on("error", (error) => process.stderr.write(`pg-boss: ${String(error)}\n`));
  await boss.start();
  return boss;
}

async function work(url: string, notify: boolean, handle: Handler): Promise<void> {
  const boss = await start(url, notify);
  await boss.createQueue(queue, { notify });
  const options = { batchSize, localConcurrency: workers, pollingIntervalSeconds, burstWhenBatchFull: true };
  await boss.work(queue, options, async (jobs) => {
    for (const { data } of jobs) handle(data);
  });
}

async function produce(url: string, notify: boolean): Promise<Producer> {
  const boss = await start(url, notify);
  return {
    enqueue: (payload) => boss.send(queue, payload),
    enqueueMany: (payloads) => {
      const jobs = payloads.map((data) => ({ data }));
      return boss.insert(queue, jobs);
    },
    ...(await watchDatabase(url, isDrained)),
  };
}

function pgBossWith(name: string, notify: boolean): Peer {
  const polling = `burstWhenBatchFull, pollingIntervalSeconds ${pollingIntervalSeconds}${notify ? ", notify" : ""}`;
  return {
    name,
    settings: `synchronous_commit on; ${workers} workers, batchSize ${batchSize}, ${polling}; rows are kept`,
    open: () => openDatabase(versionOf("pg-boss")),
    work: (address, handle) => work(urlOf(address), notify, handle),
    produce: (address) => produce(urlOf(address), notify),
  };
}

/** Commits with a NOTIFY wait for each other, so that what notify wins in latency it loses in single calls. */
export const pgBoss = pgBossWith("pg-boss", false);
export const pgBossNotify = pgBossWith("pg-boss with notify", true);
