export type { Database, Query, Statement } from "./database.js";
export { EmbeddedPostgresError } from "./embedded-postgres-error.js";
export { startEmbeddedPostgres } from "./embedded-postgres.js";
export { migrate, pendingMigrations } from "./migrate.js";
export { MigrationError } from "./migrations.js";
export { createDatabase, type DatabaseOptions } from "./postgres-database.js";
