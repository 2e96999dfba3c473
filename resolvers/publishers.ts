import type { Resolvers } from "../src/generated/graphql.js";
import { fingerprintOf, pemOf } from "../src/marketplace/index.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";

export const publishers = {
  Query: {
    publisher: (_source, { name }, context) => context.marketplace.publishers.publisher(name),
    publishers: (_source, _args, context) => context.marketplace.publishers.publishersOf(callerOf(context).tenantId),
  },
  Mutation: {
    createPublisher: async (_source, { input }, context) => ({
      publisher: await below(["input"], context.marketplace.publishers.createPublisher(callerOf(context), input)),
    }),
    addPublisherKey: async (_source, { input }, context) => ({
      key: await below(["input"], context.marketplace.publishers.addKey(callerOf(context), input)),
    }),
    revokePublisherKey: async (_source, { id }, context) => ({
      key: await context.marketplace.publishers.revokeKey(callerOf(context), id),
    }),
  },
  Publisher: {
    isOwn: ({ tenantId }, _args, context) => tenantId === callerOf(context).tenantId,
    keys: ({ id }, _args, { loaders }) => loaders.keysByPublisher.load(id),
  },
  PublisherKey: {
    publicKey: ({ publicKey }) => pemOf(publicKey),
    fingerprint: ({ publicKey }) => fingerprintOf(publicKey),
  },
} satisfies Resolvers;
