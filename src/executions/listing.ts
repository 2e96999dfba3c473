import type { Statement } from "../platform/db/database.js";
import { createdBetween } from "../platform/db/created-between.js";
import { StatementNames } from "../platform/db/statement-names.js";
import { encodeCursor, type PageOrder, type PageRequest } from "../platform/page.js";
import type { Execution, ExecutionStatus } from "./model.js";
import { executionColumns } from "./sql/execution-columns.js";

/** What is listed, the item looked up. */
export interface ListingShape {
  readonly tenantId: string;
  readonly page: PageRequest;
  readonly status?: readonly ExecutionStatus[] | null | undefined;
  readonly itemId: string | null;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
}

/** A row of the list; `isCut` where what was asked for and did not fit into the page begins. */
export type ListedExecution = Execution & { readonly isCut: boolean };

export const newestFirst: PageOrder = { name: "executions.id.desc", keyCount: 1 };
export const executionCursor = ({ id }: Execution): string => encodeCursor(newestFirst, [id]);

const family = "list-executions";
const names = new StatementNames(family, 50);
/** Most bytes of output that a page reads, but for its first execution: one may have 16 MiB. A page that has more is shorter. */
const maxPageBytes = 16 * 1024 * 1024;

/**
 * Keyset paging, newest first, of the tenant's executions. Of some statuses a page of each is read, whatever else there is. First the
 * page's ids and what their outputs weigh: a length is read without the bytes. Indexes executions_tenant_id_id_idx,
 * executions_tenant_id_status_id_idx, executions_item_idx, executions_pkey.
 */
export function listStatement(shape: ListingShape): { statement: Statement; values: readonly unknown[] } {
  const values: unknown[] = [shape.tenantId];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = conditionsOf(shape, place);
  const most = `LIMIT ${place(shape.page.first + 1)}`;
  // The output is what stdout is, read.
  const columns = "x.id, 2 * octet_length(x.stdout) + octet_length(x.stderr) AS bytes";
  const from = `FROM executions x WHERE ${conditions.join(" AND ")}`;
  const order = `ORDER BY x.id DESC ${most}`;
  const chosen = shape.status
    ? `SELECT x.* FROM unnest(${place([...new Set(shape.status)])}::"ExecutionStatus"[]) AS wanted(status)
  CROSS JOIN LATERAL (SELECT ${columns} ${from} AND x.status = wanted.status ${order}) AS x ${order}`
    : `SELECT ${columns} ${from} ${order}`;
  const text = `
WITH chosen AS MATERIALIZED (${chosen}), weighed AS (
  SELECT id, sum(bytes) OVER w > ${maxPageBytes} AND row_number() OVER w > 1 AS is_cut FROM chosen WINDOW w AS (ORDER BY id DESC)
), page AS (
  SELECT id, false AS is_cut FROM weighed WHERE NOT is_cut
  UNION ALL (SELECT id, true FROM weighed WHERE is_cut ORDER BY id DESC LIMIT 1)
)
SELECT ${executionColumns}, p.is_cut AS "isCut" FROM page p JOIN executions x ON x.id = p.id ORDER BY x.id DESC`;
  return { statement: { name: names.of(text), family, text }, values };
}

function conditionsOf(shape: ListingShape, place: (value: unknown) => string): string[] {
  const { page, itemId } = shape;
  const conditions = ["x.tenant_id = $1"];
  if (page.after) conditions.push(`x.id < ${place(page.after[0])}`);
  if (itemId !== null) conditions.push(`x.item_id = ${place(itemId)}`);
  conditions.push(...createdBetween("execution", shape, place));
  return conditions;
}
