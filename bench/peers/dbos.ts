import pg from "pg";
import { openDatabase, urlOf, watchDatabase } from "./database.js";
import type { Client, DbosPackage } from "./dbos-package.js";
import { conductRuns, registerRuns, settingsOfRuns, taskQueue, type StepStyle } from "./dbos-runs.js";
import { load, versionOf } from "./installed.js";
import type { Conductor, Handler, Payload, Peer, Producer } from "./peer.js";

const application = "bench";
const options = { queueName: taskQueue.name, workflowName: "noop" };
const quiet = (): void => undefined;
/** To be seen are only warnings and errors. */
const logger = { info: quiet, debug: quiet, warn: console.warn, error: console.error };
const connections = 10;

const isDrained = `SELECT NOT EXISTS (SELECT FROM dbos.workflow_status WHERE status IN ('ENQUEUED', 'PENDING')) AS is_true`;

async function work(url: string, handle: Handler): Promise<void> {
  const { DBOS } = load<DbosPackage>("@dbos-inc/dbos-sdk");
  DBOS.setConfig({ name: application, systemDatabaseUrl: url, logLevel: "warn" });
  const workflow = async (payload: Payload): Promise<void> => handle(payload);
  const noop = DBOS.registerWorkflow(workflow, { name: options.workflowName });
  registerRuns(DBOS, { handle, startChild: () => DBOS.startWorkflow(noop, options)({}) });
  await DBOS.launch();
  const { name, ...queueSettings } = taskQueue;
  await DBOS.registerQueue(name, queueSettings);
}

function connect(url: string): Promise<Client> {
  const { DBOSClient } = load<DbosPackage>("@dbos-inc/dbos-sdk");
  return DBOSClient.create({ systemDatabaseUrl: url, applicationName: application, logger });
}

async function conduct(url: string, style: StepStyle): Promise<Conductor> {
  return conductRuns(await connect(url), url, style);
}

async function produce(url: string): Promise<Producer> {
  const client = await connect(url);
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

const settings = `synchronous_commit on; workerConcurrency ${taskQueue.workerConcurrency}, minPollingIntervalMs ${taskQueue.minPollingIntervalMs}`;

export const dbos: Peer = {
  name: "DBOS",
  settings: `${settings}; a batch is one transaction of single enqueues; steps of runs are child workflows over the queue, ${settingsOfRuns}; rows are kept`,
  open: () => openDatabase(versionOf("@dbos-inc/dbos-sdk")),
  work: (address, handle) => work(urlOf(address), handle),
  produce: (address) => produce(urlOf(address)),
  conduct: (address) => conduct(urlOf(address), "child"),
};

/** No other process has a part in the steps. */
export const dbosLocalSteps: Peer = {
  name: "DBOS with local steps",
  settings: `${settings}; steps are done in the process of their workflow (runStep); rows are kept`,
  open: dbos.open,
  work: dbos.work,
  conduct: (address) => conduct(urlOf(address), "local"),
};
