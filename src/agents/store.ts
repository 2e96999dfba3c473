import type { PoolClient } from "pg";
import type { Database, Statement } from "../platform/db/database.js";
import { encodeCursor, parsePage, takePage, type Page, type PageOrder } from "../platform/page.js";
import type { AgentFilter, AgentOrder, ListAgentsInput } from "./inputs.js";
import type { Agent, AgentSession } from "./model.js";
import { findAgent, findAgents, findConnectedAgents } from "./sql/find-agents.sql.js";
import { findSession, findSessions } from "./sql/find-sessions.sql.js";
import { listAgents, type ListShape } from "./sql/list-agents.sql.js";
import { checkFilter } from "./validate.js";

/** What is read of agents; what is written stands with its cause. */
export interface AgentStore {
  /** Removed ones too; ids that name nothing in the tenant are missing. */
  find(tenantId: string, ids: readonly string[]): Promise<Map<string, Agent>>;
  /** Of whatever tenant, unless removed. */
  findAnywhere(id: string): Promise<Agent | null>;
  findConnected(replicaId: string): Promise<Agent[]>;
  list(tenantId: string, input: ListAgentsInput): Promise<Page<Agent>>;
  sessionsOf(tenantId: string, agentIds: readonly string[]): Promise<Map<string, AgentSession[]>>;
  session(tenantId: string, id: string): Promise<AgentSession | null>;
}

/** Runs a statement inside a transaction. */
export async function run<Row>(
  client: PoolClient,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  // The caller knows what its statement answers.
  const { rows } = await client.query({ name, text, values: [...values] });
  return rows as Row[];
}

/** The cursor of an agent in a list of that order. */
export function agentCursor(orderBy: AgentOrder | null | undefined): (agent: Agent) => string {
  const order = fullOrder(orderBy);
  return (agent) => encodeCursor(pageOrder(order), order.field === "NAME" ? [agent.name, agent.id] : [agent.id]);
}

export function createAgentStore(database: Database): AgentStore {
  return {
    async find(tenantId, ids) {
      const agents = await database.query<Agent>(findAgents, [tenantId, ids]);
      return new Map(agents.map((agent) => [agent.id, agent]));
    },
    async findAnywhere(id) {
      const [agent] = await database.query<Agent>(findAgent, [id]);
      return agent ?? null;
    },
    findConnected: (replicaId) => database.query<Agent>(findConnectedAgents, [replicaId]),
    list: (tenantId, input) => list(database, tenantId, input),
    async session(tenantId, id) {
      const [session] = await database.query<AgentSession>(findSession, [tenantId, id]);
      return session ?? null;
    },
    async sessionsOf(tenantId, agentIds) {
      const sessions = await database.query<AgentSession>(findSessions, [tenantId, agentIds]);
      const byAgent = new Map<string, AgentSession[]>();
      for (const session of sessions) {
        const others = byAgent.get(session.agentId);
        if (others) others.push(session);
        else byAgent.set(session.agentId, [session]);
      }
      return byAgent;
    },
  };
}

type FullOrder = Pick<ListShape, "field" | "direction">;

function fullOrder(orderBy: AgentOrder | null | undefined): FullOrder {
  return { field: orderBy?.field ?? "CREATED_AT", direction: orderBy?.direction ?? "ASC" };
}

function pageOrder({ field, direction }: FullOrder): PageOrder {
  return { name: `agents.${field}.${direction}`, keyCount: field === "NAME" ? 2 : 1 };
}

async function list(database: Database, tenantId: string, input: ListAgentsInput): Promise<Page<Agent>> {
  const order = fullOrder(input.orderBy);
  const page = parsePage(input.page, pageOrder(order));
  const statement = listAgents({ ...order, continued: page.after !== null });
  const conditions = filterValues(checkFilter(input.filter ?? {}));
  const values = [tenantId, page.first + 1, ...conditions, ...(page.after ?? [])];
  return takePage(await database.query<Agent>(statement, values), page);
}

/** $3 to $6 of `listAgents`. */
function filterValues({ status, capabilities, labels, nameContains }: AgentFilter): readonly unknown[] {
  return [
    status ?? null,
    capabilities ?? null,
    labels ? JSON.stringify(labels) : null,
    nameContains ? `%${escapeLike(nameContains)}%` : null,
  ];
}

/** So that the text stands for itself in a LIKE pattern. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
