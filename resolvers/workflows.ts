import type { Resolvers } from "../src/generated/graphql.js";
import { toConnection } from "../src/platform/page.js";
import { runCursor, versionCursor, workflowCursor } from "../src/workflows/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";
import { selectRuns } from "./run-selection.js";

export const workflows = {
  Query: {
    workflow: (_source, { name }, context) => context.workflows.get(callerOf(context).tenantId, name),
    workflows: async (_source, { nameContains, ...page }, context) => {
      const found = await context.workflows.list(callerOf(context).tenantId, { page, nameContains });
      return toConnection(found, workflowCursor);
    },
    checkWorkflow: (_source, { input }, context) =>
      context.workflows.check(input).map(({ path, reason, message }) => ({ path: path.map(String), reason, message })),
    workflowDiff: (_source, { workflow, from, to }, context) =>
      context.workflows.diff(callerOf(context).tenantId, workflow, { from, to }),
    workflowTemplates: (_source, _args, context) => context.workflows.templates(),
    workflowSchema: (_source, _args, context) => context.workflows.schema(),
  },
  Mutation: {
    defineWorkflow: (_source, { input }, context) =>
      below(["input"], context.workflows.define(callerOf(context), input)),
  },
  Workflow: {
    description: ({ id }, _args, { loaders }) => loaders.workflowDescription.load(id),
    latestVersion: ({ id }, _args, { loaders }) => known(loaders.latestWorkflowVersion.load(id)),
    version: ({ id, tenantId }, { number }, context) => context.workflows.version(tenantId, id, number),
    versions: async ({ id, tenantId }, page, context) =>
      toConnection(await context.workflows.versions(tenantId, id, page), versionCursor),
    triggers: ({ id }, _args, { loaders }) => loaders.triggersByWorkflow.load(id),
    runs: async (...[{ id, tenantId }, { filter, ...page }, context, info]) => {
      const listing = { page, filter, workflowId: id, select: selectRuns(info) };
      return toConnection(await context.workflows.runs(tenantId, listing), runCursor);
    },
    // The contract's default is filled in before a resolver sees it; the generated type does not know.
    stats: ({ id, tenantId }, { days }, context) => context.workflows.stats(tenantId, id, days ?? 7),
  },
  WorkflowVersion: {
    workflow: ({ workflowId }, _args, { loaders }) => known(loaders.workflow.load(workflowId)),
    definition: ({ id }, _args, { loaders }) => known(loaders.workflowDefinition.load(id)),
  },
} satisfies Resolvers;
