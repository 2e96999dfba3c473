import { AgeWalk } from "../platform/age-walk.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Expired, Expirer } from "../platform/expirer.js";
import { expireExecutions, findFirstExecution, type ExpiredExecutions } from "./sql/expire-executions.sql.js";

export interface OldExecutionsParts {
  readonly database: Database;
  readonly clock: Clock;
  /** How long an execution is kept after its end, by the clock of PostgreSQL. */
  readonly keepMs: number;
}

/** Deletes executions that have ended long ago. */
export class OldExecutions implements Expirer {
  readonly #database: Database;
  readonly #keepMs: number;
  readonly #walk: AgeWalk;

  constructor({ database, clock, keepMs }: OldExecutionsParts) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#walk = new AgeWalk({ prefix: "execution", clock, keepMs });
  }

  async expire(maxRows: number): Promise<Expired> {
    const from = await this.#walk.from(() => this.#findFirst());
    const { until } = this.#walk;
    const [seen] = await this.#database.query<ExpiredExecutions>(expireExecutions, [
      from,
      until,
      this.#keepMs,
      maxRows,
    ]);
    if (!seen) throw new Error("expire-executions answers one row.");
    return { deleted: { executions: seen.executions }, isDone: this.#walk.pass(seen) };
  }

  async #findFirst(): Promise<string | undefined> {
    const [first] = await this.#database.query<{ id: string }>(findFirstExecution, []);
    return first?.id;
  }
}
