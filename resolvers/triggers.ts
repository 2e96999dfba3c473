import type { EventType, Resolvers } from "../src/generated/graphql.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const triggers = {
  Mutation: {
    createTrigger: (_source, { input }, context) =>
      below(["input"], context.workflows.triggers.create(callerOf(context), input)),
    updateTrigger: async (_source, { input }, context) => ({
      trigger: await below(["input"], context.workflows.triggers.update(callerOf(context), input)),
    }),
    deleteTrigger: async (_source, { id }, context) => {
      await context.workflows.triggers.remove(callerOf(context), id);
      return { id };
    },
    rotateTriggerSecret: (_source, { id }, context) => context.workflows.triggers.rotateSecret(callerOf(context), id),
  },
  Trigger: {
    workflow: async ({ workflowId }, _args, { loaders }) => {
      const workflow = await loaders.workflow.load(workflowId);
      if (!workflow) throw new Error("A trigger has a workflow: it goes when that goes.");
      return workflow;
    },
    schedule: ({ cron }) => cron?.schedule ?? null,
    timeZone: ({ cron }) => cron?.timeZone ?? null,
    missedRuns: ({ cron }) => cron?.missedRuns ?? null,
    overlap: ({ cron }) => cron?.overlap ?? null,
    filter: ({ event }) => event?.filter ?? null,
    // They were of the contract when they were written, and it forgets none.
    eventTypes: ({ event }) => (event?.types as readonly EventType[] | undefined) ?? null,
    webhookPath: ({ id, type }) => (type === "WEBHOOK" ? `/hooks/${id}` : null),
    nextAt: ({ cron, nextAt }) => (cron ? nextAt : null),
    lastRun: ({ lastRunId }, _args, { loaders }) => (lastRunId === null ? null : loaders.workflowRun.load(lastRunId)),
  },
} satisfies Resolvers;
