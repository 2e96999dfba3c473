import type { Statement } from "../../platform/db/database.js";
import { StatementNames } from "../../platform/db/statement-names.js";
import { badInput } from "../../platform/errors.js";
import { isId } from "../../platform/ids.js";
import { checkLabels, isStorable } from "../../platform/labels.js";
import type { PageArguments, PageRequest } from "../../platform/page.js";
import type { WorkflowRun, WorkflowRunStatus } from "../model.js";
import type { RowReader } from "../sql/row-columns.js";
import { runRows, type RunColumn } from "../sql/run-rows.js";

/** All conditions hold together. */
export interface RunFilter {
  readonly status?: readonly WorkflowRunStatus[] | null | undefined;
  /** Name or id. */
  readonly workflow?: string | null | undefined;
  readonly triggerId?: string | null | undefined;
  /** String to string. */
  readonly labels?: unknown;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
}

export interface RunListing {
  readonly page: PageArguments;
  readonly filter?: RunFilter | null | undefined;
  /** Of this workflow alone. */
  readonly workflowId?: string;
  /** All columns unless said. */
  readonly select?: ReadonlySet<RunColumn>;
}

interface ListStatement {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly read: RowReader<WorkflowRun>["read"];
}

const family = "list-workflow-runs";
/** A few dozen sets of conditions and columns are in use, even of many clients. */
const names = new StatementNames(family, 200);

/**
 * Keyset paging, newest first. Of some statuses a page of each is read, whatever else there is: runs that are open are few among
 * all. Indexes workflow_runs_tenant_id_id_idx, workflow_runs_tenant_id_status_id_idx, workflow_runs_workflow_id_id_idx.
 */
export function listRunsStatement(tenantId: string, listing: RunListing, page: PageRequest): ListStatement {
  const { text: columns, read } = runRows.of(listing.select);
  const { conditions, values } = conditionsOf(tenantId, listing);
  const place = (value: unknown): string => `$${values.push(value)}`;
  if (page.after) conditions.push(`r.id < ${place(page.after[0])}`);
  const statuses = [...new Set(listing.filter?.status ?? [])];
  const most = place(page.first + 1);
  const order = `ORDER BY r.id DESC LIMIT ${most}`;
  const hasStatuses = Array.isArray(listing.filter?.status);
  const from = `FROM workflow_runs r WHERE ${conditions.join(" AND ")}`;
  const text = hasStatuses
    ? `SELECT ${columns} FROM unnest(${place(statuses)}::"WorkflowRunStatus"[]) AS wanted(status) ` +
      `CROSS JOIN LATERAL (SELECT r.* ${from} AND r.status = wanted.status ${order}) AS r ${order}`
    : `SELECT ${columns} ${from} ${order}`;
  return { statement: { name: names.of(text), family, text, rowMode: "array" }, values, read };
}

interface Conditions {
  readonly conditions: string[];
  readonly values: unknown[];
}

function conditionsOf(tenantId: string, { filter, workflowId }: RunListing): Conditions {
  const values: unknown[] = [tenantId];
  const conditions = ["r.tenant_id = $1"];
  const where = (condition: (place: string) => string, value: unknown): void => {
    if (value === null || value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  where((p) => `r.workflow_id = ${p}`, workflowId);
  where((p) => `r.workflow_id = ${workflowOf(p)}`, filter?.workflow);
  where((p) => `r.trigger_id = ${p}`, filter?.triggerId);
  // The second half says that the partial index serves; an empty filter asks for nothing.
  const labels = Object.keys(filter?.labels ?? {}).length > 0 ? JSON.stringify(filter?.labels) : null;
  where((p) => `r.labels @> ${p}::jsonb AND r.labels <> '{}'`, labels);
  where((p) => `r.created_at >= ${p}`, filter?.createdAfter);
  where((p) => `r.created_at < ${p}`, filter?.createdBefore);
  return { conditions, values };
}

/** The workflow of that name, or else of that id. */
function workflowOf(place: string): string {
  return `(SELECT w.id FROM workflows w WHERE w.tenant_id = $1 AND w.name = ${place}
  UNION ALL SELECT w.id FROM workflows w WHERE w.id = ${place} AND w.tenant_id = $1 LIMIT 1)`;
}

/** Throws BAD_USER_INPUT below `["filter"]`. */
export function checkRunFilter({ labels, triggerId, workflow }: RunFilter): void {
  if (typeof triggerId === "string" && !isId("trigger", triggerId))
    throw badInput("No id of a trigger.", ["filter", "triggerId"], "ID_INVALID");
  if (typeof workflow === "string" && !isStorable(workflow))
    throw badInput("No name or id of a workflow.", ["filter", "workflow"], "NAME_INVALID");
  if (labels) checkLabels(labels, ["filter", "labels"]);
}
