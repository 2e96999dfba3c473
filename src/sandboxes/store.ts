import { byId } from "../platform/by-id.js";
import type { Database } from "../platform/db/database.js";
import { isId, type IdPrefix } from "../platform/ids.js";
import { takePage, type Page } from "../platform/page.js";
import type { SandboxListing } from "./door.js";
import { listStatement, shapeOf } from "./listing.js";
import type { Sandbox } from "./model.js";
import { findSandboxes } from "./sql/find-sandboxes.sql.js";
import { findTaskSandboxes } from "./sql/find-task-sandboxes.sql.js";

/**
 * Reads what is kept of sandboxes. Their `spec` comes without what files hold and variables say: `files` are `{ path, base64: "" }`, and of `env` each
 * value is `""`. So a page stays small, and what is secret in it stays with those who look after the sandbox.
 */
export class SandboxStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Sandbox>> {
    const known = knownOf("sandbox", ids);
    if (known.length === 0) return new Map();
    return byId(await this.#database.query<Sandbox>(findSandboxes, [tenantId, known]));
  }

  /** The newest of each, by the task's id. */
  async ofTasks(tenantId: string, taskIds: readonly string[]): Promise<Map<string, Sandbox>> {
    const known = knownOf("task", taskIds);
    if (known.length === 0) return new Map();
    const found = await this.#database.query<Sandbox & { taskId: string }>(findTaskSandboxes, [tenantId, known]);
    return new Map(found.map((sandbox) => [sandbox.taskId, sandbox]));
  }

  async list(tenantId: string, listing: SandboxListing): Promise<Page<Sandbox>> {
    const shape = shapeOf(tenantId, listing);
    if (!shape) return { items: [], hasNextPage: false, hasPreviousPage: false };
    const { statement, values } = listStatement(shape);
    return takePage(await this.#database.query<Sandbox>(statement, values), shape.page);
  }
}

function knownOf(prefix: IdPrefix, ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => isId(prefix, id));
}
