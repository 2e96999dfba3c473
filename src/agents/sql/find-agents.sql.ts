import type { Statement } from "../../platform/db/database.js";
import { agentColumns } from "./agent-columns.js";

/** Agents of a tenant, removed ones too: history names them. $1: tenant, $2: ids. By agents_tenant_id_id_idx. */
export const findAgents: Statement = {
  name: "find-agents",
  text: `SELECT ${agentColumns} FROM agents a WHERE a.id = ANY ($2::text[]) AND a.tenant_id = $1`,
};

/** The agents with a session on a replica. $1: replica. By agent_sessions_replica_id_idx. */
export const findConnectedAgents: Statement = {
  name: "find-connected-agents",
  text: `
SELECT ${agentColumns} FROM agents a
WHERE a.id IN (SELECT s.agent_id FROM agent_sessions s WHERE s.replica_id = $1)`,
};

/** An agent of whatever tenant, unless removed. $1: id. By primary key. */
export const findAgent: Statement = {
  name: "find-agent",
  text: `SELECT ${agentColumns} FROM agents a WHERE a.id = $1 AND a.removed_at IS NULL`,
};
