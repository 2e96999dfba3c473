import type { Database, Statement } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import { takePage, type Page } from "../platform/page.js";
import { SharedReads } from "../platform/shared-reads.js";
import { listStatement, type TaskListing } from "./listing.js";
import type { Task } from "./model.js";
import { taskColumns } from "./sql/task-columns.js";
import { taskOf, type TaskRow } from "./task-row.js";

const findTasks: Statement = {
  name: "find-tasks",
  text: `SELECT ${taskColumns} FROM tasks t WHERE t.id = ANY($2::text[]) AND t.tenant_id = $1`,
};

/** Open leases by agent, at most 100 each. $1: tenant id, $2: agent ids. Index tasks_agent_open_idx. */
const findOpenTasks: Statement = {
  name: "find-open-tasks-of-agents",
  text: `
SELECT ${taskColumns.replaceAll("t.", "held.")} FROM unnest($2::text[]) AS a(agent_id) CROSS JOIN LATERAL (
  SELECT * FROM tasks t WHERE t.agent_id = a.agent_id AND t.tenant_id = $1 AND t.status IN ('ASSIGNED', 'RUNNING')
  ORDER BY t.id LIMIT 100) AS held`,
};

/** Reads tasks; the moves are in `sql/`. */
export class TaskStore {
  readonly #database: Database;
  readonly #lists = new SharedReads<readonly Task[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  async get(tenantId: string, id: string): Promise<Task | null> {
    return (await this.getMany(tenantId, [id])).get(id) ?? null;
  }

  async getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Task>> {
    const known = ids.filter((id) => isId("task", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<TaskRow>(findTasks, [tenantId, known]);
    return new Map(rows.map((row) => [row.id, taskOf(row)]));
  }

  async openTasksOf(tenantId: string, agentIds: readonly string[]): Promise<Map<string, Task[]>> {
    const rows = await this.#database.query<TaskRow>(findOpenTasks, [tenantId, agentIds]);
    const byAgent = new Map<string, Task[]>(agentIds.map((id) => [id, []]));
    for (const row of rows) if (row.agentId !== null) byAgent.get(row.agentId)?.push(taskOf(row));
    return byAgent;
  }

  async list(tenantId: string, listing: TaskListing): Promise<Page<Task>> {
    const { statement, values, read } = listStatement(tenantId, listing);
    const rows = await this.#lists.get(`${statement.text} ${JSON.stringify(values)}`, async () =>
      (await this.#database.query<unknown[]>(statement, values)).map(read),
    );
    return takePage(rows, listing.page);
  }
}
