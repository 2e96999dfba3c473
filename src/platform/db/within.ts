import type { Database, Query } from "./database.js";

/** Runs `work` in a transaction, its statements with it: commits when it resolves, rolls back and rethrows when it rejects. */
export function within<Result>(database: Database, work: (query: Query) => Promise<Result>): Promise<Result> {
  return database.transaction((client) => work((statement, values) => database.queryWithin(client, statement, values)));
}
