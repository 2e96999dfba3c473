import type { PoolClient } from "pg";
import { notFound, type MusterError } from "../platform/errors.js";
import type { OpenedSession, OpenSessionInput } from "./inputs.js";
import type { Agent, AgentSession } from "./model.js";
import { connectAgents } from "./sql/connect-agents.sql.js";
import { countSessions } from "./sql/find-sessions.sql.js";
import { insertSessions } from "./sql/insert-sessions.sql.js";
import { lockAgents } from "./sql/lock-agents.sql.js";
import { run } from "./store.js";
import { quotaExceeded } from "./validate.js";

/** Live sessions of one agent. */
const maxSessions = 100;

export interface SessionStart extends OpenSessionInput {
  readonly sessionId: string;
}

export interface StartedSessions {
  /** For each start, in order, its session or why there is none. */
  readonly outcomes: readonly (OpenedSession | MusterError)[];
  /** The agents that moved because it was their first session. */
  readonly moved: readonly Agent[];
}

interface SessionCount {
  readonly agentId: string;
  readonly count: number;
}

/** Begins the sessions of one replica; one that may not begin does not hinder the others. */
export async function startSessions(
  client: PoolClient,
  replicaId: string,
  starts: readonly SessionStart[],
): Promise<StartedSessions> {
  const ids = [[...new Set(starts.map(({ agentId }) => agentId))]];
  const agents = new Map((await run<Agent>(client, lockAgents, ids)).map((agent) => [agent.id, agent]));
  const counted = await run<SessionCount>(client, countSessions, ids);
  const refusals = refuse(starts, agents, new Map(counted.map(({ agentId, count }) => [agentId, count])));
  const accepted = starts.filter(({ sessionId }) => !refusals.has(sessionId));
  const sessions = await insert(client, replicaId, accepted);
  const moved = await connect(client, accepted);
  for (const agent of moved) agents.set(agent.id, agent);
  const outcomes = starts.map(({ sessionId, agentId }) => {
    const session = sessions.get(sessionId);
    const agent = agents.get(agentId);
    return session && agent ? { session, agent } : (refusals.get(sessionId) ?? notFound("agent", agentId, ["agentId"]));
  });
  return { outcomes, moved };
}

function refuse(
  starts: readonly SessionStart[],
  agents: ReadonlyMap<string, Agent>,
  counts: Map<string, number>,
): ReadonlyMap<string, MusterError> {
  const refusals = new Map<string, MusterError>();
  for (const { sessionId, agentId, tenantId } of starts) {
    const count = counts.get(agentId) ?? 0;
    if (agents.get(agentId)?.tenantId !== tenantId) {
      refusals.set(sessionId, notFound("agent", agentId, ["agentId"]));
    } else if (count >= maxSessions) {
      refusals.set(sessionId, quotaExceeded(maxSessions));
    } else {
      counts.set(agentId, count + 1);
    }
  }
  return refusals;
}

async function insert(
  client: PoolClient,
  replicaId: string,
  starts: readonly SessionStart[],
): Promise<ReadonlyMap<string, AgentSession>> {
  const rows = starts.map(({ sessionId, agentId, capacity, kinds }) => ({ id: sessionId, agentId, capacity, kinds }));
  const sessions = await run<AgentSession>(client, insertSessions, [replicaId, JSON.stringify(rows)]);
  return new Map(sessions.map((session) => [session.id, session]));
}

/** The first session of each agent is the one that its event names. */
function connect(client: PoolClient, starts: readonly SessionStart[]): Promise<Agent[]> {
  const firsts = new Map(starts.toReversed().map(({ agentId, sessionId }) => [agentId, sessionId]));
  return run<Agent>(client, connectAgents, [[...firsts.keys()], [...firsts.values()]]);
}
