import type { Statement } from "../platform/db/database.js";
import { createdBetween } from "../platform/db/created-between.js";
import { StatementNames } from "../platform/db/statement-names.js";
import { isId } from "../platform/ids.js";
import { checkLabels } from "../platform/labels.js";
import { encodeCursor, parsePage, type PageOrder, type PageRequest } from "../platform/page.js";
import type { SandboxListing } from "./door.js";
import type { Sandbox } from "./model.js";
import { sandboxColumns } from "./sql/sandbox-columns.js";
import type { SandboxStatus } from "./states.js";

/** What is listed, checked. */
export interface ListingShape {
  readonly tenantId: string;
  readonly page: PageRequest;
  readonly status: readonly SandboxStatus[] | null;
  readonly taskId: string | null;
  readonly agentId: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAfter: Date | null;
  readonly createdBefore: Date | null;
}

export const newestFirst: PageOrder = { name: "sandboxes.id.desc", keyCount: 1 };
export const sandboxCursor = ({ id }: Sandbox): string => encodeCursor(newestFirst, [id]);

const family = "list-sandboxes";
const names = new StatementNames(family, 100);

/** BAD_USER_INPUT for what is no page and no labels; null where nothing can be meant: an id that is none names nothing. */
export function shapeOf(tenantId: string, { filter, ...page }: SandboxListing): ListingShape | null {
  const { status = null, taskId = null, agentId = null, createdAfter = null, createdBefore = null } = filter ?? {};
  const shape = {
    ...{ tenantId, page: parsePage(page, newestFirst), status, taskId, agentId, createdAfter, createdBefore },
    labels: checkLabels(filter?.labels ?? {}, ["filter", "labels"]),
  };
  const isNone = (taskId !== null && !isId("task", taskId)) || (agentId !== null && !isId("agent", agentId));
  return isNone ? null : shape;
}

/**
 * Keyset paging, newest first, of the tenant's sandboxes. Of some statuses a page of each is read, whatever else there is. The page's ids
 * come first, so that no spec is read that is not on it. Indexes sandboxes_tenant_id_id_idx, sandboxes_tenant_id_status_id_idx,
 * sandboxes_task_idx, sandboxes_agent_idx, sandboxes_labels_idx, sandboxes_pkey.
 */
export function listStatement(shape: ListingShape): { statement: Statement; values: readonly unknown[] } {
  const values: unknown[] = [shape.tenantId];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = conditionsOf(shape, place);
  const from = `FROM sandboxes x WHERE ${conditions.join(" AND ")}`;
  const order = `ORDER BY x.id DESC LIMIT ${place(shape.page.first + 1)}`;
  const chosen = shape.status
    ? `SELECT x.id FROM unnest(${place([...new Set(shape.status)])}::"SandboxStatus"[]) AS wanted(status)
  CROSS JOIN LATERAL (SELECT x.id ${from} AND x.status = wanted.status ${order}) AS x ${order}`
    : `SELECT x.id ${from} ${order}`;
  const text = `
WITH page AS MATERIALIZED (${chosen})
SELECT ${sandboxColumns} FROM page p JOIN sandboxes x ON x.id = p.id ORDER BY x.id DESC`;
  return { statement: { name: names.of(text), family, text }, values };
}

function conditionsOf(shape: ListingShape, place: (value: unknown) => string): string[] {
  const { page, taskId, agentId, labels } = shape;
  const conditions = ["x.tenant_id = $1"];
  if (page.after) conditions.push(`x.id < ${place(page.after[0])}`);
  if (taskId !== null) conditions.push(`x.task_id = ${place(taskId)}`);
  if (agentId !== null) conditions.push(`x.agent_id = ${place(agentId)}`);
  // The second half says that the partial index serves; no labels ask for nothing.
  if (Object.keys(labels).length > 0)
    conditions.push(`x.labels @> ${place(JSON.stringify(labels))}::jsonb AND x.labels <> '{}'`);
  conditions.push(...createdBetween("sandbox", shape, place));
  return conditions;
}
