/** A process that owns an embedded PostgreSQL: `embedded-owner.ts <data directory>`. Prints its URL; SIGTERM stops it. */
import { startEmbeddedPostgres } from "../../src/platform/db/embedded-postgres.js";
import { silentLog } from "../../src/platform/log.js";

const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? "", log: silentLog });
process.once("SIGTERM", () => void server.stop().then(() => process.exit(0)));
console.log(server.url);
