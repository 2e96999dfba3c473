import type { Principal } from "../identity/index.js";
import type { StreamHead } from "../events/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import { findReplays, type KeyedTask } from "./idempotency.js";
import type { KindCatalogue } from "./kinds.js";
import { taskPriorities, type Task, type TaskKind, type TaskPriority } from "./model.js";
import { poolOf, type PoolRegistry, type TaskPool } from "./pools.js";
import type { SchemaCache } from "./schemas.js";
import type { TaskSignals } from "./signals.js";
import { createTasks } from "./sql/create-tasks.sql.js";
import type { TaskStatus } from "./states.js";
import type { TaskStore } from "./store.js";
import { readyTask, type CreateTaskInput, type ReadyTask } from "./validate.js";

export interface TaskCreationParts {
  readonly database: Database;
  readonly store: TaskStore;
  readonly kinds: KindCatalogue;
  readonly pools: PoolRegistry;
  readonly schemas: SchemaCache;
  readonly signals: TaskSignals;
  readonly announce: (heads: readonly StreamHead[]) => void;
  /** How many of `count` new tasks of the pool may go to the broker at once; the rest waits for the feeder. */
  readonly admit: (poolId: string, count: number) => number;
  readonly maxTaskBytes: number;
  readonly now: () => Date;
}

/** A task on its way into the database. */
interface NewTask {
  readonly id: string;
  readonly ready: ReadyTask;
  readonly pool: TaskPool;
  readonly createdBy: string;
}

/** One call: its tasks are created together or not at all. */
interface Creation {
  readonly tenantId: string;
  readonly tasks: readonly NewTask[];
}

interface CreatedRow {
  readonly id: string;
  readonly status: TaskStatus;
  readonly dueAt: Date;
  readonly createdAt: Date;
}

const maxTasksPerCall = 1_000;
const maxKeyRaces = 5;

/** Creates tasks: checks, then one statement for all the calls that arrive together. */
export class TaskCreation {
  readonly #parts: TaskCreationParts;
  readonly #batcher: Batcher<Creation, readonly Task[]>;

  constructor(parts: TaskCreationParts) {
    this.#parts = parts;
    this.#batcher = new Batcher({
      run: (creations) => this.#create(creations),
      weigh: ({ tasks }) => tasks.length,
      maxWeight: maxTasksPerCall,
      maxRuns: 2,
      maxWaiting: 10_000,
    });
  }

  /** The tasks in the order of the inputs; paths of errors begin with the input's index. */
  async createMany(principal: Principal, inputs: readonly CreateTaskInput[]): Promise<readonly Task[]> {
    if (inputs.length === 0) return [];
    if (inputs.length > maxTasksPerCall)
      throw badInput(`At most ${maxTasksPerCall} tasks at a time.`, [], "LIST_TOO_LONG");
    const kinds = await this.#parts.kinds.find(
      principal.tenantId,
      inputs.map(({ kind }) => kind),
    );
    const tasks = inputs.map((input, index) => this.#check(principal, input, { kind: kinds.get(input.kind), index }));
    await this.#parts.pools.ensure(tasks.map(({ pool }) => pool));
    return this.#keyed(principal.tenantId, tasks, maxKeyRaces);
  }

  #check(
    principal: Principal,
    input: CreateTaskInput,
    { kind, index }: { kind: TaskKind | undefined; index: number },
  ): NewTask {
    try {
      if (!kind)
        throw badInput(`No kind ${JSON.stringify(input.kind.slice(0, 100))} is defined.`, ["kind"], "KIND_UNKNOWN");
      const ready = readyTask(input, kind, { now: this.#parts.now(), maxTaskBytes: this.#parts.maxTaskBytes });
      const key = `${kind.id} in ${kind.updatedAt.getTime()}`;
      this.#parts.schemas.check({ key, schema: kind.inputSchema }, ready.input, ["input"]);
      return {
        id: newId("task"),
        ready,
        pool: poolOf(principal.tenantId, kind.name, ready.capabilities),
        createdBy: principal.id,
      };
    } catch (error) {
      throw error instanceof MusterError ? error.below([index]) : error;
    }
  }

  /** Answers replays from what exists and creates the rest; a race for a key is decided by the key's unique index. */
  async #keyed(tenantId: string, tasks: readonly NewTask[], racesLeft: number): Promise<readonly Task[]> {
    const replays = await findReplays(this.#parts.database, tenantId, tasks.map(keyedTask));
    const fresh = tasks.filter(({ id }) => !replays.has(id));
    try {
      const created = fresh.length > 0 ? await this.#batcher.add({ tenantId, tasks: fresh }) : [];
      const byId = new Map(created.map((task) => [task.id, task]));
      const missing = [...new Set(replays.values())].filter((id) => !byId.has(id));
      for (const [id, task] of await this.#parts.store.getMany(tenantId, missing)) byId.set(id, task);
      return tasks.map(({ id }) => byId.get(replays.get(id) ?? id)).filter((task) => task !== undefined);
    } catch (error) {
      if (racesLeft === 0 || !isKeyRace(error)) throw error;
      return this.#keyed(tenantId, tasks, racesLeft - 1);
    }
  }

  async #create(creations: readonly Creation[]): Promise<(readonly Task[])[]> {
    const rows = creations.flatMap(({ tasks }) => tasks);
    const direct = this.#admit(rows);
    const created = await this.#parts.database.query<CreatedRow>(createTasks, [
      JSON.stringify(rows.map(newRow)),
      JSON.stringify(Object.fromEntries([...direct].map((id) => [id, 1]))),
    ]);
    const byId = new Map(created.map((row) => [row.id, row]));
    this.#tell(rows, byId, direct);
    return creations.map(({ tasks }) => tasks.map((task) => taskOf(task, byId.get(task.id))));
  }

  #admit(tasks: readonly NewTask[]): Set<string> {
    const byPool = new Map<string, string[]>();
    for (const { id, pool, ready } of tasks) {
      if (ready.scheduledAt !== null) continue;
      const ids = byPool.get(pool.id);
      if (ids) ids.push(id);
      else byPool.set(pool.id, [id]);
    }
    return new Set([...byPool].flatMap(([poolId, ids]) => ids.slice(0, this.#parts.admit(poolId, ids.length))));
  }

  #tell(tasks: readonly NewTask[], created: ReadonlyMap<string, CreatedRow>, direct: ReadonlySet<string>): void {
    const queued = tasks.filter(({ id }) => created.get(id)?.status === "QUEUED");
    this.#parts.signals.queued.emit(
      queued.map(({ id, pool, ready }) => ({
        taskId: id,
        tenantId: pool.tenantId,
        poolId: pool.id,
        priority: ready.priority,
        direct: direct.has(id),
      })),
    );
    for (const { dueAt, status } of created.values())
      if (status === "SCHEDULED") this.#parts.signals.feedable.emit(dueAt);
    this.#parts.announce(tasks.map(({ id, pool }) => ({ tenantId: pool.tenantId, streamId: id, seq: 1 })));
  }
}

function isKeyRace(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].some(
    (one) =>
      typeof one === "object" && one !== null && "constraint" in one && one.constraint === "idempotency_keys_pkey",
  );
}

function keyedTask({ id, ready }: NewTask): KeyedTask {
  return { id, key: ready.idempotencyKey, inputHash: ready.inputHash };
}

function newRow({ id, ready, pool, createdBy }: NewTask) {
  return {
    id,
    tenant_id: pool.tenantId,
    kind: ready.kind,
    pool_id: pool.id,
    priority: ready.priority,
    required_capabilities: ready.capabilities,
    input: ready.input,
    labels: ready.labels,
    max_retries: ready.maxRetries,
    timeout_ms: ready.timeoutMs,
    scheduled_at: ready.scheduledAt,
    deadline_at: ready.deadlineAt,
    created_by: createdBy,
    idempotency_key: ready.idempotencyKey,
    input_hash: ready.inputHash,
  };
}

function taskOf({ id, ready, pool }: NewTask, row: CreatedRow | undefined): Task {
  if (!row) throw new Error(`create-tasks did not answer ${id}`);
  return {
    id,
    tenantId: pool.tenantId,
    kind: ready.kind,
    poolId: pool.id,
    status: row.status,
    // An index of the list: readyTask took it from there.
    priority: taskPriorities[ready.priority] as TaskPriority,
    requiredCapabilities: ready.capabilities,
    input: ready.input,
    output: null,
    labels: ready.labels,
    attempt: 0,
    maxRetries: ready.maxRetries,
    timeoutMs: ready.timeoutMs,
    dueAt: row.dueAt,
    deadlineAt: ready.deadlineAt,
    agentId: null,
    leaseExpiresAt: null,
    progressPercent: null,
    progressMessage: null,
    lastError: null,
    cost: null,
    eventSeq: 1,
    outputSeq: 0,
    createdAt: row.createdAt,
    startedAt: null,
    finishedAt: null,
  };
}
