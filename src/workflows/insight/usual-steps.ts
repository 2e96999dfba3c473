import { LRUCache } from "lru-cache";
import type { Database } from "../../platform/db/database.js";
import { measureSteps } from "../sql/measure-runs.sql.js";
import type { UsualDurations } from "./timeline.js";

/** A workflow, and how many steps its definition has. */
export interface MeasuredWorkflow {
  readonly workflowId: string;
  readonly stepCount: number;
}

interface MeasuredStep {
  readonly workflowId: string;
  readonly key: string;
  readonly ms: number;
}

/** The median moves slowly, and whoever watches a run asks every second. */
const keptMs = 30_000;
/** Entries kept of all workflows: some 20 MB. */
const maxKept = 200_000;
const maxRuns = 50;
/** Steps looked at of one workflow: of a large one fewer runs are. */
const maxSteps = 100_000;

/** How long the steps of workflows usually take, by their last completed runs. */
export class UsualSteps {
  readonly #database: Database;
  readonly #kept = new LRUCache<string, UsualDurations>({
    ttl: keptMs,
    maxSize: maxKept,
    sizeCalculation: ({ size }) => 1 + size,
  });

  constructor(database: Database) {
    this.#database = database;
  }

  /** By the workflow's id; empty for one that never completed. */
  async of(tenantId: string, workflows: readonly MeasuredWorkflow[]): Promise<ReadonlyMap<string, UsualDurations>> {
    const found = new Map<string, UsualDurations>();
    const missing = new Map<string, number>();
    for (const { workflowId, stepCount } of workflows) {
      const kept = this.#kept.get(workflowId);
      if (kept) found.set(workflowId, kept);
      else missing.set(workflowId, Math.max(stepCount, missing.get(workflowId) ?? 1));
    }
    for (const [workflowId, usual] of await this.#measure(tenantId, missing)) {
      this.#kept.set(workflowId, usual);
      found.set(workflowId, usual);
    }
    return found;
  }

  async #measure(tenantId: string, stepCounts: ReadonlyMap<string, number>): Promise<Map<string, UsualDurations>> {
    const measured = new Map<string, Map<string, number>>([...stepCounts.keys()].map((id) => [id, new Map()]));
    if (measured.size === 0) return measured;
    const counts = [...stepCounts.values()];
    const rows = await this.#database.query<MeasuredStep>(measureSteps, [
      tenantId,
      [...stepCounts.keys()],
      counts.map((count) => Math.min(maxRuns, Math.max(1, Math.floor(maxSteps / count)))),
      counts,
    ]);
    for (const { workflowId, key, ms } of rows) measured.get(workflowId)?.set(key, ms);
    return measured;
  }
}
