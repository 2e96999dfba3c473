import { AgeWalk } from "../platform/age-walk.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Expired, Expirer } from "../platform/expirer.js";
import { expireSandboxes, findFirstSandbox, type ExpiredSandboxes } from "./sql/expire-sandboxes.sql.js";

export interface OldSandboxesParts {
  readonly database: Database;
  readonly clock: Clock;
  /** How long a sandbox is kept after its end, by the clock of PostgreSQL. */
  readonly keepMs: number;
}

/**
 * Deletes sandboxes that have ended long ago, with their logs and events. One whose host may still have something of it is kept: else what
 * is left there would be nobody's.
 */
export class OldSandboxes implements Expirer {
  readonly #database: Database;
  readonly #keepMs: number;
  readonly #walk: AgeWalk;

  constructor({ database, clock, keepMs }: OldSandboxesParts) {
    this.#database = database;
    this.#keepMs = keepMs;
    this.#walk = new AgeWalk({ prefix: "sandbox", clock, keepMs });
  }

  async expire(maxRows: number): Promise<Expired> {
    const from = await this.#walk.from(() => this.#findFirst());
    const { until } = this.#walk;
    const [seen] = await this.#database.query<ExpiredSandboxes>(expireSandboxes, [from, until, this.#keepMs, maxRows]);
    if (!seen) throw new Error("expire-sandboxes answers one row.");
    const { sandboxes, logs, events } = seen;
    return { deleted: { sandboxes, sandbox_logs: logs, events }, isDone: this.#walk.pass(seen) };
  }

  async #findFirst(): Promise<string | undefined> {
    const [first] = await this.#database.query<{ id: string }>(findFirstSandbox, []);
    return first?.id;
  }
}
