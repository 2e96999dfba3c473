import type { Database } from "../../platform/db/database.js";
import type { Plan } from "../definition/plan.js";
import type { StepStatus, WorkflowRun } from "../model.js";
import { countItems, outlineRuns } from "../sql/outline-runs.sql.js";
import { outlineOf, type RunOutline, type StepOutline } from "./outline.js";

type OutlineValues = readonly [string, number, StepStatus, Date | null, Date | null, Date | null];

interface ItemCounts {
  readonly runId: string;
  readonly ordinal: number;
  readonly total: number;
  readonly ended: number;
}

/** Steps and items read at a time: the process breathes in between. */
const stepsAtOnce = 50_000;

/** How runs stand, step by step. */
export class OutlineReader {
  readonly #database: Database;
  readonly #planOf: (versionId: string) => Promise<Plan>;

  constructor(database: Database, planOf: (versionId: string) => Promise<Plan>) {
    this.#database = database;
    this.#planOf = planOf;
  }

  /** Of runs of a tenant, in their order. */
  async of(tenantId: string, runs: readonly WorkflowRun[]): Promise<RunOutline[]> {
    const outlines = new Map<WorkflowRun, RunOutline>();
    for (const run of runs) if (run.asOf) outlines.set(run, outlineOf(run.asOf));
    for (const some of inParts(runs.filter((run) => !run.asOf))) {
      const read = await this.#read(tenantId, some);
      for (const [index, run] of some.entries()) outlines.set(run, read[index] as RunOutline);
    }
    // Every run is one that was so, or is read.
    return runs.map((run) => outlines.get(run) as RunOutline);
  }

  async #read(tenantId: string, runs: readonly WorkflowRun[]): Promise<RunOutline[]> {
    const plans = await Promise.all(runs.map(({ versionId }) => this.#planOf(versionId)));
    const fanned = runs.filter(({ stepCount }, index) => stepCount > (plans[index]?.steps.length ?? 0));
    const [rows, counts] = await Promise.all([
      this.#database.query<OutlineValues>(outlineRuns, [tenantId, runs.map(({ id }) => id)]),
      fanned.length > 0
        ? this.#database.query<ItemCounts>(countItems, [tenantId, fanned.map(({ id }) => id)])
        : Promise.resolve([]),
    ]);
    const items = new Map(counts.map(({ runId, ordinal, total, ended }) => [`${runId} ${ordinal}`, { total, ended }]));
    const steps = new Map<string, StepOutline[]>(runs.map(({ id }) => [id, []]));
    for (const [runId, ordinal, status, startedAt, finishedAt, dueAt] of rows) {
      const outline = { status, startedAt, finishedAt, dueAt, items: items.get(`${runId} ${ordinal}`) ?? null };
      (steps.get(runId) ?? [])[ordinal] = outline;
    }
    // There is a plan for each run, by its place.
    return runs.map(({ id }, index) => ({ plan: plans[index] as Plan, steps: steps.get(id) ?? [] }));
  }
}

function inParts(runs: readonly WorkflowRun[]): WorkflowRun[][] {
  const parts: WorkflowRun[][] = [];
  let size = Infinity;
  for (const run of runs) {
    size += run.stepCount;
    if (size > stepsAtOnce) {
      parts.push([]);
      size = run.stepCount;
    }
    parts.at(-1)?.push(run);
  }
  return parts;
}
