import { agentCursor, allowedActions, type AgentCommand } from "../src/agents/index.js";
import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const agents = {
  Query: {
    agent: (_source, { id }, context) => context.agents.view(callerOf(context), id),
    agents: async (_source, { filter, orderBy, ...page }, context) => {
      const input = { page, filter, orderBy };
      return toConnection(await context.agents.list(callerOf(context).tenantId, input), agentCursor(orderBy));
    },
  },
  Mutation: {
    registerAgent: (_source, { input }, context) => below(["input"], context.agents.register(callerOf(context), input)),
    updateAgent: async (_source, { input }, context) => ({
      agent: await below(["input"], context.agents.update(callerOf(context), input)),
    }),
    pauseAgent: async (_source, { id }, context) => ({ agent: await context.agents.pause(callerOf(context), id) }),
    resumeAgent: async (_source, { id }, context) => ({ agent: await context.agents.resume(callerOf(context), id) }),
    drainAgent: async (_source, { id }, context) => ({ agent: await context.agents.drain(callerOf(context), id) }),
    removeAgent: async (_source, { id }, context) => ({ agent: await context.agents.remove(callerOf(context), id) }),
  },
  Subscription: {
    agentCommands: {
      subscribe: (_source, _args, context) => {
        const { id, taskId } = callerOf(context);
        return context.agents.watchCommands(id, taskId);
      },
      resolve: (command: AgentCommand) => command,
    },
  },
  Agent: {
    allowedActions,
    sessions: ({ id }, _args, { loaders }) => loaders.sessionsByAgent.load(id),
    capacity: async ({ id }, _args, { loaders }) =>
      (await loaders.sessionsByAgent.load(id)).reduce((slots, { capacity }) => slots + capacity, 0),
    currentTasks: ({ id }, _args, { loaders }) => loaders.openTasksByAgent.load(id),
  },
  AgentCommand: {
    __resolveType: ({ type }) => type,
  },
} satisfies Resolvers;
