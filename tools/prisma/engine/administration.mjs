import pg from "pg";

/** PostgreSQL's and the socket's code -> the code that Prisma's CLI acts upon. */
const prismaCodes = new Map([
  ["3D000", "P1003"],
  ["ECONNREFUSED", "P1001"],
  ["28P01", "P1000"],
]);
const accessDenied = "P1010";

/**
 * The engine's `cli` commands. They answer by exit code; a failure is one JSON line on standard error.
 * @param {import("./command-line.mjs").Command} command
 * @returns {Promise<number>}
 */
export async function runAdministration({ action, url }) {
  try {
    await actions[action](url);
    return 0;
  } catch (error) {
    const fields = { message: error.message, error_code: prismaCodes.get(error.code) ?? accessDenied };
    const line = { timestamp: new Date().toISOString(), level: "ERROR", fields, target: "schema_engine::logger" };
    process.stderr.write(`\n${JSON.stringify(line)}\n`);
    return 1;
  }
}

const actions = {
  "can-connect-to-database": (url) => withClient(url, async () => {}),
  "create-database": (url) => createDatabase(url, databaseOf(url)),
  "drop-database": (url) => dropDatabase(url, databaseOf(url)),
};

/** Creates a database on the server of `url`. */
export async function createDatabase(url, name) {
  await withClient(urlOf(url, "postgres"), (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
}

/** Drops a database on the server of `url`, whoever is connected to it. */
export async function dropDatabase(url, name) {
  const statement = `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`;
  await withClient(urlOf(url, "postgres"), (client) => client.query(statement));
}

export function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The same server, another database. */
export function urlOf(url, database) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
