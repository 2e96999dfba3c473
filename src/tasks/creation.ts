import type { Principal } from "../identity/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { badInput } from "../platform/errors.js";
import { findReplays, type KeyedTask } from "./idempotency.js";
import type { Task } from "./model.js";
import type { CreatedRow, NewTask } from "./new-task.js";
import type { PoolRegistry } from "./pools.js";
import type { TaskPreparation } from "./preparation.js";
import { createTasks } from "./sql/create-tasks.sql.js";
import type { TaskStore } from "./store.js";
import { freeSeats, writtenTask, type Places, type TaskWriter } from "./task-writer.js";
import type { CreateTaskInput } from "./validate.js";

export interface TaskCreationParts {
  readonly database: Database;
  readonly store: TaskStore;
  readonly pools: PoolRegistry;
  readonly preparation: TaskPreparation;
  readonly writer: TaskWriter;
}

/** One call: its tasks are created together or not at all. */
interface Creation {
  readonly tasks: readonly NewTask[];
  /** Of those that are assigned at once. */
  readonly places: Places;
}

export const maxTasksPerCall = 1_000;
const maxKeyRaces = 5;

/**
 * Creates tasks: checks, then one statement for all the calls that arrive together. A task for which an agent of this
 * process has a free slot is assigned by the statement that creates it.
 */
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
    const tasks = await this.#parts.preparation.all(principal, inputs);
    await this.#parts.pools.ensure(tasks.map(({ pool }) => pool));
    return this.#keyed(principal.tenantId, tasks, maxKeyRaces);
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
    const places = await this.#parts.writer.place(tasks, { mayWait: true });
    try {
      return await this.#batcher.add({ tasks, places });
    } catch (error) {
      freeSeats(places);
      throw error;
    }
  }

  async #create(creations: readonly Creation[]): Promise<(readonly Task[])[]> {
    const { database, writer } = this.#parts;
    const tasks = creations.flatMap((creation) => creation.tasks);
    const places = new Map(creations.flatMap((creation) => [...creation.places]));
    const written = await writer.write(tasks, places, (values) => database.query<CreatedRow>(createTasks, values));
    writer.tell(written);
    return creations.map((creation) => creation.tasks.map(({ id }) => writtenTask(written, id)));
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
