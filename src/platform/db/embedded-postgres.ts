import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../log.js";
import { EmbeddedPostgresError } from "./embedded-postgres-error.js";
import { chooseAccount } from "./postgres-account.js";
import { findBinaries } from "./postgres-binaries.js";
import {
  ensureFolder,
  ensureSocketFolder,
  type PostgresFolder,
  removeSocketFolder,
  socketPort,
  superuser,
} from "./postgres-folder.js";
import { answers, removeStaleLock } from "./postgres-lock.js";
import { PostgresProcess } from "./postgres-process.js";

export interface EmbeddedPostgresOptions {
  /** The server's data live in `postgres` below it. One process at a time may use it. */
  readonly dataDir: string;
  readonly log: Log;
}

export interface EmbeddedPostgres {
  /** Of the database `muster`, through a unix socket that only this account and root can reach. */
  readonly url: string;
  /** Resolves when the server has written everything and ended. Any number of times, never rejects. */
  stop(): Promise<void>;
}

const databaseName = "muster";
/** How long a folder may be busy with the shutdown or the recovery of its last server. */
const startMs = 60_000;
const retryMs = 200;
/** A server that answers for as long has a living owner; one whose owner was just killed stops sooner, on a busy machine too. */
const ownedMs = 5_000;
const lockedLine = /lock file .* already exists|pre-existing shared memory/;

/**
 * Starts the PostgreSQL that comes with npm, on its own data. It ends when this process does, however that ends; when it
 * ends by itself it is started again. Rejects with an EmbeddedPostgresError that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const path = resolve(options.dataDir, "postgres");
  const account = await chooseAccount(path);
  const folder: PostgresFolder = { path, account, binaries: await findBinaries(account) };
  await ensureFolder(folder);
  const server = new EmbeddedServer(folder, await ensureSocketFolder(folder), options.log);
  await server.start();
  return server;
}

class EmbeddedServer implements EmbeddedPostgres {
  readonly url: string;
  readonly #folder: PostgresFolder;
  readonly #socketFolder: string;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #process: PostgresProcess | undefined;
  #watching: Promise<void> = Promise.resolve();

  constructor(folder: PostgresFolder, socketFolder: string, log: Log) {
    this.#folder = folder;
    this.#socketFolder = socketFolder;
    this.#log = log;
    this.url = this.#urlOf(databaseName);
  }

  async start(): Promise<void> {
    this.#process = await this.#launch();
    this.#watching = this.#keepRunning();
    await ensureDatabase(this.#urlOf("postgres")).catch(async (error: unknown) => {
      await this.stop();
      throw error;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process?.stop();
    await this.#watching;
    await removeSocketFolder(this.#folder, this.#socketFolder);
  }

  async #keepRunning(): Promise<void> {
    for (;;) {
      await this.#process?.ended;
      if (this.#stopping.signal.aborted) return;
      this.#log.error({ lines: this.#process?.lastLines }, "the embedded PostgreSQL has ended; it is started again");
      this.#process = await this.#launch().catch((error: unknown) => {
        this.#log.error({ err: error }, "the embedded PostgreSQL does not start");
        return undefined;
      });
      if (!this.#process) await pause(retryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Tries until the folder is free: a killed owner's server needs a moment to end. */
  async #launch(): Promise<PostgresProcess> {
    const deadline = performance.now() + startMs;
    for (;;) {
      await this.#refuseOwned();
      await removeStaleLock(this.#folder.path);
      const attempt = new PostgresProcess({ folder: this.#folder, socketFolder: this.#socketFolder, log: this.#log });
      const failure: unknown = await attempt.ready.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) return attempt;
      if (!lockedLine.test(attempt.lastLines) || performance.now() > deadline || this.#stopping.signal.aborted) {
        throw new EmbeddedPostgresError(`The embedded PostgreSQL does not start: ${attempt.lastLines}`, failure);
      }
      await pause(retryMs);
    }
  }

  async #refuseOwned(): Promise<void> {
    const since = performance.now();
    while (await answers(this.#urlOf("postgres"))) {
      if (performance.now() - since > ownedMs) {
        throw new EmbeddedPostgresError(
          `${this.#folder.path} is in use by another process. Stop it, choose another MUSTER_DATA_DIR, or set DATABASE_URL.`,
        );
      }
      await pause(retryMs);
    }
  }

  #urlOf(database: string): string {
    return `postgres://${superuser}@localhost:${socketPort}/${database}?host=${encodeURIComponent(this.#socketFolder)}`;
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}
