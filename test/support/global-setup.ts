import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { createTemplate, dropDatabase } from "./template.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server on which tests may make databases; the database that it names is the migrated template. */
    readonly databaseUrl: string;
    /** null: the embedded broker is to be used. */
    readonly amqpUrl: string | null;
  }
}

/** Finds or starts the services of a project, and undoes it after its last test. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const real = project.name === "real";
  if (!real) warnOfMissingServices();
  const server = real ? realServer() : await embeddedServer();
  const databaseUrl = await createTemplate(server.url);
  project.provide("databaseUrl", databaseUrl);
  project.provide("amqpUrl", real ? required("MUSTER_TEST_AMQP_URL") : null);
  return async () => {
    await dropDatabase(databaseUrl);
    await server.stop();
  };
}

function warnOfMissingServices(): void {
  const missing = ["MUSTER_TEST_DATABASE_URL", "MUSTER_TEST_AMQP_URL"].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  console.warn(`Tests run on embedded services only, project "real" is left out: ${missing.join(" and ")} not set.`);
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

function realServer(): Server {
  return { url: required("MUSTER_TEST_DATABASE_URL"), stop: async () => undefined };
}

async function embeddedServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), "muster-test-"));
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
