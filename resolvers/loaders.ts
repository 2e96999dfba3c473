import DataLoader from "dataloader";
import type { Agent, AgentSession } from "../src/agents/index.js";
import type { ApiKey, Principal, User } from "../src/identity/index.js";
import type { Task } from "../src/tasks/index.js";
import type { Trigger } from "../src/workflows/index.js";
import type { Services } from "./services.js";

type ById<Row> = DataLoader<string, Row | null>;
type ListById<Row> = DataLoader<string, readonly Row[]>;

/** Look-ups by id within the caller's tenant, gathered per tick and remembered for one operation. */
export interface Loaders {
  readonly task: ById<Task>;
  readonly agent: ById<Agent>;
  readonly user: ById<User>;
  readonly apiKey: ById<ApiKey>;
  readonly sessionsByAgent: ListById<AgentSession>;
  /** Tasks that the agent holds a lease of, oldest first; at most 100 per agent. */
  readonly openTasksByAgent: ListById<Task>;
  readonly trigger: ById<Trigger>;
  /** All of a workflow's, oldest first. */
  readonly triggersByWorkflow: ListById<Trigger>;
}

type Read<Value> = (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/**
 * Without a principal every look-up finds nothing: there is no tenant to look in. `remember` keeps what was read, so that
 * one operation sees one state; without it each tick reads anew.
 */
export function createLoaders(services: Services, principal: Principal | null, remember: boolean): Loaders {
  const options = { cache: remember };
  const find = <Value>(read: Read<Value>, ids: readonly string[]): Promise<ReadonlyMap<string, Value>> =>
    principal ? read(principal.tenantId, ids) : Promise.resolve(new Map());
  const one = <Row>(read: Read<Row>): ById<Row> =>
    new DataLoader(async (ids) => {
      const rows = await find(read, ids);
      return ids.map((id) => rows.get(id) ?? null);
    }, options);
  const many = <Row>(read: Read<readonly Row[]>): ListById<Row> =>
    new DataLoader(async (ids) => {
      const rows = await find(read, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }, options);
  const { agents, identity, tasks, triggers } = services;
  return {
    task: one((tenantId, ids) => tasks.getMany(tenantId, ids)),
    agent: one((tenantId, ids) => agents.getMany(tenantId, ids)),
    user: one((tenantId, ids) => identity.getUsers(tenantId, ids)),
    apiKey: one((tenantId, ids) => identity.getApiKeys(tenantId, ids)),
    sessionsByAgent: many((tenantId, ids) => agents.sessionsOf(tenantId, ids)),
    openTasksByAgent: many((tenantId, ids) => tasks.openTasksOf(tenantId, ids)),
    trigger: one((tenantId, ids) => triggers.getMany(tenantId, ids)),
    triggersByWorkflow: many((tenantId, ids) => triggers.listMany(tenantId, ids)),
  };
}
