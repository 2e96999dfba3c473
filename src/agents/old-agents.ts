import type { Database } from "../platform/db/database.js";
import type { Expired, Expirer } from "../platform/expirer.js";
import { expireAgents, type ExpiredAgents } from "./sql/expire-agents.sql.js";

export interface OldAgentsParts {
  readonly database: Database;
  /** How long an agent is kept after its removal, by the clock of PostgreSQL. */
  readonly keepMs: number;
}

/** Deletes agents that were removed long ago, with their events. A task that is still there and that they worked on has no agent then. */
export class OldAgents implements Expirer {
  readonly #parts: OldAgentsParts;

  constructor(parts: OldAgentsParts) {
    this.#parts = parts;
  }

  async expire(maxRows: number): Promise<Expired> {
    const { database, keepMs } = this.#parts;
    const [seen] = await database.query<ExpiredAgents>(expireAgents, [keepMs, maxRows]);
    if (!seen) throw new Error("expire-agents answers one row.");
    const { agents, events, chosen } = seen;
    return { deleted: { agents, events }, isDone: chosen === 0 };
  }
}
