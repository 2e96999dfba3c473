import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/**
 * Locks agents until the transaction ends. $1: agent ids. Answers those that are there, as they are once locked: the next
 * statement sees all that was committed before. By primary key, in the order of the ids, as every batch locks.
 */
export const lockAgents: Statement = {
  name: "lock-agents",
  text: `
SELECT ${agentColumns} FROM agents a
WHERE a.id = ANY ($1::text[]) AND a.removed_at IS NULL
ORDER BY a.id FOR NO KEY UPDATE`,
};
