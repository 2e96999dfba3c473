/*
 * A call:    socket or HTTP -> limits -> resolver -> slice -> PostgreSQL -> answer
 * A task:    tasks write it with its event and its outbox row -> the fast path or the feeder publishes it -> the broker
 *            -> the dispatcher of a replica with a free agent claims it -> the agent's socket -> accept, complete
 * A run:     a task of it ends -> a turn of the run: what is ready begins, in one transaction with its tasks
 * An agent of the marketplace: its module is read from the blobs and verified -> a process without secrets runs it
 * An event:  written in the transaction that it tells of -> announced over the broker -> followers read PostgreSQL
 *
 * The wiring below is in that order from the bottom up: each may use what stands before it, and stops before it.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSchema } from "../resolvers/index.js";
import type { Config } from "./config.js";
import { deadQueue, type DispatchService } from "./dispatch/index.js";
import { createFirstSignIn, type FirstSignIn } from "./first-sign-in.js";
import { packageRoot } from "./package-root.js";
import { createFileBlobStore, createS3BlobStore, type OwnedBlobStore } from "./platform/blobs/index.js";
import { createEmbeddedBroker } from "./platform/broker/embedded-broker.js";
import type { Broker } from "./platform/broker/broker.js";
import { createRabbitMqBroker } from "./platform/broker/rabbitmq-broker.js";
import { systemClock } from "./platform/clock.js";
import {
  createDatabase,
  migrate,
  pendingMigrations,
  startEmbeddedPostgres,
  type Database,
} from "./platform/db/index.js";
import type { Log } from "./platform/log.js";
import { createMetrics, measureProcess, type Metrics } from "./platform/metrics.js";
import { startAll, stopAll, type Service } from "./platform/service.js";
import type { ReadinessCheck } from "./server/health.js";
import { createServer, type Server } from "./server/server.js";
import { wireSlices } from "./slices.js";

/** Muster in one process: all roles or some. */
export interface App extends Service {
  /** Where it serves, once started. */
  readonly url: string;
  /** What a person needs to come in, once started. */
  readonly firstSignIn: FirstSignIn;
  readonly metrics: Metrics;
}

interface Platform {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: typeof systemClock;
  readonly root: string;
}

export function createApp({ config, log }: { readonly config: Config; readonly log: Log }): App {
  const metrics = createMetrics();
  const platform = { config, log, metrics, clock: systemClock, root: packageRoot() };
  let wiring: Wiring | null = null;
  let starting: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | null = null;
  const start = async (): Promise<void> => {
    measureProcess(metrics);
    wiring = await wire(platform);
    await startAll(wiring.services);
  };
  const stop = async (): Promise<void> => {
    // A failed start has cleaned up after itself, and told its caller.
    await starting.catch(() => undefined);
    if (!wiring) return;
    await wiring.dispatch.drain();
    await stopAll(wiring.services);
  };
  const running = (): Wiring => {
    if (!wiring) throw new Error("The app was not started.");
    return wiring;
  };
  return {
    name: "muster",
    metrics,
    get url() {
      return running().server.url;
    },
    get firstSignIn() {
      return running().firstSignIn;
    },
    start: () => (starting = start()),
    stop: () => (stopping ??= stop()),
  };
}

interface Wiring {
  readonly services: readonly Service[];
  readonly dispatch: DispatchService;
  readonly server: Server;
  readonly firstSignIn: FirstSignIn & Service;
}

async function wire(platform: Platform): Promise<Wiring> {
  const { config, root } = platform;
  const schema = createSchema(await readFile(join(root, "schema.graphql"), "utf8"));
  const embedded = config.databaseUrl
    ? null
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log: platform.log });
  const url = config.databaseUrl ?? embedded?.url ?? "";
  const migrations = join(root, "prisma", "migrations");
  const database = createDatabase({ ...platform, url, poolSize: config.dbPoolSize });
  const broker = wireBroker(platform);
  const blobs = wireBlobs(platform);
  const baseUrl = (): string => config.publicUrl ?? server.url;
  const { services, gauge, wasm } = wireSlices({ ...platform, database, broker, blobs, baseUrl });
  const { identity, events, agents, dispatch, workflows, binaries, marketplace, executions, sandboxes } = services;
  const firstSignIn = createFirstSignIn({ config, identity });
  const server: Server = createServer({
    ...platform,
    services,
    schema,
    checks: checksOf(database, broker, migrations),
    servesApi: config.roles.has("dispatcher"),
    explorerDirectory: join(root, "dist", "explorer"),
  });
  return {
    dispatch,
    server,
    firstSignIn,
    services: [
      step("embedded postgres", embedded ? { stop: () => embedded.stop() } : {}),
      database,
      step("migrations", { start: () => migrate(url, migrations) }),
      broker,
      identity,
      firstSignIn,
      events,
      agents,
      gauge,
      dispatch,
      workflows,
      blobs,
      binaries,
      ...wasm,
      marketplace,
      executions,
      server,
      // What runs in them is told where the server is, and works with it to its end.
      sandboxes,
    ],
  };
}

function wireBroker({ config, log, metrics }: Platform): Broker {
  const broker = config.amqpUrl
    ? createRabbitMqBroker({ url: config.amqpUrl, log, prefix: config.queuePrefix, lasting: [deadQueue] })
    : createEmbeddedBroker({ log, lasting: [deadQueue] });
  const collect = (): number => (broker.isConnected() ? 1 : 0);
  metrics.gauge({ name: "muster_broker_connected", help: "1 while the broker is there.", collect });
  return broker;
}

function wireBlobs({ config, log }: Platform): OwnedBlobStore {
  const { s3Bucket: bucket, s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = config;
  if (bucket === null) return createFileBlobStore({ directory: config.blobsDir ?? join(config.dataDir, "blobs") });
  return createS3BlobStore({
    bucket,
    prefix: config.s3Prefix,
    region: config.s3Region,
    endpoint: config.s3Endpoint,
    forcePathStyle: config.s3PathStyle,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    log,
  });
}

function checksOf(database: Database, broker: Broker, migrations: string): Record<string, ReadinessCheck> {
  return {
    database: () => database.ping().then(() => true),
    broker: () => broker.isConnected(),
    migrations: async () => (await pendingMigrations(database.pool, migrations)).length === 0,
  };
}

/** Something to be done at its place in the order, by a service's contract. */
function step(
  name: string,
  work: { readonly start?: () => Promise<unknown>; readonly stop?: () => Promise<void> },
): Service {
  return {
    name,
    start: async () => {
      await work.start?.();
    },
    stop: async () => {
      await work.stop?.();
    },
  };
}
