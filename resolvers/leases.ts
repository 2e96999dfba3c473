import type { Resolvers } from "../src/generated/graphql.js";
import type { Assignment } from "../src/tasks/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

/** What agents do with the work that they are offered. */
export const leases = {
  Mutation: {
    acceptTasks: async (_source, args, context) => ({
      results: await context.tasks.accept(callerOf(context), args.leases),
    }),
    rejectTasks: async (_source, args, context) => ({
      results: await context.tasks.reject(callerOf(context), args.leases),
    }),
    completeTasks: async (_source, { results }, context) => ({
      results: await context.tasks.complete(callerOf(context), results),
    }),
    reportTaskFailure: async (_source, { input }, context) => ({
      task: await below(["input"], context.tasks.fail(callerOf(context), input)),
    }),
    reportTaskProgress: async (_source, { input }, context) => ({
      task: await below(["input"], context.tasks.progress(callerOf(context), input)),
    }),
    appendTaskOutput: async (_source, { input }, context) => ({
      lastSeq: await below(["input"], context.tasks.appendOutput(callerOf(context), input)),
    }),
    heartbeat: async (_source, { input }, context) => {
      const agent = callerOf(context);
      // What works on one task alone does not speak for its agent, which others work as too.
      const beats = agent.taskId ? [] : [{ agentId: agent.id, load: input.load ?? null }];
      const [beat] = await Promise.all([
        below(["input"], context.tasks.heartbeat(agent, input.activeLeases)),
        context.agents.reportLoad(beats),
      ]);
      return beat;
    },
  },
  Subscription: {
    taskAssignments: {
      subscribe: (_source, args, context) => context.dispatch.openSession(callerOf(context), args),
      resolve: (assignments: readonly Assignment[]) => ({ assignments }),
    },
  },
} satisfies Resolvers;
