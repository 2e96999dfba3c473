/**
 * A process that owns an embedded PostgreSQL: `embedded-owner.ts <data directory> [early]`. Prints its URL; SIGTERM stops
 * it. With `early` it kills itself in the middle of its preparations.
 */
import { readdirSync } from "node:fs";
import { startEmbeddedPostgres } from "../../src/platform/db/embedded-postgres.js";
import { silentLog } from "../../src/platform/log.js";

const [dataDir = "", end] = process.argv.slice(2);
const dieInPreparations = (): void => {
  if (readdirSync(dataDir).some((name) => name.startsWith("postgres.draft-"))) process.kill(process.pid, "SIGKILL");
};
if (end === "early") setInterval(dieInPreparations, 5);
const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
console.log(server.url);
