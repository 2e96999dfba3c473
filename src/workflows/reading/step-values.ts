import type { Database, Statement } from "../../platform/db/database.js";
import { MusterError } from "../../platform/errors.js";
import type { Step, StepStatus } from "../model.js";
import {
  findInputs,
  findItemSources,
  findOutputs,
  listOutputs,
  measureOutputs,
  sumCosts,
} from "../sql/find-step-values.sql.js";
import { fansOut } from "./step-nature.js";
import type { StepPlans } from "./step-plans.js";

/** Most bytes of a list of outputs, as JSON. */
const maxListBytes = 1_048_576;

const completed: ReadonlySet<StepStatus> = new Set(["COMPLETED", "COMPENSATING", "COMPENSATED", "COMPENSATION_FAILED"]);

/** Ids of the tasks or runs of items, null for one that is not done. */
type ItemSources = readonly (string | null)[];

/** What steps were given, gave and cost: their tasks and runs have it. Answers are in the order of the steps. */
export class StepValues {
  readonly #database: Database;
  readonly #plans: StepPlans;

  constructor(database: Database, plans: StepPlans) {
    this.#database = database;
    this.#plans = plans;
  }

  /** Of what has neither task nor run, its own: the items of a step that fans out, what is waited for. */
  async inputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]> {
    const values = await this.#values(findInputs, tenantId, steps);
    return steps.map((step) => {
      const source = sourceOf(step);
      return source === null ? step.input : (values.get(source) ?? null);
    });
  }

  /**
   * Null unless the step has completed. Of a step that fans out the list of its items' outputs, null for those that failed; in
   * place of a list beyond 1 MiB a MusterError, PAYLOAD_TOO_LARGE.
   */
  async outputs(tenantId: string, steps: readonly Step[]): Promise<unknown[]> {
    const done = steps.filter(({ status }) => completed.has(status));
    const own = done.filter((step) => sourceOf(step) === null);
    const planOf = await this.#plans.of(tenantId, own);
    const fanned = own.filter((step) => fansOut(planOf(step), step));
    const [values, lists] = await Promise.all([
      this.#values(findOutputs, tenantId, done),
      this.#lists(tenantId, fanned),
    ]);
    return steps.map((step) => {
      if (!completed.has(step.status)) return null;
      const source = sourceOf(step);
      if (source !== null) return values.get(source) ?? null;
      return lists.has(step) ? lists.get(step) : step.output;
    });
  }

  /** Null while nothing was reported. Of a run as it was: what it costs now, once the step had ended. */
  async costs(tenantId: string, steps: readonly Step[]): Promise<(number | null)[]> {
    const planOf = await this.#plans.of(tenantId, steps);
    const rows = await this.#database.query<{ readonly number: number; readonly cost: number | null }>(sumCosts, [
      tenantId,
      steps.map(({ runId }) => runId),
      steps.map(({ ordinal }) => ordinal),
      steps.map(({ key }) => key),
      steps.map((step) => fansOut(planOf(step), step)),
    ]);
    const byNumber = new Map(rows.map(({ number, cost }) => [number, cost]));
    return steps.map(({ run, finishedAt }, index) => (run && !finishedAt ? null : (byNumber.get(index) ?? null)));
  }

  async #values(statement: Statement, tenantId: string, steps: readonly Step[]): Promise<Map<string, unknown>> {
    const taskIds = steps.flatMap(({ taskId }) => taskId ?? []);
    const runIds = steps.flatMap(({ taskId, childRunId }) => (taskId === null ? (childRunId ?? []) : []));
    if (taskIds.length === 0 && runIds.length === 0) return new Map();
    const rows = await this.#database.query<{ readonly id: string; readonly value: unknown }>(statement, [
      tenantId,
      taskIds,
      runIds,
    ]);
    return new Map(rows.map(({ id, value }) => [id, value]));
  }

  async #lists(tenantId: string, steps: readonly Step[]): Promise<Map<Step, unknown>> {
    if (steps.length === 0) return new Map();
    const sources = await this.#itemSources(tenantId, steps);
    const kept = { tenantId, lists: sources.map(withoutNull) };
    const sizes = await this.#listed<{ readonly bytes: number }>(measureOutputs, kept);
    const small = sources.map((ids, index) => ((sizes.get(index)?.bytes ?? 0) <= maxListBytes ? ids : []));
    const asked = { tenantId, lists: small };
    const lists = await this.#listed<{ readonly outputs: unknown }>(listOutputs, asked, [maxListBytes]);
    return new Map(
      steps.map((step, index) => {
        if (sources[index]?.length === 0) return [step, []];
        return [step, lists.get(index)?.outputs ?? tooLarge()];
      }),
    );
  }

  async #itemSources(tenantId: string, steps: readonly Step[]): Promise<ItemSources[]> {
    const current = steps.filter(({ run }) => !run?.asOf);
    const values = [tenantId, current.map(({ runId }) => runId), current.map(({ ordinal }) => ordinal)];
    const rows =
      current.length > 0
        ? await this.#database.query<{ readonly number: number; readonly ids: ItemSources }>(findItemSources, values)
        : [];
    const found = new Map(rows.map(({ number, ids }) => [current[number], ids]));
    return steps.map((step) => (step.run?.asOf ? pastSources(step) : (found.get(step) ?? [])));
  }

  /** Sends lists of ids as pairs of the list's number and the id; answers the rows by that number. */
  async #listed<Row>(
    statement: Statement,
    { tenantId, lists }: { readonly tenantId: string; readonly lists: readonly ItemSources[] },
    more: readonly unknown[] = [],
  ): Promise<Map<number, Row>> {
    const pairs = lists.flatMap((ids, list) => ids.map((id) => ({ id, list })));
    if (pairs.length === 0) return new Map();
    const values = [tenantId, pairs.map(({ list }) => list), pairs.map(({ id }) => id), ...more];
    const rows = await this.#database.query<Row & { readonly list: number }>(statement, values);
    return new Map(rows.map((row) => [row.list, row]));
  }
}

/** Whose input and output a step's are; null for its own. The task of its `onFailure` comes before the run that failed. */
function sourceOf({ taskId, childRunId }: Step): string | null {
  return taskId ?? childRunId;
}

function pastSources({ run, ordinal }: Step): ItemSources {
  const items = run?.asOf?.derived.items.get(ordinal)?.steps ?? [];
  return items.map((item) => (item.completedSeq === null ? null : (item.taskId ?? item.childRunId)));
}

function withoutNull(ids: ItemSources): ItemSources {
  return ids.filter((id) => id !== null);
}

function tooLarge(): MusterError {
  return new MusterError(
    "PAYLOAD_TOO_LARGE",
    "The outputs of the items take more than 1 MiB: read them item by item.",
    {
      reason: "OUTPUT_TOO_LARGE",
    },
  );
}
