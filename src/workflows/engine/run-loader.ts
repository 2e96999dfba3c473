import { LRUCache } from "lru-cache";
import { taskPriorities, type TaskPriority } from "../../tasks/index.js";
import type { Query } from "../../platform/db/database.js";
import type { Plan } from "../definition/plan.js";
import { loadRuns, loadSteps } from "../sql/load-runs.sql.js";
import type { RunIdentity, RunRecord } from "./run-record.js";
import { runStateOf, type RunFacts, type StepState } from "./state.js";
import type { RunOrigin } from "./turn.js";

type RunRow = RunFacts &
  Omit<RunIdentity, "priority"> & { readonly priority: number } & Pick<
    RunOrigin,
    "workflow" | "version" | "createdAt" | "input" | "depth"
  >;

interface StepRow extends StepState {
  readonly runId: string;
}

/** Steps of all runs that are kept in memory: some 100 MB at the most. */
const maxCachedSteps = 200_000;

/**
 * Runs as this process has seen them last. One is as good as the tables' as long as the seq of its last event is theirs, since
 * nothing changes a run without an event.
 */
export class RunLoader {
  readonly #planOf: (versionId: string, query: Query) => Promise<Plan>;
  readonly #cache = new LRUCache<string, RunRecord>({
    maxSize: maxCachedSteps,
    sizeCalculation: ({ state }) => 1 + state.steps.length,
  });

  constructor(planOf: (versionId: string, query: Query) => Promise<Plan>) {
    this.#planOf = planOf;
  }

  /** The runs of these ids, whose rows the caller has locked. `seqs` are the seqs of their last events. */
  async load(query: Query, seqs: ReadonlyMap<string, number>): Promise<Map<string, RunRecord>> {
    const records = new Map<string, RunRecord>();
    for (const [id, seq] of seqs) {
      const cached = this.#cache.get(id);
      if (cached?.state.seq === seq) records.set(id, cached);
    }
    const missing = [...seqs.keys()].filter((id) => !records.has(id));
    for (const record of missing.length > 0 ? await this.#read(query, missing) : [])
      records.set(record.identity.id, record);
    return records;
  }

  /** After the commit of what has changed it. */
  keep(record: RunRecord): void {
    this.#cache.set(record.identity.id, record);
  }

  /** What a turn had changed of it was not written. */
  forget(id: string): void {
    this.#cache.delete(id);
  }

  async #read(query: Query, ids: readonly string[]): Promise<RunRecord[]> {
    const runs = await query<RunRow>(loadRuns, [ids]);
    const steps = new Map<string, StepRow[]>(ids.map((id) => [id, []]));
    for (const row of await query<StepRow>(loadSteps, [ids])) steps.get(row.runId)?.push(row);
    return Promise.all(
      runs.map(async (row) => toRecord(row, await this.#planOf(row.versionId, query), steps.get(row.id) ?? [])),
    );
  }
}

function toRecord(row: RunRow, plan: Plan, rows: readonly StepRow[]): RunRecord {
  const { id, tenantId, workflowId, versionId, triggerId, trigger, labels, concurrencyKey } = row;
  const { status, outcome, compensates, output, error, cost, signals, timeoutAt, startedAt, finishedAt, seq } = row;
  const { parentRunId, parentOrdinal, createdBy } = row;
  const facts = { status, outcome, compensates, output, error, cost, signals, timeoutAt, startedAt, finishedAt, seq };
  return {
    identity: {
      ...{
        id,
        tenantId,
        workflowId,
        versionId,
        triggerId,
        trigger,
        labels,
        concurrencyKey,
        parentRunId,
        parentOrdinal,
      },
      // The task's CHECK keeps its priorities within the list, and so do those who start runs.
      priority: taskPriorities[row.priority] as TaskPriority,
      createdBy,
    },
    origin: originOf(row),
    state: runStateOf({ id, plan, facts, steps: rows.map(({ runId: _run, ...step }) => step) }),
  };
}

function originOf({ workflow, version, createdAt, input, depth, trigger }: RunRow): RunOrigin {
  return { workflow, version, createdAt, input, depth, trigger: { type: trigger.type, ...trigger.context } };
}
