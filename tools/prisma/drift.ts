/**
 * `npm run db:diff`: compares what the migrations make with what schema.prisma says. Ends with 2 when they differ, with the
 * difference on standard output. Works on a scratch database: of the server at DATABASE_URL, or of an embedded one.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../src/platform/db/index.js";
import { silentLog } from "../../src/platform/log.js";
import { install, isInstalled, migrationsFolder, runPrisma, schemaFile } from "./command.js";

async function compare(databaseUrl: string): Promise<number> {
  const words = ["migrate", "diff", "--from-migrations", migrationsFolder, "--to-schema", schemaFile, "--exit-code"];
  const { code } = await runPrisma(words, { databaseUrl });
  return code ?? 1;
}

async function compareOnEmbedded(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "muster-drift-"));
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
  try {
    return await compare(server.url);
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (!isInstalled()) install();
const { DATABASE_URL } = process.env;
process.exitCode = await (DATABASE_URL ? compare(DATABASE_URL) : compareOnEmbedded());
