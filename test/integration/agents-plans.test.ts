import { afterAll, beforeAll, expect, it } from "vitest";
import { connectAgents } from "../../src/agents/sql/connect-agents.sql.js";
import { deleteAgentSessions, deleteSessions, lockSessionAgents } from "../../src/agents/sql/delete-sessions.sql.js";
import { disconnectAgents } from "../../src/agents/sql/disconnect-agents.sql.js";
import { expireAgents } from "../../src/agents/sql/expire-agents.sql.js";
import { faultAgents } from "../../src/agents/sql/fault-agents.sql.js";
import { findAgents, findConnectedAgents } from "../../src/agents/sql/find-agents.sql.js";
import { countSessions, findSessions } from "../../src/agents/sql/find-sessions.sql.js";
import { lockAgents } from "../../src/agents/sql/lock-agents.sql.js";
import { recoverAgents } from "../../src/agents/sql/recover-agents.sql.js";
import { saturateAgents } from "../../src/agents/sql/saturate-agents.sql.js";
import { touchAgents } from "../../src/agents/sql/touch-agents.sql.js";
import { AgentWorld } from "../support/agent-world.js";

let world: AgentWorld;
let tenantId: string;

/** Enough rows that the planner prefers the index that it should. */
beforeAll(async () => {
  world = await AgentWorld.open();
  ({ tenantId } = await world.tenant());
  await world.rows(
    `INSERT INTO agents (id, tenant_id, name, capabilities) SELECT 'agent_' || n, $1, 'a', '{}' FROM generate_series(1, 2000) n`,
    [tenantId],
  );
  await world.rows(
    `INSERT INTO agent_sessions (id, tenant_id, agent_id, replica_id, capacity)
     SELECT 'session_' || n, $1, 'agent_' || n, 'replica_' || n % 4, 1 FROM generate_series(1, 2000) n`,
    [tenantId],
  );
  await world.rows("ANALYZE agents, agent_sessions");
});

afterAll(() => world.close());

/** Stands for the tenant that is made before the tests. */
const tenant = Symbol("tenant");
const ids = ["agent_1", "agent_2"];
const byAgent = "agent_sessions_agent_id_idx";

it.each([
  [connectAgents, [ids, ids], ["agents_pkey"]],
  [disconnectAgents, [ids, ids], ["agents_pkey", byAgent]],
  [saturateAgents, [ids, []], ["agents_pkey"]],
  [faultAgents, [ids, ids], ["agents_pkey"]],
  [recoverAgents, [ids, []], ["agents_pkey"]],
  [touchAgents, [ids, [0, 1]], ["agents_pkey"]],
  [lockAgents, [ids], ["agents_pkey"]],
  [expireAgents, [86_400_000, 100], ["agents_removed_idx", "agents_pkey", "events_pkey"]],
  [findAgents, [tenant, ids], ["agents_tenant_id_id_idx"]],
  [findConnectedAgents, ["replica_1"], ["agents_pkey", "agent_sessions_replica_id_idx"]],
  [findSessions, [tenant, ids], [byAgent]],
  [countSessions, [ids], [byAgent]],
  [lockSessionAgents, [["session_1"]], ["agents_pkey", "agent_sessions_pkey"]],
  [deleteSessions, [["session_1"]], ["agent_sessions_pkey"]],
  [deleteAgentSessions, ["agent_1"], [byAgent]],
])("$name finds its rows by an index", async ({ text }, values, indexes) => {
  const plan = await world.test.database.transaction(async (client) => {
    await client.query(
      "SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_hashjoin = off",
    );
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `EXPLAIN ${text}`,
      values.map((value) => (value === tenant ? tenantId : value)),
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).not.toMatch(/Seq Scan on (agents|agent_sessions)/);
  for (const index of indexes) expect(plan).toContain(index);
});
