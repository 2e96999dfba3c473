import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { allowedActions, hintOf, runCursor, stepCursor } from "../src/workflows/index.js";
import { below } from "./below.js";
import { callerOf, readerOf } from "./caller.js";
import { known } from "./known.js";
import { selectRuns, selectSteps } from "./run-selection.js";

export const workflowRuns = {
  Query: {
    workflowRun: (_source, { id, atSeq }, context) =>
      atSeq === null || atSeq === undefined
        ? context.loaders.workflowRun.load(id)
        : context.workflows.runAt(callerOf(context).tenantId, id, atSeq),
    workflowRuns: async (...[, { filter, ...page }, context, info]) => {
      const listing = { page, filter, select: selectRuns(info) };
      return toConnection(await context.workflows.runs(callerOf(context).tenantId, listing), runCursor);
    },
  },
  Mutation: {
    startWorkflowRun: async (_source, { input }, context) => ({
      run: await below(["input"], context.workflows.startRun(callerOf(context), input)),
    }),
    pauseWorkflowRun: async (_source, { id }, context) => ({
      run: await context.workflows.pause(callerOf(context), id),
    }),
    resumeWorkflowRun: async (_source, { id }, context) => ({
      run: await context.workflows.resume(callerOf(context), id),
    }),
    cancelWorkflowRun: async (_source, { input: { id, compensate, reason } }, context) => {
      const input = { id, compensate: compensate ?? false, reason: reason ?? null };
      return { run: await below(["input"], context.workflows.cancel(callerOf(context), input)) };
    },
    retryWorkflowRun: async (_source, { input: { id, fromSteps } }, context) => {
      const input = { id, fromSteps: fromSteps ?? null };
      return { run: await below(["input"], context.workflows.retry(callerOf(context), input)) };
    },
    signalWorkflowRun: async (_source, { input: { id, signal, payload } }, context) => ({
      run: await below(["input"], context.workflows.signal(callerOf(context), { id, signal, payload })),
    }),
  },
  WorkflowRun: {
    workflow: ({ workflowId }, _args, { loaders }) => known(loaders.workflow.load(workflowId)),
    version: ({ versionId }, _args, { loaders }) => known(loaders.workflowVersion.load(versionId)),
    allowedActions,
    trigger: (run) => run,
    parentStep: ({ parentRunId, parentOrdinal }, _args, { loaders }) =>
      parentRunId === null || parentOrdinal === null
        ? null
        : loaders.stepByOrdinal.load({ runId: parentRunId, ordinal: parentOrdinal }),
    progress: (run) => run,
    criticalPath: (run, _args, { loaders }) => loaders.criticalPath.load(run),
    steps: async (...[run, { filter, ...page }, context, info]) => {
      const listing = { page, filter, select: selectSteps(info) };
      return toConnection(await context.workflows.steps(run, listing), stepCursor);
    },
    step: (run, { key }, context) => context.workflows.step(run, key),
    lastSeq: ({ eventSeq }) => eventSeq,
  },
  WorkflowRunError: {
    hint: ({ class: errorClass }) => hintOf(errorClass),
  },
  RunTrigger: {
    type: ({ trigger }) => trigger.type,
    trigger: ({ triggerId }, _args, { loaders }) => (triggerId === null ? null : loaders.trigger.load(triggerId)),
    context: ({ trigger }) => trigger.context,
  },
  RunProgress: {
    stepsTotal: ({ stepCount }) => stepCount,
    percent: async (run, _args, { loaders }) => (await loaders.outlook.load(run)).percent,
    estimatedEndAt: async (run, _args, { loaders }) => (await loaders.outlook.load(run)).estimatedEndAt,
  },
  Task: {
    run: ({ runId }, _args, context) => {
      if (runId === null) return null;
      readerOf(context);
      return context.loaders.workflowRun.load(runId);
    },
    step: ({ runId, stepKey }, _args, context) => {
      if (runId === null || stepKey === null) return null;
      readerOf(context);
      return context.loaders.stepByKey.load({ runId, key: stepKey });
    },
  },
} satisfies Resolvers;
