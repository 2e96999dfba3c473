import type { Agent, AgentSession } from "../src/agents/index.js";
import type { Binary } from "../src/binaries/index.js";
import type { Execution } from "../src/executions/index.js";
import type { ApiKey, Principal, User } from "../src/identity/index.js";
import type { Sandbox } from "../src/sandboxes/index.js";
import type { Task } from "../src/tasks/index.js";
import { createLoaderMaker, type ById, type ListById } from "./loader-maker.js";
import { createMarketplaceLoaders, type MarketplaceLoaders } from "./marketplace-loaders.js";
import type { Services } from "./services.js";
import { createWorkflowLoaders, type WorkflowLoaders } from "./workflow-loaders.js";

/** Look-ups by id within the caller's tenant, gathered per tick and remembered for one operation. */
export interface Loaders extends WorkflowLoaders, MarketplaceLoaders {
  readonly task: ById<Task>;
  readonly agent: ById<Agent>;
  readonly user: ById<User>;
  readonly apiKey: ById<ApiKey>;
  readonly sessionsByAgent: ListById<AgentSession>;
  /** Tasks that the agent holds a lease of, oldest first; at most 100 per agent. */
  readonly openTasksByAgent: ListById<Task>;
  readonly binary: ById<Binary>;
  readonly execution: ById<Execution>;
  readonly sandbox: ById<Sandbox>;
  readonly sandboxByTask: ById<Sandbox>;
}

/** `remember` keeps what was read, so that one operation sees one state; without it each tick reads anew. */
export function createLoaders(services: Services, principal: Principal | null, remember: boolean): Loaders {
  const maker = createLoaderMaker(principal, remember);
  const { agents, binaries, executions, identity, marketplace, sandboxes, tasks, workflows } = services;
  return {
    task: maker.one((tenantId, ids) => tasks.getMany(tenantId, ids)),
    agent: maker.one((tenantId, ids) => agents.getMany(tenantId, ids)),
    user: maker.one((tenantId, ids) => identity.getUsers(tenantId, ids)),
    apiKey: maker.one((tenantId, ids) => identity.getApiKeys(tenantId, ids)),
    sessionsByAgent: maker.many((tenantId, ids) => agents.sessionsOf(tenantId, ids)),
    openTasksByAgent: maker.many((tenantId, ids) => tasks.openTasksOf(tenantId, ids)),
    binary: maker.one((tenantId, ids) => binaries.getMany(tenantId, ids)),
    execution: maker.one((tenantId, ids) => executions.getMany(tenantId, ids)),
    sandbox: maker.one((tenantId, ids) => sandboxes.getMany(tenantId, ids)),
    sandboxByTask: maker.one((tenantId, ids) => sandboxes.ofTasks(tenantId, ids)),
    ...createWorkflowLoaders(workflows, maker),
    ...createMarketplaceLoaders(marketplace, maker),
  };
}
