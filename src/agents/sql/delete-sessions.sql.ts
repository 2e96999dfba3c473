import type { Statement } from "../../platform/db/database.js";

/** Locks the agents that sessions belong to, in the order of their ids, until the transaction ends. $1: session ids. */
export const lockSessionAgents: Statement = {
  name: "lock-session-agents",
  text: `
SELECT a.id FROM agents a
WHERE a.id IN (SELECT s.agent_id FROM agent_sessions s WHERE s.id = ANY ($1::text[]))
ORDER BY a.id FOR NO KEY UPDATE`,
};

/**
 * Ends sessions. $1: session ids. By primary key. Whoever runs it holds the agents' locks already. Answers those that were
 * there.
 */
export const deleteSessions: Statement = {
  name: "delete-sessions",
  text: `DELETE FROM agent_sessions s WHERE s.id = ANY ($1::text[]) RETURNING s.id, s.agent_id AS "agentId"`,
};

/** Ends all sessions of an agent. $1: agent id. As `deleteSessions`; by agent_sessions_agent_id_idx. */
export const deleteAgentSessions: Statement = {
  name: "delete-agent-sessions",
  text: `DELETE FROM agent_sessions s WHERE s.agent_id = $1 RETURNING s.id, s.agent_id AS "agentId"`,
};
