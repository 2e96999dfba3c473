import type { PoolClient } from "pg";
import type { Query } from "../../platform/db/database.js";
import { newId } from "../../platform/ids.js";
import { MusterError } from "../../platform/errors.js";
import type { PreparedTask, TaskService } from "../../tasks/index.js";
import type { PlannedCall, PlannedSubRun } from "../definition/plan.js";
import { findRunOutputs } from "../sql/find-run-outputs.sql.js";
import type { OutputCache } from "./output-cache.js";
import type { RunIdentity, RunOrder } from "./run-record.js";
import type { OutputIds, RunOrigin, SubRunWish, TaskWish, World } from "./turn.js";

export interface EngineWorldParts {
  readonly tasks: Pick<TaskService, "prepareMany" | "outputsOf">;
  readonly outputs: OutputCache;
  /** A run of another workflow of the tenant, checked. Throws MusterError. */
  readonly order: (request: SubRunRequest, query: Query) => Promise<RunOrder>;
  /** Why this is no output of the version; null when it is one. */
  readonly checkOutput: (versionId: string, output: unknown, query: Query) => Promise<string | null>;
  /** Those of the turn's transaction: to wait for another connection while holding one may be to wait for oneself. */
  readonly client: PoolClient;
  readonly query: Query;
}

export interface SubRunRequest {
  readonly runId: string;
  readonly call: PlannedSubRun;
  readonly input: unknown;
  readonly parent: RunIdentity;
  readonly parentOrigin: Pick<RunOrigin, "depth">;
  readonly parentStep: { readonly key: string; readonly ordinal: number };
}

/** Tries in all, where a definition does not say. */
const defaultAttempts = 4;

/** What a turn of one run sees of the rest of Muster. */
export class EngineWorld implements World<PreparedTask, RunOrder> {
  readonly #parts: EngineWorldParts;
  readonly #run: { readonly identity: RunIdentity; readonly origin: Pick<RunOrigin, "depth"> };

  constructor(
    parts: EngineWorldParts,
    run: { readonly identity: RunIdentity; readonly origin: Pick<RunOrigin, "depth"> },
  ) {
    this.#parts = parts;
    this.#run = run;
  }

  newId(noun: "task" | "run"): string {
    return newId(noun);
  }

  prepareTasks(wishes: readonly TaskWish[]): Promise<readonly (PreparedTask | MusterError)[]> {
    const { id, tenantId, priority } = this.#run.identity;
    return this.#parts.tasks.prepareMany(
      { id, tenantId },
      wishes.map(({ taskId, step, call, input }) => ({
        ...callInput(call),
        id: taskId,
        input,
        priority: call.priority ?? priority,
        origin: { runId: id, stepKey: step },
      })),
      this.#parts.client,
    );
  }

  async prepareSubRun({ runId, step, call, input }: SubRunWish): Promise<RunOrder | MusterError> {
    const { identity, origin } = this.#run;
    try {
      const request = { runId, call, input, parent: identity, parentOrigin: origin, parentStep: step };
      return await this.#parts.order(request, this.#parts.query);
    } catch (error) {
      if (error instanceof MusterError && error.code !== "UNAVAILABLE" && error.code !== "TIMEOUT") return error;
      throw error;
    }
  }

  checkOutput(output: unknown): Promise<string | null> {
    return this.#parts.checkOutput(this.#run.identity.versionId, output, this.#parts.query);
  }

  async outputsOf({ taskIds, runIds }: OutputIds): Promise<ReadonlyMap<string, unknown>> {
    const { client, outputs, query, tasks } = this.#parts;
    const found = new Map<string, unknown>();
    const missing = (ids: readonly string[]): string[] =>
      ids.filter((id) => {
        const kept = outputs.find(id);
        if (kept) found.set(id, kept.value);
        return !kept;
      });
    const unknownTasks = missing(taskIds);
    const unknownRuns = missing(runIds);
    if (unknownTasks.length > 0)
      for (const [id, value] of await tasks.outputsOf(this.#run.identity.tenantId, unknownTasks, client))
        found.set(id, value);
    if (unknownRuns.length > 0)
      for (const { id, output } of await query<{ id: string; output: unknown }>(findRunOutputs, [unknownRuns]))
        found.set(id, output);
    return found;
  }
}

function callInput({ kind, requiredCapabilities, retry, attemptTimeoutMs, sandbox }: PlannedCall) {
  const { attempts = defaultAttempts, ...backoff } = retry ?? {};
  return {
    kind,
    requiredCapabilities,
    timeoutMs: attemptTimeoutMs,
    maxRetries: attempts - 1,
    retry: Object.keys(backoff).length > 0 ? backoff : null,
    sandbox,
  };
}
