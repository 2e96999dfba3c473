import pg from "pg";
import type { Pool, PoolClient, QueryConfig, QueryResult } from "pg";
import { parseTimestamp } from "../instants.js";
import { databaseBusy, isBroken, toFailure } from "./failures.js";

export interface PoolOptions {
  readonly url: string;
  /** Most connections at a time. */
  readonly size: number;
  /** Longest wait for a connection. */
  readonly acquireMs: number;
  /** Longest run of one statement; the server ends it then. */
  readonly statementMs: number;
  /** Called when a connection broke. The pool replaces it by itself. */
  readonly onBroken: (error: Error) => void;
}

/** Calls that wait for a connection beyond this are refused, for each connection of the pool. */
const maxWaitingPerConnection = 200;
/** The server ends a statement first; this is for when it cannot tell us any more. */
const silenceMs = 5_000;
/** A process that hangs in a transaction must not hold its locks for ever. */
const idleInTransactionMs = 60_000;
const idleMs = 30_000;
/**
 * A prepared statement's plan is kept. One that was made while a table had ten rows reads all of it long after it has ten
 * thousand, until the next ANALYZE: a bulk load on a new database ran at a fifth of its speed. Every statement that matters
 * finds its rows by an index, a batch at a time, so these are all that the planner is left to choose from. Compiling a statement
 * (JIT) took 100 ms where the statement took one.
 */
const planning =
  "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c random_page_cost=1.1 -c jit=off";

/**
 * pg's pool with three changes: failures to reach PostgreSQL come as MusterErrors, to Prisma too; a statement that fails by
 * its own fault does not cost its connection; and the line of those who wait has an end. Its methods answer promises only.
 */
export function createPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size,
    application_name: "muster",
    connectionTimeoutMillis: options.acquireMs,
    idleTimeoutMillis: idleMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    statement_timeout: options.statementMs,
    query_timeout: options.statementMs + silenceMs,
    keepAlive: true,
    // What the server takes for its own zone would be slower to read.
    options: `${planning} -c timezone=UTC`,
    types: { getTypeParser },
  });
  // Without a listener on the idle and on those in use, a broken connection ends the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", options.onBroken));
  return guard(pool, options.size * maxWaitingPerConnection);
}

function guard(pool: Pool, maxWaiting: number): Pool {
  const acquire: () => Promise<PoolClient> = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: async () => {
      if (pool.waitingCount >= maxWaiting) throw databaseBusy();
      return acquire().catch(fail);
    },
    query: (query: string | QueryConfig, values?: unknown[]) =>
      runOnPool(pool, typeof query === "string" ? { text: query, ...(values && { values }) } : query),
  });
}

/** Sends one statement on a connection of its own and hands the connection back. */
async function runOnPool(pool: Pool, query: QueryConfig): Promise<QueryResult> {
  const client = await pool.connect();
  try {
    const result = await client.query(query);
    client.release();
    return result;
  } catch (error) {
    client.release(isBroken(error));
    return fail(error);
  }
}

function fail(error: unknown): never {
  throw toFailure(error);
}

const readTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

/** bigint as number: ours are counts and positions, far below 2^53. */
const textParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => parseTimestamp(text) ?? readTimestamp(text),
};

const getTypeParser: pg.CustomTypesConfig["getTypeParser"] = (oid, format) =>
  (format !== "binary" && textParsers[oid]) || pg.types.getTypeParser(oid, format);
