import type { Statement } from "../../platform/db/database.js";
import { sessionColumns } from "./agent-columns.js";

/**
 * New sessions. $1: replica, $2: array of `{id, agentId, capacity, kinds}`. Whoever runs it holds the agents' locks already.
 * Answers the sessions.
 */
export const insertSessions: Statement = {
  name: "insert-sessions",
  text: `
INSERT INTO agent_sessions AS s (id, tenant_id, agent_id, replica_id, capacity, kinds)
SELECT n.id, a.tenant_id, a.id, $1, n.capacity, n.kinds
FROM jsonb_to_recordset($2::jsonb) AS n(id text, "agentId" text, capacity integer, kinds text[])
JOIN agents a ON a.id = n."agentId"
RETURNING ${sessionColumns}`,
};
