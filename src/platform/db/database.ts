import type { Pool, PoolClient } from "pg";
import type { PrismaClient } from "../../generated/prisma/client.js";

/**
 * PostgreSQL as the slices see it: Prisma for CRUD, `query` for the statements in `sql/`. All of it shares one pool.
 *
 * Whatever keeps PostgreSQL from answering reads as a MusterError, through each of these doors: UNAVAILABLE with reason
 * DATABASE_UNAVAILABLE (down, shutting down, unreachable), DATABASE_BUSY (no connection became free) or DATABASE_FULL
 * (disk), and TIMEOUT with DATABASE_TIMEOUT (statement took too long and was undone). What a statement itself does wrong
 * stays what pg or Prisma throws (`code` 23505 or P2002 and so on): it is for the store that sent it.
 */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  /** Runs one prepared statement; up to three times more while it is the victim of a deadlock. bigint reads as number. */
  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs one prepared statement on a transaction's client. A failure comes as pg throws it, for `transaction` to read: the
   * transaction is lost, so nothing is sent again.
   */
  queryWithin<Row>(client: PoolClient, statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Runs `work` in a transaction: commits when it resolves, rolls back and rethrows when it rejects. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  /** Resolves when PostgreSQL answers. */
  ping(): Promise<void>;
}

/** Runs a prepared statement, on a connection of its own or within a transaction. */
export type Query = Database["query"];

/** One statement of a slice's `sql/` folder; `name` makes it a prepared one on each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** Rows come as arrays, in the order of their columns. */
  readonly rowMode?: "array";
  /** What its time is counted under, where many differ in little; its name unless said. */
  readonly family?: string;
}
