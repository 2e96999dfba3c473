import type { Database } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import { encodeCursor, parsePage, takePage, type Page, type PageOrder } from "../../platform/page.js";
import { SharedReads } from "../../platform/shared-reads.js";
import type { WorkflowRun } from "../model.js";
import { findRuns, findRunVersions } from "../sql/find-runs.sql.js";
import { runRows } from "../sql/run-rows.js";
import { checkRunFilter, listRunsStatement, type RunListing } from "./run-listing.js";

const newestFirst: PageOrder = { name: "workflowRuns.id.desc", keyCount: 1 };

export const runCursor = ({ id }: WorkflowRun): string => encodeCursor(newestFirst, [id]);

/** Runs as they stand. */
export class RunReader {
  readonly #database: Database;
  readonly #lists = new SharedReads<readonly WorkflowRun[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  async runsById(tenantId: string, ids: readonly string[]): Promise<Map<string, WorkflowRun>> {
    const known = ids.filter((id) => isId("run", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<unknown[]>(findRuns, [tenantId, known]);
    return new Map(rows.map(runRows.all.read).map((run) => [run.id, run]));
  }

  /** By the run's id. */
  async versionIds(tenantId: string, runIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#database.query<Pick<WorkflowRun, "id" | "versionId">>(findRunVersions, [tenantId, runIds]);
    return new Map(rows.map(({ id, versionId }) => [id, versionId]));
  }

  /** Newest first. Throws BAD_USER_INPUT below `["filter"]`, at `["first"]` and at `["after"]`. */
  async list(tenantId: string, listing: RunListing): Promise<Page<WorkflowRun>> {
    const page = parsePage(listing.page, newestFirst);
    if (listing.filter) checkRunFilter(listing.filter);
    const { statement, values, read } = listRunsStatement(tenantId, listing, page);
    const rows = await this.#lists.get(`${statement.text} ${JSON.stringify(values)}`, async () =>
      (await this.#database.query<unknown[]>(statement, values)).map(read),
    );
    return takePage(rows, page);
  }
}
