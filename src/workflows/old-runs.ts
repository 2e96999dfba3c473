import { AgeWalk } from "../platform/age-walk.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Expired, Expirer } from "../platform/expirer.js";
import { rowsDeleted } from "../tasks/index.js";
import {
  deleteRuns,
  deleteRunTasks,
  findFirstRun,
  hideRuns,
  type DeletedRuns,
  type DeletedRunTasks,
  type HiddenRuns,
} from "./sql/expire-runs.sql.js";

export interface OldRunsParts {
  readonly database: Database;
  readonly clock: Clock;
  /** How long a run is kept after its end, by the clock of PostgreSQL. */
  readonly keepMs: number;
}

/**
 * Deletes runs that have ended long ago, with their steps, snapshots, events and tasks, and all that belongs to these; a run of
 * another run after that one. A run may have so much of it that it takes many calls: it is hidden from everybody first.
 */
export class OldRuns implements Expirer {
  readonly #database: Database;
  readonly #keepMs: number;
  readonly #walk: AgeWalk;
  /** Whether runs may be hidden: by this process, or by one that has died since. */
  #mayHaveHidden = true;

  constructor({ database, clock, keepMs }: OldRunsParts) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#walk = new AgeWalk({ prefix: "run", clock, keepMs });
  }

  async expire(maxRows: number): Promise<Expired> {
    if (!this.#mayHaveHidden && !this.#walk.isNew) return this.#hide(maxRows);
    const deleted = (await this.#deleteTasks(maxRows)) ?? (await this.#deleteRuns(maxRows));
    this.#mayHaveHidden = deleted !== null;
    return deleted ? { deleted, isDone: false } : this.#hide(maxRows);
  }

  /** Null when no hidden run has tasks. */
  async #deleteTasks(maxRows: number): Promise<Expired["deleted"] | null> {
    const [done] = await this.#database.query<DeletedRunTasks>(deleteRunTasks, [maxRows]);
    return done && done.chosen > 0 ? rowsDeleted(done) : null;
  }

  /** Null when no run is hidden. */
  async #deleteRuns(maxRows: number): Promise<Expired["deleted"] | null> {
    const [done] = await this.#database.query<DeletedRuns>(deleteRuns, [maxRows]);
    if (!done || done.chosen === 0) return null;
    const { runs, steps, snapshots, events } = done;
    return { workflow_runs: runs, workflow_steps: steps, workflow_snapshots: snapshots, events };
  }

  async #hide(maxRows: number): Promise<Expired> {
    const from = await this.#walk.from(() => this.#findFirst());
    const { until } = this.#walk;
    const [seen] = await this.#database.query<HiddenRuns>(hideRuns, [from, until, this.#keepMs, maxRows]);
    if (!seen) throw new Error("hide-runs answers one row.");
    this.#mayHaveHidden = seen.hidden > 0;
    return { deleted: {}, isDone: this.#walk.pass(seen) && !this.#mayHaveHidden };
  }

  async #findFirst(): Promise<string | undefined> {
    const [first] = await this.#database.query<{ id: string }>(findFirstRun, []);
    return first?.id;
  }
}
