import type { Resolvers } from "../src/generated/graphql.js";
import { apiKeyCursor, userCursor } from "../src/identity/index.js";
import { toConnection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const identity = {
  Query: {
    viewer: (_source, _args, { principal }) => principal,
    users: async (_source, page, context) =>
      toConnection(await context.identity.listUsers(callerOf(context), page), userCursor),
    apiKeys: async (_source, { includeRevoked, ...page }, context) => {
      const input = { page, includeRevoked: includeRevoked ?? false };
      return toConnection(await context.identity.listApiKeys(callerOf(context), input), apiKeyCursor);
    },
  },
  Mutation: {
    signIn: (_source, { input }, context) =>
      below(["input"], context.identity.signIn({ ...input, clientAddress: context.clientAddress })),
    refreshToken: (_source, { input }, context) => context.identity.refresh(input.refreshToken),
    signOut: async (_source, _args, context) => ({ signedOut: await context.identity.signOut(callerOf(context)) }),
    createTenant: (_source, { input }, context) =>
      below(["input"], context.identity.createTenant(callerOf(context), input)),
    createUser: async (_source, { input }, context) => ({
      user: await below(["input"], context.identity.createUser(callerOf(context), input)),
    }),
    updateUser: async (_source, { input }, context) => ({
      user: await below(["input"], context.identity.updateUser(callerOf(context), input)),
    }),
    changePassword: async (_source, { input }, context) => ({
      user: await below(["input"], context.identity.changePassword(callerOf(context), input)),
    }),
    createApiKey: (_source, { input }, context) =>
      below(["input"], context.identity.createApiKey(callerOf(context), { ...input, role: input.role ?? "SERVICE" })),
    revokeApiKey: async (_source, { id }, context) => ({
      apiKey: await context.identity.revokeApiKey(callerOf(context), id),
    }),
  },
  Viewer: {
    tenant: async ({ tenantId }, _args, context) => {
      const tenant = await context.identity.getTenant(tenantId);
      if (!tenant) throw new Error("A principal's tenant is gone.");
      return tenant;
    },
    user: ({ kind, id }, _args, { loaders }) => (kind === "user" ? loaders.user.load(id) : null),
    agent: ({ kind, id }, _args, { loaders }) => (kind === "agent" ? loaders.agent.load(id) : null),
  },
  ApiKey: {
    agent: ({ agentId }, _args, { loaders }) => (agentId === null ? null : loaders.agent.load(agentId)),
  },
} satisfies Resolvers;
