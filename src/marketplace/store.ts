import type { Database, Query } from "../platform/db/database.js";

/** Runs `work` in a transaction, its statements with it. */
export function within<Result>(database: Database, work: (query: Query) => Promise<Result>): Promise<Result> {
  return database.transaction((client) => work((statement, values) => database.queryWithin(client, statement, values)));
}

export function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
