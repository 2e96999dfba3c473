import type { Statement } from "../../platform/db/database.js";
import { StatementNames } from "../../platform/db/statement-names.js";
import { badInput } from "../../platform/errors.js";
import { isStorable } from "../../platform/labels.js";
import { encodeCursor, parsePage, type PageArguments, type PageOrder } from "../../platform/page.js";
import type { Step, StepStatus, WorkflowRun } from "../model.js";
import type { RowReader } from "../sql/row-columns.js";
import { stepRows, type StepColumn } from "../sql/step-rows.js";
import { numberKey } from "./number-key.js";

/** All conditions hold together. */
export interface StepFilter {
  readonly status?: readonly StepStatus[] | null | undefined;
  /** Items of this step, by its key. */
  readonly itemsOf?: string | null | undefined;
}

export interface StepListing {
  readonly page: PageArguments;
  readonly filter?: StepFilter | null | undefined;
  /** All columns unless said. */
  readonly select?: ReadonlySet<StepColumn>;
}

/** A listing whose arguments are right: the page begins behind an ordinal. */
export interface StepDemand {
  readonly first: number;
  readonly after: number;
  readonly hasPrevious: boolean;
  readonly statuses: readonly StepStatus[] | null;
  readonly itemsOf: string | null;
}

const inOrder: PageOrder = { name: "workflowSteps.ordinal", keyCount: 1 };
const family = "list-workflow-steps";
/** A few dozen sets of conditions and columns are in use, even of many clients. */
const names = new StatementNames(family, 100);

export const stepCursor = ({ ordinal }: Step): string => encodeCursor(inOrder, [String(ordinal)]);

/** Throws BAD_USER_INPUT below `["filter"]`, at `["first"]` and at `["after"]`. */
export function demandOf({ page, filter }: StepListing): StepDemand {
  const { first, after } = parsePage(page, inOrder);
  const itemsOf = filter?.itemsOf ?? null;
  if (itemsOf !== null && !isStorable(itemsOf))
    throw badInput("No key of a step.", ["filter", "itemsOf"], "NAME_INVALID");
  const statuses = filter?.status ? [...new Set(filter.status)] : null;
  return { first, after: after ? numberKey(after[0]) : -1, hasPrevious: after !== null, statuses, itemsOf };
}

/** Keyset paging by ordinal: walks the run's steps by primary key from there until the page is full. */
export function listStepsStatement(
  { id, tenantId }: Pick<WorkflowRun, "id" | "tenantId">,
  { first, after, statuses, itemsOf }: StepDemand,
  select: ReadonlySet<StepColumn> | undefined,
): { readonly statement: Statement; readonly values: readonly unknown[]; readonly read: RowReader<Step>["read"] } {
  const { text: columns, read } = stepRows.of(select);
  const values: unknown[] = [tenantId, id, after, first + 1];
  const conditions = ["s.run_id = $2", "s.tenant_id = $1", "s.ordinal > $3"];
  if (statuses) conditions.push(`s.status = ANY ($${values.push(statuses)}::"StepStatus"[])`);
  if (itemsOf !== null)
    conditions.push(`s.parent_ordinal = (
  SELECT p.ordinal FROM workflow_steps p WHERE p.run_id = $2 AND p.key = $${values.push(itemsOf)} AND p.parent_ordinal IS NULL LIMIT 1)`);
  const text = `SELECT ${columns} FROM workflow_steps s WHERE ${conditions.join(" AND ")} ORDER BY s.ordinal LIMIT $4`;
  return { statement: { name: names.of(text), family, text, rowMode: "array" }, values, read };
}
