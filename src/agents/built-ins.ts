import type { Database } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import type { AgentChanges } from "./changes.js";
import type { Agent } from "./model.js";
import { ensureAgent, type EnsuredAgent } from "./sql/ensure-agent.sql.js";
import { findAgent } from "./sql/find-agents.sql.js";

/** What only built-in agents may have: tasks that require it come to nobody else. */
export const wasmCapability = "muster:wasm";

const declaration = {
  name: "muster-wasm",
  capabilities: [wasmCapability],
  labels: JSON.stringify({ "muster:built-in": "wasm" }),
} as const;

/** The agents that are part of Muster. */
export interface BuiltInAgents {
  /**
   * The tenant's agent that does the tasks of what it has installed, registered by the first who asks, whichever process that is.
   * It has no key: nobody signs in as it. It can be neither changed nor removed.
   */
  ensureBuiltIn(tenantId: string): Promise<Agent>;
}

export interface BuiltInAgentsOptions {
  readonly database: Database;
  readonly changes: AgentChanges;
}

/** One per tenant, with the tenant's own suffix: so no two processes can register two. */
function idFor(tenantId: string): string {
  return `agent_${tenantId.slice(tenantId.indexOf("_") + 1)}`;
}

export function createBuiltInAgents({ database, changes }: BuiltInAgentsOptions): BuiltInAgents {
  return {
    async ensureBuiltIn(tenantId) {
      const id = idFor(tenantId);
      const { name, capabilities, labels } = declaration;
      const values = [id, tenantId, name, capabilities, null, labels, id];
      const [ensured] = await database.query<EnsuredAgent>(ensureAgent, values);
      if (ensured) {
        const { isNew, ...agent } = ensured;
        if (isNew) changes.tell([agent]);
        return agent;
      }
      // Another process has registered it since the statement began, and has said so.
      const [agent] = await database.query<Agent>(findAgent, [id]);
      if (!agent) throw new Error(`The built-in agent ${id} is gone`);
      return agent;
    },
  };
}

/** INVALID_STATE for an agent that is built in. */
export function refuseBuiltIn({ id, tenantId }: Agent): void {
  if (id !== idFor(tenantId)) return;
  throw new MusterError("INVALID_STATE", "The agent is built in: it is what the installed items say.", {
    reason: "AGENT_BUILT_IN",
    path: ["id"],
  });
}
