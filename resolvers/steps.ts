import type { Resolvers } from "../src/generated/graphql.js";
import { elapsedMs, itemOf } from "../src/workflows/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";

export const steps = {
  Mutation: {
    answerApproval: async (_source, { input }, context) => {
      const answer = { ...input, comment: input.comment ?? null };
      return { step: await below(["input"], context.workflows.answer(callerOf(context), answer)) };
    },
    skipStep: async (_source, { input }, context) => ({
      step: await below(["input"], context.workflows.skip(callerOf(context), input)),
    }),
  },
  Step: {
    run: ({ run, runId }, _args, { loaders }) => run ?? known(loaders.workflowRun.load(runId)),
    type: async (step, _args, { loaders }) => (await loaders.stepNature.load(step)).type,
    needs: async (step, _args, { loaders }) => (await loaders.stepNature.load(step)).needs,
    approvalRole: async (step, _args, { loaders }) => (await loaders.stepNature.load(step)).approvalRole,
    itemOf,
    input: (step, _args, { loaders }) => loaders.stepInput.load(step),
    output: (step, _args, { loaders }) => loaders.stepOutput.load(step),
    task: ({ taskId }, _args, { loaders }) => (taskId === null ? null : loaders.task.load(taskId)),
    compensationTask: ({ undoTaskId }, _args, { loaders }) =>
      undoTaskId === null ? null : loaders.task.load(undoTaskId),
    childRun: ({ childRunId }, _args, { loaders }) =>
      childRunId === null ? null : loaders.workflowRun.load(childRunId),
    cost: (step, _args, { loaders }) => loaders.stepCost.load(step),
    durationMs: elapsedMs,
  },
} satisfies Resolvers;
