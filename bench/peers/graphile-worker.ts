import { openDatabase, urlOf, watchDatabase } from "./database.js";
import { load, versionOf } from "./installed.js";
import { slots, type Handler, type Payload, type Peer, type Producer } from "./peer.js";

interface WorkerSettings {
  readonly maxPoolSize: number;
  readonly localQueue?: { readonly size: number };
  readonly completeJobBatchDelay?: number;
  readonly failJobBatchDelay?: number;
}

interface Preset {
  readonly worker: Partial<WorkerSettings> & {
    readonly connectionString: string;
    readonly concurrentJobs?: number;
    readonly logger: unknown;
  };
}

interface WorkerUtils {
  addJob(identifier: string, payload: Payload): Promise<unknown>;
  addJobs(jobs: readonly { readonly identifier: string; readonly payload: Payload }[]): Promise<unknown>;
}

interface GraphileWorker {
  readonly Logger: new (scope: () => () => void) => unknown;
  makeWorkerUtils(options: { readonly preset: Preset }): Promise<WorkerUtils>;
  run(options: {
    readonly preset: Preset;
    readonly taskList: Readonly<Record<string, (payload: Payload) => void>>;
  }): Promise<unknown>;
}

const identifier = "noop";
const isDrained = "SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs) AS is_true";

async function work(url: string, settings: WorkerSettings, handle: Handler): Promise<void> {
  const { run, Logger } = load<GraphileWorker>("graphile-worker");
  const logger = new Logger(() => () => undefined);
  const worker = { ...settings, connectionString: url, concurrentJobs: slots, logger };
  await run({ preset: { worker }, taskList: { [identifier]: handle } });
}

async function produce(url: string): Promise<Producer> {
  const { makeWorkerUtils, Logger } = load<GraphileWorker>("graphile-worker");
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ preset: { worker: { connectionString: url, logger } } });
  return {
    enqueue: (payload) => utils.addJob(identifier, payload),
    enqueueMany: (payloads) => utils.addJobs(payloads.map((payload) => ({ identifier, payload }))),
    ...(await watchDatabase(url, isDrained)),
  };
}

function graphile(name: string, settings: WorkerSettings): Peer {
  const { maxPoolSize, localQueue } = settings;
  const words = `concurrentJobs ${slots}, maxPoolSize ${maxPoolSize}, completeJobBatchDelay 0`;
  return {
    name,
    settings: `synchronous_commit on; ${words}${localQueue ? `, localQueue ${localQueue.size}` : ""}; rows are deleted`,
    open: () => openDatabase(versionOf("graphile-worker")),
    work: (address, handle) => work(urlOf(address), settings, handle),
    produce: (address) => produce(urlOf(address)),
  };
}

/** Both with the batching of the configuration that its documentation measures, one without its local queue. */
const batching = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** The pool as its options advise: two more than jobs. */
export const graphileWorker = graphile("graphile-worker", { ...batching, maxPoolSize: slots + 2 });

/** One fetches for all: the default pool does more than the advised one. */
export const graphileWorkerLocalQueue = graphile("graphile-worker with localQueue", {
  ...batching,
  maxPoolSize: 10,
  localQueue: { size: 500 },
});
