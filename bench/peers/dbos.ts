import pg from "pg";
import { openDatabase, urlOf, watchDatabase } from "./database.js";
import { load, versionOf } from "./installed.js";
import { slots, type Handler, type Payload, type Peer, type Producer } from "./peer.js";

interface EnqueueOptions {
  readonly queueName: string;
  readonly workflowName: string;
}

interface Client {
  enqueue(options: EnqueueOptions, payload: Payload): Promise<unknown>;
  enqueueInTransaction(client: pg.ClientBase, options: EnqueueOptions, payload: Payload): Promise<unknown>;
}

interface DbosPackage {
  readonly DBOS: {
    setConfig(config: { readonly name: string; readonly systemDatabaseUrl: string; readonly logLevel: string }): void;
    registerWorkflow(workflow: (payload: Payload) => Promise<void>, options: { readonly name: string }): unknown;
    launch(): Promise<void>;
    registerQueue(
      name: string,
      options: { readonly workerConcurrency: number; readonly minPollingIntervalMs: number },
    ): Promise<unknown>;
  };
  readonly DBOSClient: {
    create(options: { readonly systemDatabaseUrl: string; readonly applicationName: string }): Promise<Client>;
  };
}

const application = "bench";
const options = { queueName: "noop", workflowName: "noop" };
/** A queue is polled, never notified: what a poll claims has to suffice until the next. The default is 1,000 ms. */
const minPollingIntervalMs = 5;
const connections = 10;

const isDrained = `SELECT NOT EXISTS (SELECT FROM dbos.workflow_status WHERE status IN ('ENQUEUED', 'PENDING')) AS is_true`;

async function work(url: string, handle: Handler): Promise<void> {
  const { DBOS } = load<DbosPackage>("@dbos-inc/dbos-sdk");
  DBOS.setConfig({ name: application, systemDatabaseUrl: url, logLevel: "warn" });
  const workflow = async (payload: Payload): Promise<void> => handle(payload);
  DBOS.registerWorkflow(workflow, { name: options.workflowName });
  await DBOS.launch();
  await DBOS.registerQueue(options.queueName, { workerConcurrency: slots, minPollingIntervalMs });
}

async function produce(url: string): Promise<Producer> {
  const { DBOSClient } = load<DbosPackage>("@dbos-inc/dbos-sdk");
  const client = await DBOSClient.create({ systemDatabaseUrl: url, applicationName: application });
  const pool = new pg.Pool({ connectionString: url, max: connections });
  return {
    enqueue: (payload) => client.enqueue(options, payload),
    enqueueMany: (payloads) => enqueueTogether(client, pool, payloads),
    ...(await watchDatabase(url, isDrained)),
  };
}

/** It has no call for many: one transaction for them all saves the commits, not the statements. */
async function enqueueTogether(client: Client, pool: pg.Pool, payloads: readonly Payload[]): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query("BEGIN");
    for (const payload of payloads) await client.enqueueInTransaction(connection, options, payload);
    await connection.query("COMMIT");
  } finally {
    connection.release();
  }
}

export const dbos: Peer = {
  name: "DBOS",
  settings: `synchronous_commit on; workerConcurrency ${slots}, minPollingIntervalMs ${minPollingIntervalMs}; a batch is one transaction of single enqueues; rows are kept`,
  open: () => openDatabase(versionOf("@dbos-inc/dbos-sdk")),
  work: (address, handle) => work(urlOf(address), handle),
  produce: (address) => produce(urlOf(address)),
};
