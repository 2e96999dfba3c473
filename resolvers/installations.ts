import type { Resolvers } from "../src/generated/graphql.js";
import { installationCursor } from "../src/marketplace/index.js";
import { toConnection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";

export const installations = {
  Query: {
    installations: async (_source, page, context) =>
      toConnection(
        await context.marketplace.installations.installations(callerOf(context).tenantId, page),
        installationCursor,
      ),
  },
  Mutation: {
    installItem: async (_source, { input }, context) => ({
      installation: await below(["input"], context.marketplace.installations.install(callerOf(context), input)),
    }),
    upgradeInstallation: async (_source, { input }, context) => ({
      installation: await below(["input"], context.marketplace.installations.upgrade(callerOf(context), input)),
    }),
    uninstallItem: async (_source, { id }, context) => ({
      id: await context.marketplace.installations.uninstall(callerOf(context), id),
    }),
  },
  Installation: {
    item: ({ itemId }, _args, { loaders }) => known(loaders.item.load(itemId)),
    release: ({ releaseId }, _args, { loaders }) => known(loaders.release.load(releaseId)),
    upgrade: (installation, _args, { loaders }) => loaders.upgrade.load(installation),
    workflow: ({ workflowId }, _args, { loaders }) => (workflowId === null ? null : loaders.workflow.load(workflowId)),
    taskKind: ({ kind, tenantId }, _args, context) => (kind === null ? null : context.tasks.kind(tenantId, kind)),
  },
} satisfies Resolvers;
