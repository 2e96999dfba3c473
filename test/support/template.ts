import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate } from "../../src/platform/db/index.js";

export const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** A new migrated database on the server of `url`, for others to be cloned from. Nobody may stay connected to it. */
export async function createTemplate(url: string): Promise<string> {
  const template = await createDatabaseLike(url, "template0");
  await migrate(template, migrationsFolder);
  return template;
}

/** A new database on the server of `url`; answers its URL. */
export async function createDatabaseLike(url: string, template: string): Promise<string> {
  const name = `muster_test_${randomBytes(6).toString("hex")}`;
  await administrate(url, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`);
  return urlOf(url, name);
}

/** Drops the database that `url` names, whoever is connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await administrate(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(databaseOf(url))} WITH (FORCE)`);
}

export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Runs one statement as the server's administrator, outside of any test's database. */
export async function administrate(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(url, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
