import type { PoolClient } from "pg";
import type { Database, Statement } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import type { Trigger } from "../model.js";
import { findTriggers, listTriggers, readTriggerClock } from "../sql/find-triggers.sql.js";

/** Runs a statement inside a transaction. */
export async function run<Row>(
  client: PoolClient,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  // The caller knows what its statement answers.
  const { rows } = await client.query({ name, text, values: [...values] });
  return rows as Row[];
}

/** PostgreSQL's clock. */
export async function readClock(database: Database): Promise<Date> {
  const [row] = await database.query<{ now: Date }>(readTriggerClock, []);
  if (!row) throw new Error("read-trigger-clock answers one row");
  return row.now;
}

/** Ids that name nothing in the tenant are missing. */
export async function readTriggers(
  database: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, Trigger>> {
  const wanted = ids.filter((id) => isId("trigger", id));
  if (wanted.length === 0) return new Map();
  const triggers = await database.query<Trigger>(findTriggers, [tenantId, wanted]);
  return new Map(triggers.map((trigger) => [trigger.id, trigger]));
}

/** By workflow, oldest first; a workflow without triggers is missing. */
export async function readTriggersOf(
  database: Database,
  tenantId: string,
  workflowIds: readonly string[],
): Promise<Map<string, Trigger[]>> {
  const triggers = await database.query<Trigger>(listTriggers, [tenantId, workflowIds]);
  const byWorkflow = new Map<string, Trigger[]>();
  for (const trigger of triggers) {
    const others = byWorkflow.get(trigger.workflowId);
    if (others) others.push(trigger);
    else byWorkflow.set(trigger.workflowId, [trigger]);
  }
  return byWorkflow;
}
