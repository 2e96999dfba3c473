import { inject } from "vitest";
import { createDatabase, type Database } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import type { Service } from "../../src/platform/service.js";
import { createDatabaseLike, databaseOf, dropDatabase } from "./template.js";

export interface TestDatabase {
  /** Started; ended by `close`. */
  readonly database: Database & Service;
  readonly url: string;
  /** Ends `database` and drops what it worked on. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Most connections; 8 unless said. */
  readonly poolSize?: number;
}

/** A database of its own for a test file, migrated and empty. Takes about 0.1 s. */
export async function openTestDatabase({ poolSize = 8 }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const url = await cloneTemplate();
  const database = createDatabase({ url, poolSize, log: silentLog, metrics: createMetrics() });
  await database.start();
  return {
    database,
    url,
    close: async () => {
      await database.stop();
      await dropDatabase(url);
    },
  };
}

/** The URL of a new migrated database, for processes that connect by themselves. The caller drops it. */
export function cloneTemplate(): Promise<string> {
  const template = inject("databaseUrl");
  return createDatabaseLike(template, databaseOf(template));
}
