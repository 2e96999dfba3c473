import { byId } from "../platform/by-id.js";
import type { Database } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import { takePage, type Page } from "../platform/page.js";
import { listStatement, type ListedExecution, type ListingShape } from "./listing.js";
import type { Execution } from "./model.js";
import { findExecutions } from "./sql/find-executions.sql.js";

/** Reads what is kept of runs. */
export class ExecutionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Execution>> {
    const known = [...new Set(ids)].filter((id) => isId("execution", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<Execution>(findExecutions, [tenantId, known]);
    return byId(rows);
  }

  /** A page may be shorter than was asked for, and still not the last: its outputs have a bound together. */
  async list(shape: ListingShape): Promise<Page<Execution>> {
    const { statement, values } = listStatement(shape);
    const rows = await this.#database.query<ListedExecution>(statement, values);
    // The first row that did not fit is there to tell that more follows.
    const isCut = rows.at(-1)?.isCut ?? false;
    return takePage(rows, isCut ? { ...shape.page, first: rows.length - 1 } : shape.page);
  }
}
