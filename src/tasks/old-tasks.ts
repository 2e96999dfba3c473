import { AgeWalk } from "../platform/age-walk.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Expired, Expirer } from "../platform/expirer.js";
import type { DeletedTasks } from "./sql/delete-tasks.js";
import { expireTasks, findFirstTask, shrinkTasks, type ExpiredTasks } from "./sql/expire-tasks.sql.js";

export interface OldTasksParts {
  readonly database: Database;
  readonly clock: Clock;
  /** How long a task is kept after its end, by the clock of PostgreSQL. */
  readonly keepMs: number;
}

/** Deletes tasks that have ended long ago, with all that belongs to them. Those of a run go with it. */
export class OldTasks implements Expirer {
  readonly #database: Database;
  readonly #keepMs: number;
  readonly #walk: AgeWalk;
  /** Whether a task may be hidden that is too large to go at once: by this process, or by one that has died since. */
  #mayHaveLarge = true;

  constructor({ database, clock, keepMs }: OldTasksParts) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#walk = new AgeWalk({ prefix: "task", clock, keepMs });
  }

  async expire(maxRows: number): Promise<Expired> {
    const shrunk = this.#mayHaveLarge || this.#walk.isNew ? await this.#shrink(maxRows) : null;
    return shrunk ?? (await this.#goOn(maxRows));
  }

  /** Null when there is none to shrink. */
  async #shrink(maxRows: number): Promise<Expired | null> {
    const [shrunk] = await this.#database.query<DeletedTasks>(shrinkTasks, [maxRows]);
    this.#mayHaveLarge = shrunk !== undefined;
    return shrunk ? { deleted: rowsDeleted(shrunk), isDone: false } : null;
  }

  async #goOn(maxRows: number): Promise<Expired> {
    const from = await this.#walk.from(() => this.#findFirst());
    const { until } = this.#walk;
    const [seen] = await this.#database.query<ExpiredTasks>(expireTasks, [from, until, this.#keepMs, maxRows]);
    if (!seen) throw new Error("expire-tasks answers one row.");
    this.#mayHaveLarge = seen.hidden > 0;
    return { deleted: rowsDeleted(seen), isDone: this.#walk.pass(seen) && !this.#mayHaveLarge };
  }

  async #findFirst(): Promise<string | undefined> {
    const [first] = await this.#database.query<{ id: string }>(findFirstTask, []);
    return first?.id;
  }
}

/** By the names of the tables. */
export function rowsDeleted({ tasks, events, output, outbox }: DeletedTasks): Expired["deleted"] {
  return { tasks, events, task_output: output, outbox };
}
