import type { Statement } from "../../platform/db/database.js";
import { sessionColumns } from "./agent-columns.js";

/** Live sessions of agents of a tenant, oldest first. $1: tenant, $2: agent ids. By agent_sessions_agent_id_idx. */
export const findSessions: Statement = {
  name: "find-sessions",
  text: `
SELECT ${sessionColumns} FROM agent_sessions s
WHERE s.agent_id = ANY ($2::text[]) AND s.tenant_id = $1
ORDER BY s.connected_at, s.id`,
};

/** A live session of a tenant. $1: tenant, $2: id. By primary key. */
export const findSession: Statement = {
  name: "find-session",
  text: `SELECT ${sessionColumns} FROM agent_sessions s WHERE s.id = $2 AND s.tenant_id = $1`,
};

/** How many live sessions each agent has. $1: agent ids. By agent_sessions_agent_id_idx. */
export const countSessions: Statement = {
  name: "count-sessions",
  text: `
SELECT s.agent_id AS "agentId", count(*)::integer AS count FROM agent_sessions s
WHERE s.agent_id = ANY ($1::text[]) GROUP BY s.agent_id`,
};
