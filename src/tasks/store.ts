import { createHash } from "node:crypto";
import type { Database, Statement } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import { takePage, type Page, type PageRequest } from "../platform/page.js";
import { taskPriorities, type Task, type TaskError, type TaskPriority } from "./model.js";
import { taskColumns } from "./sql/task-columns.js";
import type { TaskStatus } from "./states.js";

/** A row under the names of `taskColumns`: a Task but for what is kept in another form. */
export type TaskRow = Omit<Task, "priority" | "lastError"> & {
  readonly priority: number;
  readonly lastError: (Omit<TaskError, "at"> & { readonly at: string }) | null;
};

export function taskOf({ priority, lastError, ...row }: TaskRow): Task {
  return {
    ...row,
    // The table's CHECK keeps the index within the list.
    priority: taskPriorities[priority] as TaskPriority,
    lastError: lastError && { ...lastError, at: new Date(lastError.at) },
  };
}

export interface TaskFilter {
  readonly status?: readonly TaskStatus[] | null | undefined;
  readonly kind?: readonly string[] | null | undefined;
  readonly priority?: readonly TaskPriority[] | null | undefined;
  /** String to string. */
  readonly labels?: unknown;
  readonly agentId?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
}

export interface TaskOrder {
  readonly field: "CREATED_AT" | "PRIORITY";
  readonly direction: "ASC" | "DESC";
}

export interface TaskListing {
  readonly filter: TaskFilter;
  readonly orderBy: TaskOrder;
  readonly page: PageRequest;
}

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
    const { text, values } = listStatement(tenantId, listing);
    // As many names as there are sets of conditions in use: a few dozen, each prepared once per connection.
    const name = `list-tasks-${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;
    const rows = await this.#database.query<TaskRow>({ name, text }, values);
    return takePage(rows.map(taskOf), listing.page);
  }
}

/** Keyset paging: by id, or by (priority, id). Indexes tasks_tenant_id_id_idx, tasks_tenant_id_status_id_idx. */
function listStatement(tenantId: string, { filter, orderBy, page }: TaskListing): { text: string; values: unknown[] } {
  const values: unknown[] = [tenantId];
  const conditions = ["t.tenant_id = $1"];
  const where = (condition: (place: string) => string, value: unknown): void => {
    if (value === null || value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const indexes = filter.priority?.map((name) => taskPriorities.indexOf(name));
  where((p) => `t.status = ANY(${p}::"TaskStatus"[])`, filter.status);
  where((p) => `t.kind = ANY(${p}::text[])`, filter.kind);
  where((p) => `t.priority = ANY(${p}::smallint[])`, indexes);
  // The second half says that the partial index serves; an empty filter asks for nothing.
  const labels = Object.keys(filter.labels ?? {}).length > 0 ? JSON.stringify(filter.labels) : null;
  where((p) => `t.labels @> ${p}::jsonb AND t.labels <> '{}'`, labels);
  where((p) => `t.agent_id = ${p}`, filter.agentId);
  where((p) => `t.created_at >= ${p}`, filter.createdAfter);
  where((p) => `t.created_at < ${p}`, filter.createdBefore);
  const operator = orderBy.direction === "ASC" ? ">" : "<";
  const keys = orderBy.field === "PRIORITY" ? ["t.priority", "t.id"] : ["t.id"];
  if (page.after) {
    const places = page.after.map((key, index) => {
      values.push(keys[index] === "t.priority" ? Number(key) : key);
      return `$${values.length}`;
    });
    conditions.push(`(${keys.join(", ")}) ${operator} (${places.join(", ")})`);
  }
  values.push(page.first + 1);
  const order = keys.map((key) => `${key} ${orderBy.direction}`).join(", ");
  const text = `SELECT ${taskColumns} FROM tasks t WHERE ${conditions.join(" AND ")} ORDER BY ${order} LIMIT $${values.length}`;
  return { text, values };
}
