import { joinAgent, type AgentColumn } from "../agents/index.js";
import type { Statement } from "../platform/db/database.js";
import { StatementNames } from "../platform/db/statement-names.js";
import type { PageRequest } from "../platform/page.js";
import { sparseRows } from "../platform/sparse-rows.js";
import { taskPriorities, type Task, type TaskPriority } from "./model.js";
import { taskColumns } from "./sql/task-columns.js";
import type { TaskStatus } from "./states.js";
import { errorOf, priorityOf, type TaskRow } from "./task-row.js";

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

export type TaskColumn = Exclude<keyof Task, "agent">;

/** What is read of each task; its id and priority, of which cursors are made, always are. */
export interface TaskSelection {
  readonly columns: ReadonlySet<TaskColumn>;
  /** What is read with it of its agent; null for none. */
  readonly agent: ReadonlySet<AgentColumn> | null;
}

export interface TaskListing {
  readonly filter: TaskFilter;
  readonly orderBy: TaskOrder;
  readonly page: PageRequest;
  /** All but the agent unless said. */
  readonly select?: TaskSelection;
}

export interface ListStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly read: (values: readonly unknown[]) => Task;
}

const family = "list-tasks";
/** A few dozen sets of conditions and columns are in use, even of many clients. */
const names = new StatementNames(family, 200);

/** Keyset paging: by id, or by (priority, id). Indexes tasks_tenant_id_id_idx, tasks_tenant_id_status_id_idx. */
export function listStatement(tenantId: string, listing: TaskListing): ListStatement {
  const { columns, join, read } = readerOf(listing.select ?? everything);
  const { conditions, values } = conditionsOf(tenantId, listing);
  const { orderBy, page } = listing;
  const keys = keysOf(orderBy);
  if (page.after) {
    const places = page.after.map((key, index) => {
      values.push(keys[index] === "t.priority" ? Number(key) : key);
      return `$${values.length}`;
    });
    conditions.push(`(${keys.join(", ")}) ${orderBy.direction === "ASC" ? ">" : "<"} (${places.join(", ")})`);
  }
  values.push(page.first + 1);
  const order = keys.map((key) => `${key} ${orderBy.direction}`).join(", ");
  const from = `FROM tasks t ${join} WHERE ${conditions.join(" AND ")}`;
  const text = `SELECT ${columns} ${from} ORDER BY ${order} LIMIT $${values.length}`;
  return { statement: { name: names.of(text), family, text, rowMode: "array" }, values, read };
}

function keysOf({ field }: TaskOrder): readonly string[] {
  return field === "PRIORITY" ? ["t.priority", "t.id"] : ["t.id"];
}

interface Conditions {
  readonly conditions: string[];
  readonly values: unknown[];
}

function conditionsOf(tenantId: string, { filter }: TaskListing): Conditions {
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
  return { conditions, values };
}

const sqlByColumn = new Map(
  [...taskColumns.matchAll(/t\.(\w+)(?: AS "(\w+)")?/g)].map(([, sql = "", name]) => [
    (name ?? sql) as TaskColumn,
    `t.${sql}`,
  ]),
);
const all: readonly TaskColumn[] = [...sqlByColumn.keys()];
const everything: TaskSelection = { columns: new Set(all), agent: null };
const always: ReadonlySet<TaskColumn> = new Set(["id", "priority"]);

interface Reader {
  readonly columns: string;
  readonly join: string;
  readonly read: (values: readonly unknown[]) => Task;
}

/** A selection is made once per document and comes again. */
const readers = new WeakMap<TaskSelection, Reader>();

function readerOf(selection: TaskSelection): Reader {
  const before = readers.get(selection);
  if (before) return before;
  const reader = createReader(selection);
  readers.set(selection, reader);
  return reader;
}

function createReader({ columns, agent }: TaskSelection): Reader {
  const selected = all.filter((column) => always.has(column) || columns.has(column));
  const own = selected.map((column) => sqlByColumn.get(column) ?? "");
  const priorityAt = selected.indexOf("priority");
  const errorAt = selected.indexOf("lastError");
  const rowOf = sparseRows<Task>(all, selected);
  const readOwn = (values: readonly unknown[]): Task => {
    const cells = values.slice(0, selected.length);
    // As the columns' types say.
    cells[priorityAt] = priorityOf(cells[priorityAt] as TaskRow["priority"]);
    if (errorAt >= 0) cells[errorAt] = errorOf(cells[errorAt] as TaskRow["lastError"]);
    return rowOf(cells);
  };
  if (!agent) return { columns: own.join(", "), join: "", read: readOwn };
  const joined = joinAgent("t", agent);
  return {
    columns: [...own, ...joined.columns].join(", "),
    join: joined.join,
    read: (values) => Object.assign(readOwn(values), { agent: joined.read(values.slice(selected.length)) }),
  };
}
