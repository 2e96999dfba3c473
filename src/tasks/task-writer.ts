import type { StreamHead } from "../events/index.js";
import { newLeaseToken } from "./lease-tokens.js";
import { taskPriorityIndex, type Task } from "./model.js";
import {
  createdTask,
  newRows,
  placedAssignment,
  type CreatedRow,
  type CreatedTask,
  type NewTask,
  type Place,
} from "./new-task.js";
import type { OutputGuard } from "./output-guard.js";
import type { SeatSource } from "./seats.js";
import type { TaskSignals } from "./signals.js";

export interface TaskWriterParts {
  readonly signals: TaskSignals;
  readonly announce: (heads: readonly StreamHead[]) => void;
  /** How many of `count` new tasks of the pool may go to the broker at once; the rest waits for the feeder. */
  readonly admit: (poolId: string, count: number) => number;
  readonly guard: OutputGuard;
  readonly ackTimeoutMs: number;
}

/** The seats that new tasks get, by task id. */
export type Places = ReadonlyMap<string, Place>;

/** Tasks that a statement has created, of which nobody has been told. */
export interface Written {
  readonly tasks: readonly NewTask[];
  readonly places: Places;
  /** Ids of those that the broker is to be told of. */
  readonly direct: ReadonlySet<string>;
  readonly created: ReadonlyMap<string, CreatedTask>;
}

const normalPriority = taskPriorityIndex("NORMAL");

/** What it takes to write new tasks: seats before it, the statement's values, and the word to all who wait after its commit. */
export class TaskWriter {
  /** Who has free slots; nobody until the dispatcher runs. */
  seats: SeatSource = { hold: () => [] };
  readonly #parts: TaskWriterParts;

  constructor(parts: TaskWriterParts) {
    this.#parts = parts;
  }

  /** Holds seats for as many of the tasks as there are free ones; where the caller may wait, also for those about to be. */
  async place(tasks: readonly NewTask[], options: { readonly mayWait: boolean }): Promise<Places> {
    const places = new Map<string, Place>();
    const byPool = dueByPool(tasks);
    // Slots are not kept idle in one pool while others are waited for; and what is pressing is claimed past those who wait.
    const mayWait =
      options.mayWait && byPool.size === 1 && tasks.every(({ ready }) => ready.priority <= normalPriority);
    for (const [poolId, ids] of byPool)
      for (const [index, seat] of (await this.seats.hold(poolId, ids.length, { mayWait })).entries()) {
        const id = ids[index];
        if (id !== undefined) places.set(id, { seat, leaseToken: newLeaseToken() });
      }
    return places;
  }

  /** Writes them by what sends the statement. */
  async write(
    tasks: readonly NewTask[],
    places: Places,
    send: (values: readonly unknown[]) => Promise<CreatedRow[]>,
  ): Promise<Written> {
    const direct = this.#admit(tasks.filter(({ id }) => !places.has(id)));
    const rows = await send([
      ...newRows(tasks, places),
      JSON.stringify(Object.fromEntries([...direct].map((id) => [id, 1]))),
      this.#parts.ackTimeoutMs,
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const created = new Map(
      tasks.map((task) => {
        const row = byId.get(task.id) ?? unanswered(task.id);
        return [task.id, { task: createdTask(task, row), ready: task.ready, row }];
      }),
    );
    return { tasks, places, direct, created };
  }

  /** After the commit: gives the assignments to their seats, and tells of the rest. */
  tell(written: Written): void {
    const { places, created } = written;
    for (const [id, place] of places) {
      const one = created.get(id) ?? unanswered(id);
      this.#parts.guard.remember(id, one.task.kind);
      place.seat.take(placedAssignment(one, place));
    }
    this.#tellWaiting(written);
    this.#parts.announce(
      written.tasks.map(({ id, pool }) => ({
        tenantId: pool.tenantId,
        streamId: id,
        seq: places.has(id) ? 2 : 1,
      })),
    );
  }

  #tellWaiting({ tasks, direct, created }: Written): void {
    const queued = tasks.filter(({ id }) => created.get(id)?.row.status === "QUEUED");
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
  }

  #admit(tasks: readonly NewTask[]): Set<string> {
    return new Set(
      [...dueByPool(tasks)].flatMap(([poolId, ids]) => ids.slice(0, this.#parts.admit(poolId, ids.length))),
    );
  }
}

export function freeSeats(places: Places): void {
  for (const { seat } of places.values()) seat.free();
}

/** The task that was written under the id. */
export function writtenTask({ created }: Written, id: string): Task {
  return (created.get(id) ?? unanswered(id)).task;
}

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
