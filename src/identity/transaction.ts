import type { Database, Statement } from "../platform/db/database.js";

/** Runs one statement where it belongs: on the pool or in a transaction. */
export type Run = <Row>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>;

/** Runs `work` in one transaction: commits when it resolves, rolls back when it rejects. */
export function inTransaction<Result>(database: Database, work: (run: Run) => Promise<Result>): Promise<Result> {
  return database.transaction((client) =>
    work(async <Row>(statement: Statement, values: readonly unknown[]) => {
      const { rows } = await client.query({ ...statement, values: [...values] });
      // The statement's columns are the caller's to know.
      return rows as Row[];
    }),
  );
}
