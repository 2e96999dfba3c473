import { isBuiltInCapability, sandboxCapability } from "../agents/index.js";
import type { Principal } from "../identity/index.js";
import type { Database } from "../platform/db/database.js";
import { badInput, MusterError, notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import type { Task } from "./model.js";
import { poolOf, type PoolRegistry } from "./pools.js";
import type { TaskSignals } from "./signals.js";
import { findEndedOrGone, findSandboxes } from "./sql/find-sandboxes.sql.js";
import { moveToSandbox, type SandboxedTask } from "./sql/move-to-sandbox.sql.js";
import type { TaskStore } from "./store.js";

export interface TaskSandboxesParts {
  readonly database: Database;
  readonly store: TaskStore;
  readonly pools: PoolRegistry;
  readonly signals: TaskSignals;
}

/** What whoever runs sandboxes asks of tasks, beside what agents do. */
export class TaskSandboxes {
  readonly #parts: TaskSandboxesParts;

  constructor(parts: TaskSandboxesParts) {
    this.#parts = parts;
  }

  async specsOf(taskIds: readonly string[]): Promise<Map<string, unknown>> {
    const rows = await this.#parts.database.query<{ id: string; sandbox: unknown }>(findSandboxes, [known(taskIds)]);
    return new Map(rows.map(({ id, sandbox }) => [id, sandbox]));
  }

  async ended(taskIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#parts.database.query<{ id: string }>(findEndedOrGone, [known(taskIds)]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the task still waits is for the statement to say: what it was before only tells the pool. */
  async move({ tenantId }: Principal, taskId: string, spec: object): Promise<void> {
    const { database, pools, signals } = this.#parts;
    const task = await this.#find(tenantId, taskId);
    const pool = poolOf(tenantId, task.kind, [sandboxCapability]);
    // A pool that needs nobody is not to be made.
    if (reservedBy(task) !== undefined) throw await this.#refusal(tenantId, taskId);
    await pools.ensure([pool]);
    const values = [taskId, tenantId, task.poolId, JSON.stringify(spec), pool.capabilities, pool.id];
    const [moved] = await database.query<SandboxedTask>(moveToSandbox, values);
    if (!moved) throw await this.#refusal(tenantId, taskId);
    const { status, ...queued } = moved;
    if (status === "QUEUED") signals.queued.emit([{ ...queued, direct: false }]);
  }

  async #find(tenantId: string, taskId: string): Promise<Task> {
    const task = isId("task", taskId) ? await this.#parts.store.get(tenantId, taskId) : null;
    if (!task) throw notFound("task", taskId, ["taskId"]);
    return task;
  }

  async #refusal(tenantId: string, taskId: string): Promise<MusterError> {
    const task = await this.#find(tenantId, taskId);
    const isWaiting = task.status === "QUEUED" || task.status === "SCHEDULED";
    const reserved = reservedBy(task);
    if (isWaiting && (await this.specsOf([taskId])).has(taskId))
      return new MusterError("INVALID_STATE", "The task has a sandbox of its own.", {
        reason: "TASK_HAS_SANDBOX",
        path: ["taskId"],
      });
    if (isWaiting && reserved !== undefined)
      return badInput(`What requires ${reserved} has its own place to run in.`, ["taskId"], "SANDBOX_NOT_FOR_KIND");
    // One that waits again by now did not when it was to be moved.
    return new MusterError("INVALID_STATE", `The task does not wait: it is ${task.status}.`, {
      reason: "TASK_NOT_WAITING",
      path: ["taskId"],
    });
  }
}

/** What it requires that only built-in agents have. */
function reservedBy({ requiredCapabilities }: Task): string | undefined {
  return requiredCapabilities.find(isBuiltInCapability);
}

/** An id of another shape names nothing. */
function known(taskIds: readonly string[]): readonly string[] {
  return taskIds.filter((id) => isId("task", id));
}
