import type { Principal } from "../identity/index.js";
import type { StreamHead } from "../events/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import { findReplays, type KeyedTask } from "./idempotency.js";
import type { KindCatalogue } from "./kinds.js";
import { newLeaseToken } from "./lease-tokens.js";
import { taskPriorityIndex, type Task, type TaskKind } from "./model.js";
import { createdTask, newRows, placedAssignment, type CreatedRow, type NewTask, type Place } from "./new-task.js";
import type { OutputGuard } from "./output-guard.js";
import { poolOf, type PoolRegistry } from "./pools.js";
import type { SchemaCache } from "./schemas.js";
import type { SeatSource } from "./seats.js";
import type { TaskSignals } from "./signals.js";
import { createTasks } from "./sql/create-tasks.sql.js";
import type { TaskStore } from "./store.js";
import { readyTask, type CreateTaskInput } from "./validate.js";

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
  readonly guard: OutputGuard;
  readonly ackTimeoutMs: number;
  readonly maxTaskBytes: number;
  readonly now: () => Date;
}

/** One call: its tasks are created together or not at all. */
interface Creation {
  readonly tasks: readonly NewTask[];
  /** Of those that are assigned at once, by task id. */
  readonly places: ReadonlyMap<string, Place>;
}

const maxTasksPerCall = 1_000;
const maxKeyRaces = 5;
const normalPriority = taskPriorityIndex("NORMAL");

/**
 * Creates tasks: checks, then one statement for all the calls that arrive together. A task for which an agent of this
 * process has a free slot is assigned by the statement that creates it.
 */
export class TaskCreation {
  /** Who has free slots; nobody until the dispatcher runs. */
  seats: SeatSource = { hold: () => [] };
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
      const created = fresh.length > 0 ? await this.#insertPlaced(fresh) : [];
      const byId = new Map(created.map((task) => [task.id, task]));
      const missing = [...new Set(replays.values())].filter((id) => !byId.has(id));
      for (const [id, task] of await this.#parts.store.getMany(tenantId, missing)) byId.set(id, task);
      return tasks.map(({ id }) => byId.get(replays.get(id) ?? id)).filter((task) => task !== undefined);
    } catch (error) {
      if (racesLeft === 0 || !isKeyRace(error)) throw error;
      return this.#keyed(tenantId, tasks, racesLeft - 1);
    }
  }

  /** With the seats that are free, or about to be. */
  async #insertPlaced(tasks: readonly NewTask[]): Promise<readonly Task[]> {
    const places = await this.#place(tasks);
    try {
      return await this.#batcher.add({ tasks, places });
    } catch (error) {
      for (const { seat } of places.values()) seat.free();
      throw error;
    }
  }

  async #create(creations: readonly Creation[]): Promise<(readonly Task[])[]> {
    const tasks = creations.flatMap((creation) => creation.tasks);
    const places = new Map(creations.flatMap((creation) => [...creation.places]));
    const direct = this.#admit(tasks.filter(({ id }) => !places.has(id)));
    const created = await this.#insert(tasks, places, direct);
    for (const [id, place] of places) {
      const { task, row } = created.get(id) ?? unanswered(id);
      this.#parts.guard.remember(id, task.kind);
      // The table's CHECK gives every assigned task an end of its lease.
      place.seat.take(placedAssignment(task, place, row.leaseExpiresAt as Date));
    }
    this.#tell(tasks, created, direct);
    return creations.map((creation) => creation.tasks.map(({ id }) => (created.get(id) ?? unanswered(id)).task));
  }

  async #insert(
    tasks: readonly NewTask[],
    places: ReadonlyMap<string, Place>,
    direct: ReadonlySet<string>,
  ): Promise<Created> {
    const rows = await this.#parts.database.query<CreatedRow>(createTasks, [
      ...newRows(tasks, places),
      JSON.stringify(Object.fromEntries([...direct].map((id) => [id, 1]))),
      this.#parts.ackTimeoutMs,
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      tasks.map((task) => {
        const row = byId.get(task.id) ?? unanswered(task.id);
        return [task.id, { task: createdTask(task, row), row }];
      }),
    );
  }

  /** Holds seats for as many of the tasks as there are free ones, or about to be. */
  async #place(tasks: readonly NewTask[]): Promise<Map<string, Place>> {
    const places = new Map<string, Place>();
    const byPool = dueByPool(tasks);
    // Slots are not kept idle in one pool while others are waited for; and what is pressing is claimed past those who wait.
    const mayWait = byPool.size === 1 && tasks.every(({ ready }) => ready.priority <= normalPriority);
    for (const [poolId, ids] of byPool)
      for (const [index, seat] of (await this.seats.hold(poolId, ids.length, { mayWait })).entries()) {
        const id = ids[index];
        if (id !== undefined) places.set(id, { seat, leaseToken: newLeaseToken() });
      }
    return places;
  }

  #admit(tasks: readonly NewTask[]): Set<string> {
    return new Set(
      [...dueByPool(tasks)].flatMap(([poolId, ids]) => ids.slice(0, this.#parts.admit(poolId, ids.length))),
    );
  }

  #tell(tasks: readonly NewTask[], created: Created, direct: ReadonlySet<string>): void {
    const statusOf = (id: string) => created.get(id)?.row.status;
    const queued = tasks.filter(({ id }) => statusOf(id) === "QUEUED");
    if (queued.length > 0)
      this.#parts.signals.queued.emit(
        queued.map(({ id, pool, ready }) => ({
          taskId: id,
          tenantId: pool.tenantId,
          poolId: pool.id,
          priority: ready.priority,
          direct: direct.has(id),
        })),
      );
    for (const { row } of created.values())
      if (row.status === "SCHEDULED") this.#parts.signals.feedable.emit(row.dueAt);
    this.#parts.announce(
      tasks.map(({ id, pool }) => ({
        tenantId: pool.tenantId,
        streamId: id,
        seq: statusOf(id) === "ASSIGNED" ? 2 : 1,
      })),
    );
  }
}

type Created = ReadonlyMap<string, { readonly task: Task; readonly row: CreatedRow }>;

function unanswered(id: string): never {
  throw new Error(`create-tasks did not answer ${id}`);
}

/** Ids of the tasks that are due at once, by pool. */
function dueByPool(tasks: readonly NewTask[]): Map<string, string[]> {
  const byPool = new Map<string, string[]>();
  for (const { id, pool, ready } of tasks) {
    if (ready.scheduledAt !== null) continue;
    const ids = byPool.get(pool.id);
    if (ids) ids.push(id);
    else byPool.set(pool.id, [id]);
  }
  return byPool;
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
