import type { PoolClient } from "pg";
import type { Database, Query } from "../platform/db/database.js";
import type { MusterError } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { maxTasksPerCall } from "./creation.js";
import { cancellation, isOfRun } from "./endings.js";
import type { Task, TaskErrorReason } from "./model.js";
import type { CreatedRow } from "./new-task.js";
import type { PoolRegistry } from "./pools.js";
import type { PreparedTask, RunTaskInput, TaskCreator, TaskPreparation } from "./preparation.js";
import type { CancelReason, EndedTask } from "./signals.js";
import { createRunTasks } from "./sql/create-tasks.sql.js";
import { findEndedTasks, findOutputs } from "./sql/find-ended-tasks.sql.js";
import { freeSeats, writtenTask, type Places, type TaskWriter, type Written } from "./task-writer.js";

/** Tasks written in a transaction that is still open. Either `committed` or `undone` is to be called; what comes second does nothing. */
export interface InsertedTasks {
  /** As they are once it is committed, in the order in which they were prepared. */
  readonly tasks: readonly Task[];
  /** After the COMMIT: gives the tasks to the agents whose slots are held for them, and tells of the rest. */
  committed(): void;
  /** After a ROLLBACK, or when nobody knows: frees the slots. */
  undone(): void;
}

export interface RunTasksParts {
  readonly database: Database;
  readonly pools: PoolRegistry;
  readonly preparation: TaskPreparation;
  readonly writer: TaskWriter;
}

type EndedRow = Pick<EndedTask, "taskId" | "tenantId" | "status"> & {
  readonly runId: string | null;
  readonly stepKey: string | null;
  /** null where the event is no longer kept. */
  readonly why: { readonly reason: string; readonly message?: string } | null;
};

/** What the steps of runs need of tasks: to be created in the transaction that writes the step, and to be read when they end. */
export class RunTasks {
  readonly #parts: RunTasksParts;

  constructor(parts: RunTasksParts) {
    this.#parts = parts;
  }

  prepareMany(
    creator: TaskCreator,
    inputs: readonly RunTaskInput[],
    client?: PoolClient,
  ): Promise<(PreparedTask | MusterError)[]> {
    return this.#parts.preparation.each(creator, inputs, this.#queryOf(client));
  }

  /**
   * The same statement as of other tasks, with the seats that are free: a transaction holds locks, so it does not wait for
   * those about to be.
   */
  async insertWithin(client: PoolClient, prepared: readonly PreparedTask[]): Promise<InsertedTasks> {
    const { pools, writer } = this.#parts;
    const query = this.#queryOf(client);
    const learnPools = await pools.ensureWithin(
      query,
      prepared.map(({ pool }) => pool),
    );
    const places = await writer.place(prepared, { mayWait: false });
    try {
      return insertedTasks(await this.#write(query, prepared, places), {
        committed: (written) => {
          learnPools();
          for (const some of written) writer.tell(some);
        },
        undone: () => freeSeats(places),
      });
    } catch (error) {
      freeSeats(places);
      throw error;
    }
  }

  /** One statement after the other: a transaction has one connection. */
  async #write(query: Query, prepared: readonly PreparedTask[], places: Places): Promise<readonly Written[]> {
    const written: Written[] = [];
    for (let from = 0; from < prepared.length; from += maxTasksPerCall) {
      const some = prepared.slice(from, from + maxTasksPerCall);
      const ids = new Set(some.map(({ id }) => id));
      const own = new Map([...places].filter(([id]) => ids.has(id)));
      written.push(await this.#parts.writer.write(some, own, (values) => query<CreatedRow>(createRunTasks, values)));
    }
    return written;
  }

  async outputsOf(tenantId: string, taskIds: readonly string[], client?: PoolClient): Promise<Map<string, unknown>> {
    const rows = await this.#queryOf(client)<{ id: string; output: unknown }>(findOutputs, [tenantId, known(taskIds)]);
    return new Map(rows.map(({ id, output }) => [id, output]));
  }

  async endedOf(taskIds: readonly string[], client?: PoolClient): Promise<EndedTask[]> {
    const rows = await this.#queryOf(client)<EndedRow>(findEndedTasks, [known(taskIds)]);
    return rows.filter(isOfRun).map(({ why, ...row }) => ({ ...row, error: errorOf(row.status, why), output: null }));
  }

  #queryOf(client: PoolClient | undefined): Query {
    const { database } = this.#parts;
    return (statement, values) =>
      client ? database.queryWithin(client, statement, values) : database.query(statement, values);
  }
}

function insertedTasks(
  written: readonly Written[],
  ends: { readonly committed: (written: readonly Written[]) => void; readonly undone: () => void },
): InsertedTasks {
  let isOpen = true;
  const end = (how: () => void): void => {
    if (!isOpen) return;
    isOpen = false;
    how();
  };
  return {
    tasks: written.flatMap((some) => some.tasks.map(({ id }) => writtenTask(some, id))),
    committed: () => end(() => ends.committed(written)),
    undone: () => end(ends.undone),
  };
}

function known(taskIds: readonly string[]): readonly string[] {
  return taskIds.filter((id) => isId("task", id));
}

function errorOf(status: EndedTask["status"], why: EndedRow["why"]): EndedTask["error"] {
  if (status === "COMPLETED") return null;
  // The reasons are those that the moves write.
  if (status === "CANCELLED") return cancellation((why?.reason ?? "REQUESTED") as CancelReason);
  return { reason: (why?.reason ?? "REPORTED") as TaskErrorReason, message: why?.message ?? "" };
}
