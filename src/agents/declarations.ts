import { isDeepStrictEqual } from "node:util";
import type { PoolClient } from "pg";
import type { IdentityService, Principal } from "../identity/index.js";
import type { Database } from "../platform/db/database.js";
import { badInput, notFound } from "../platform/errors.js";
import { newId } from "../platform/ids.js";
import type { Log } from "../platform/log.js";
import { refuseBuiltIn } from "./built-ins.js";
import type { AgentChanges } from "./changes.js";
import type { RegisterAgentInput, UpdateAgentInput } from "./inputs.js";
import type { Agent } from "./model.js";
import { endAllSessionsOf } from "./session-ends.js";
import { insertAgent } from "./sql/insert-agent.sql.js";
import { lockAgents } from "./sql/lock-agents.sql.js";
import { removeAgent } from "./sql/remove-agent.sql.js";
import { updateAgent } from "./sql/update-agent.sql.js";
import { run, type AgentStore } from "./store.js";
import { checkAgentId, checkChanges, checkDeclaration, type Declaration } from "./validate.js";

export interface Registration {
  readonly agent: Agent;
  /** Shown only here. */
  readonly apiKey: string;
}

/** What agents are declared to be: that they exist, and what they can do. */
export interface AgentDeclarations {
  register(principal: Principal, input: RegisterAgentInput): Promise<Registration>;
  update(principal: Principal, input: UpdateAgentInput): Promise<Agent>;
  remove(principal: Principal, id: string): Promise<Agent>;
}

export interface AgentDeclarationsOptions {
  readonly database: Database;
  readonly identity: Pick<IdentityService, "issueAgentKey" | "revokeAgentKeys">;
  readonly changes: AgentChanges;
  readonly store: AgentStore;
  readonly log: Log;
}

/** The tenant's agents, and of those an agent reaches itself only. */
export function isWithinReach(principal: Principal, agent: Agent): boolean {
  return agent.tenantId === principal.tenantId && (principal.kind !== "agent" || principal.id === agent.id);
}

/** Locks an agent until the transaction ends, and answers it as it then is. */
export async function lockWithinReach(client: PoolClient, principal: Principal, id: string): Promise<Agent> {
  const [agent] = await run<Agent>(client, lockAgents, [[checkAgentId(id)]]);
  if (!agent || !isWithinReach(principal, agent)) throw notFound("agent", id);
  return agent;
}

export function createAgentDeclarations(options: AgentDeclarationsOptions): AgentDeclarations {
  const { database, identity, changes, store, log } = options;
  return {
    async register(principal, input) {
      const agent = await insert(database, principal, checkDeclaration(input));
      try {
        const { secret } = await identity.issueAgentKey(principal.tenantId, agent.id, agent.name);
        changes.tell([agent]);
        return { agent, apiKey: secret };
      } catch (error) {
        // Nobody could ever sign in as it. Its events stay: a reader may have seen the first one.
        await takeAway(options, principal, agent.id).catch((failure: unknown) => {
          log.error({ err: failure, agentId: agent.id }, "an agent without a key is left behind");
        });
        throw error;
      }
    },
    async update(principal, input) {
      const id = input.id ?? (principal.kind === "agent" ? principal.id : undefined);
      if (id === undefined) throw badInput("Say which agent.", ["id"], "ID_MISSING");
      const wanted = checkChanges(input);
      const { agent, changed } = await database.transaction((client) => redeclare(client, { principal, id, wanted }));
      if (changed) changes.tell([agent]);
      return agent;
    },
    async remove(principal, id) {
      const agent = await store.findAnywhere(checkAgentId(id));
      if (!agent || !isWithinReach(principal, agent)) throw notFound("agent", id);
      refuseBuiltIn(agent);
      // First the keys: were they last and failed, nobody could repeat the removal of an agent that is gone.
      await identity.revokeAgentKeys(principal.tenantId, id);
      return takeAway(options, principal, id);
    },
  };
}

async function insert(database: Database, principal: Principal, declared: Declaration): Promise<Agent> {
  const { name, capabilities, version, labels } = declared;
  const values = [
    newId("agent"),
    principal.tenantId,
    name,
    capabilities,
    version,
    JSON.stringify(labels),
    principal.id,
  ];
  const [agent] = await database.query<Agent>(insertAgent, values);
  if (!agent) throw new Error("insert-agent answers the row that it inserts");
  return agent;
}

interface Redeclaration {
  readonly principal: Principal;
  readonly id: string;
  readonly wanted: Partial<Declaration>;
}

/** Writes, and counts as an event, only what differs. */
async function redeclare(
  client: PoolClient,
  { principal, id, wanted }: Redeclaration,
): Promise<{ agent: Agent; changed: boolean }> {
  const agent = await lockWithinReach(client, principal, id);
  refuseBuiltIn(agent);
  const fields = (["capabilities", "version", "labels"] as const).filter(
    (field) => field in wanted && !isDeepStrictEqual({ ...wanted }[field], agent[field]),
  );
  if (fields.length === 0) return { agent, changed: false };
  const { capabilities, version, labels } = { ...agent, ...wanted };
  const values = [id, capabilities, version, JSON.stringify(labels), fields];
  const [updated] = await run<Agent>(client, updateAgent, values);
  return updated ? { agent: updated, changed: true } : { agent, changed: false };
}

async function takeAway(
  { database, changes }: AgentDeclarationsOptions,
  principal: Principal,
  id: string,
): Promise<Agent> {
  const removed = await database.transaction(async (client) => {
    await lockWithinReach(client, principal, id);
    await endAllSessionsOf(client, id);
    const [agent] = await run<Agent>(client, removeAgent, [id, principal.id]);
    return agent;
  });
  if (!removed) throw notFound("agent", id);
  changes.tell([removed]);
  return removed;
}
