import pg from "pg";
import type { Address, Place, Producer } from "./peer.js";

const serverUrl = process.env["MUSTER_BENCH_DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
let opened = 0;

/** A database of its own for a run. */
export async function openDatabase(peerVersion?: string): Promise<Place> {
  const name = `muster_bench_peer_${process.pid}_${++opened}`;
  await administer(`CREATE DATABASE ${name}`);
  const [row] = await administer("SHOW server_version");
  const server = `PostgreSQL ${String(row?.["server_version"]).split(" ")[0]}`;
  const target = new URL(serverUrl);
  target.pathname = `/${name}`;
  return {
    address: { url: target.href },
    version: peerVersion === undefined ? server : `${peerVersion} on ${server}`,
    remove: async () => void (await administer(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** The connection string in the address of a database. */
export function urlOf(address: Address): string {
  return wordOf(address, "url");
}

export function wordOf(address: Address, name: string): string {
  const word = address[name];
  if (word === undefined) throw new Error(`the address has no ${name}`);
  return word;
}

/**
 * What every producer on PostgreSQL does the same; `question` answers `is_true`. Plans that were made for an empty table
 * stay until someone analyzes it with tasks in it, which the server does once a minute at most: by the luck of it
 * graphile-worker was measured at 294 or at 2,271 tasks/s. A database in use has its statistics, so all get them.
 */
export async function watchDatabase(url: string, question: string): Promise<Pick<Producer, "isDrained" | "settle">> {
  const client = await connect(url);
  return {
    isDrained: async () => (await client.query<{ is_true: boolean }>(question)).rows[0]?.is_true ?? false,
    settle: () => client.query(analyze),
  };
}

/** What `settle` does where nothing has to be watched. */
export async function settleDatabase(url: string): Promise<void> {
  const client = await connect(url);
  await client.query(analyze);
  await client.end();
}

const analyze = "ANALYZE";

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

async function administer(statement: string): Promise<Record<string, unknown>[]> {
  const client = await connect(serverUrl);
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
