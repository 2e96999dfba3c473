import type { Statement } from "../../platform/db/database.js";
import type { Agent } from "../model.js";
import { agentColumns } from "./agent-columns.js";
import { addedAgent } from "./insert-agent.sql.js";

export interface EnsuredAgent extends Agent {
  readonly isNew: boolean;
}

/**
 * An agent whose id is known before it exists, and its first event if it is new. Parameters as of `insert-agent`. By primary key;
 * locks nothing that is there. Answers no row while another process has added it and this statement does not see it yet.
 */
export const ensureAgent: Statement = {
  name: "ensure-agent",
  text: `
WITH ${addedAgent("ON CONFLICT (id) DO NOTHING")}
SELECT *, true AS "isNew" FROM added
UNION ALL SELECT ${agentColumns}, false FROM agents a WHERE a.id = $1 AND a.tenant_id = $2 AND a.removed_at IS NULL`,
};
