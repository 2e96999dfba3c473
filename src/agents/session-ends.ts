import type { PoolClient } from "pg";
import type { SessionEndReason } from "./inputs.js";
import type { Agent } from "./model.js";
import { deleteAgentSessions, deleteSessions, lockSessionAgents } from "./sql/delete-sessions.sql.js";
import { disconnectAgents } from "./sql/disconnect-agents.sql.js";
import { deleteOrphanedSessions, lockOrphanedAgents } from "./sql/sweep-sessions.sql.js";
import { run } from "./store.js";

/** Most agents locked by one sweep. */
const sweepSize = 500;

export interface SessionEnd {
  readonly sessionId: string;
  readonly reason: SessionEndReason;
}

/** What has ended in a transaction, to be told after its commit. */
export interface EndedSessions {
  readonly sessionIds: readonly string[];
  /** The agents that moved because it was their last session. */
  readonly agents: readonly Agent[];
}

interface EndedRow {
  readonly id: string;
  readonly agentId: string;
}

/** Ends sessions, whoever holds them; one that has ended already is passed over. */
export async function endSessions(client: PoolClient, ends: readonly SessionEnd[]): Promise<EndedSessions> {
  const reasons = new Map(ends.map(({ sessionId, reason }) => [sessionId, reason]));
  const ids = [[...reasons.keys()]];
  await run(client, lockSessionAgents, ids);
  const rows = await run<EndedRow>(client, deleteSessions, ids);
  return disconnect(client, rows, ({ id }) => reasons.get(id) ?? "CLOSED");
}

/** Ends the sessions of one agent, which the caller has locked. */
export async function endAllSessionsOf(client: PoolClient, agentId: string): Promise<EndedSessions> {
  const rows = await run<EndedRow>(client, deleteAgentSessions, [agentId]);
  return disconnect(client, rows, () => "CLOSED");
}

/** Ends sessions of replicas that are no more, of some agents that nobody else moves. */
export async function endOrphanedSessions(client: PoolClient): Promise<EndedSessions> {
  const agents = await run<{ id: string }>(client, lockOrphanedAgents, [sweepSize]);
  const rows = await run<EndedRow>(client, deleteOrphanedSessions, [agents.map(({ id }) => id)]);
  return disconnect(client, rows, () => "REPLICA_LOST");
}

async function disconnect(
  client: PoolClient,
  ended: readonly EndedRow[],
  reasonOf: (row: EndedRow) => SessionEndReason,
): Promise<EndedSessions> {
  const reasons = new Map(ended.map((row) => [row.agentId, reasonOf(row)]));
  const agents = await run<Agent>(client, disconnectAgents, [[...reasons.keys()], [...reasons.values()]]);
  return { sessionIds: ended.map(({ id }) => id), agents };
}
