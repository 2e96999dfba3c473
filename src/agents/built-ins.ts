import type { Database } from "../platform/db/database.js";
import { MusterError } from "../platform/errors.js";
import { derivedId } from "../platform/ids.js";
import type { AgentChanges } from "./changes.js";
import type { Agent } from "./model.js";
import { ensureAgent, type EnsuredAgent } from "./sql/ensure-agent.sql.js";
import { findAgent } from "./sql/find-agents.sql.js";

/** Capabilities that begin so are of agents that are built in, and these do nothing that does not require one of theirs. */
const builtInPrefix = "muster:";
/** What only built-in agents may have: tasks that require it come to nobody else. */
export const wasmCapability = `${builtInPrefix}wasm`;
export const sandboxCapability = `${builtInPrefix}sandbox`;

/** What a built-in agent is for: `wasm` does the tasks of installed modules, `sandbox` those that run in a place of their own. */
export type BuiltIn = "wasm" | "sandbox";

const capabilityOf: Readonly<Record<BuiltIn, string>> = { wasm: wasmCapability, sandbox: sandboxCapability };

/** The agents that are part of Muster. */
export interface BuiltInAgents {
  /**
   * The tenant's agent of that kind, registered by the first who asks, whichever process that is. It has no key of its own: nobody
   * signs in as it, but for what a sandbox is given for its one task. It can be neither changed nor removed.
   */
  ensureBuiltIn(tenantId: string, what: BuiltIn): Promise<Agent>;
}

export interface BuiltInAgentsOptions {
  readonly database: Database;
  readonly changes: AgentChanges;
}

/** One of each per tenant, by ids that follow from the tenant's: so no two processes can register two. */
function idFor(tenantId: string, what: BuiltIn): string {
  return what === "wasm" ? `agent_${tenantId.slice(tenantId.indexOf("_") + 1)}` : derivedId("agent", tenantId, what);
}

/** Whether no agent but a built-in one may have it. */
export function isBuiltInCapability(name: string): boolean {
  return name.startsWith(builtInPrefix);
}

export function createBuiltInAgents({ database, changes }: BuiltInAgentsOptions): BuiltInAgents {
  return {
    async ensureBuiltIn(tenantId, what) {
      const id = idFor(tenantId, what);
      const labels = JSON.stringify({ "muster:built-in": what });
      const values = [id, tenantId, `muster-${what}`, [capabilityOf[what]], null, labels, id];
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
  if (id !== idFor(tenantId, "wasm") && id !== idFor(tenantId, "sandbox")) return;
  throw new MusterError("INVALID_STATE", "The agent is built in: it is as Muster needs it.", {
    reason: "AGENT_BUILT_IN",
    path: ["id"],
  });
}
