import type { Statement } from "../../platform/db/database.js";

/** Forgets the replicas that were not seen for 20 s, by the clock of PostgreSQL. $1: id of the replica that asks. */
export const deleteSilentReplicas: Statement = {
  name: "delete-silent-replicas",
  text: "DELETE FROM replicas WHERE seen_at < now() - interval '20 seconds' AND id <> $1 RETURNING id",
};

/**
 * Locks agents that have sessions of replicas which are no more, until the transaction ends. $1: most agents. Skips those that
 * somebody else moves: another sweeper, or the next sweep, takes them. Reads agent_sessions as a whole: a row per live session.
 */
export const lockOrphanedAgents: Statement = {
  name: "lock-orphaned-agents",
  text: `
SELECT a.id FROM agents a
WHERE a.id IN (
  SELECT s.agent_id FROM agent_sessions s WHERE NOT EXISTS (SELECT FROM replicas r WHERE r.id = s.replica_id))
ORDER BY a.id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
};

/** Ends sessions of replicas which are no more. $1: agent ids, locked. By agent_sessions_agent_id_idx. Answers the sessions. */
export const deleteOrphanedSessions: Statement = {
  name: "delete-orphaned-sessions",
  text: `
DELETE FROM agent_sessions s
WHERE s.agent_id = ANY ($1::text[]) AND NOT EXISTS (SELECT FROM replicas r WHERE r.id = s.replica_id)
RETURNING s.id, s.agent_id AS "agentId"`,
};
