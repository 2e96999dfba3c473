import type { Database } from "../../platform/db/database.js";
import { isId } from "../../platform/ids.js";
import { isStorable } from "../../platform/labels.js";
import type { Page } from "../../platform/page.js";
import type { Step, WorkflowRun } from "../model.js";
import { findStepIds, findSteps, findStepsByKey, findStepsByOrdinal } from "../sql/find-steps.sql.js";
import { stepRows } from "../sql/step-rows.js";
import { demandOf, listStepsStatement, type StepListing } from "./step-listing.js";

/** Names a step as its tasks do. */
export interface StepKey {
  readonly runId: string;
  readonly key: string;
}

export interface StepPlace {
  readonly runId: string;
  readonly ordinal: number;
}

/** Ids and brackets have fewer. */
const maxKeyChars = 100;

/** Steps and items as they stand. */
export class StepReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(run: Pick<WorkflowRun, "id" | "tenantId">, listing: StepListing): Promise<Page<Step>> {
    const demand = demandOf(listing);
    const { statement, values, read } = listStepsStatement(run, demand, listing.select);
    const rows = await this.#database.query<unknown[]>(statement, values);
    const items = rows.slice(0, demand.first).map(read);
    return { items, hasNextPage: rows.length > demand.first, hasPreviousPage: demand.hasPrevious };
  }

  async stepsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Step>> {
    const known = ids.filter((id) => isId("step", id));
    if (known.length === 0) return new Map();
    const rows = await this.#database.query<unknown[]>(findSteps, [tenantId, known]);
    return new Map(rows.map(stepRows.all.read).map((step) => [step.id, step]));
  }

  /** In the order of the places; null where there is none. */
  async stepsAt(tenantId: string, places: readonly StepPlace[]): Promise<(Step | null)[]> {
    if (places.length === 0) return [];
    const values = [tenantId, places.map(({ runId }) => runId), places.map(({ ordinal }) => ordinal)];
    const rows = await this.#database.query<unknown[]>(findStepsByOrdinal, values);
    const found = new Map(rows.map(stepRows.all.read).map((step) => [`${step.runId} ${step.ordinal}`, step]));
    return places.map(({ runId, ordinal }) => found.get(`${runId} ${ordinal}`) ?? null);
  }

  /** In the order of the keys; null where there is none. */
  async stepsByKey(tenantId: string, keys: readonly StepKey[]): Promise<(Step | null)[]> {
    const asked = keys.filter(({ runId, key }) => isId("run", runId) && key.length <= maxKeyChars && isStorable(key));
    if (asked.length === 0) return keys.map(() => null);
    const values = [asked.map(({ runId }) => runId), asked.map(({ key }) => key), asked.map(leastOrdinal)];
    const rows = await this.#database.query<unknown[]>(findStepsByKey, [tenantId, ...values]);
    const found = new Map(rows.map(stepRows.all.read).map((step) => [`${step.runId} ${step.key}`, step]));
    return keys.map(({ runId, key }) => found.get(`${runId} ${key}`) ?? null);
  }

  /** Ids by key; a key that names nothing is missing. */
  async ids(
    { id, tenantId }: Pick<WorkflowRun, "id" | "tenantId">,
    keys: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.#database.query<{ readonly key: string; readonly id: string }>(findStepIds, [
      tenantId,
      id,
      keys,
    ]);
    return new Map(rows.map((row) => [row.key, row.id]));
  }
}

/** Before an item there are the step that fans out and the items before it. */
function leastOrdinal({ key }: StepKey): number {
  const index = /\[(\d{1,6})\]$/.exec(key)?.[1];
  return index === undefined ? 0 : Number(index) + 1;
}
