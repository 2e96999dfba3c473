import type { Resolvers } from "../src/generated/graphql.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";

export const releases = {
  Mutation: {
    publishRelease: async (_source, { input }, context) => ({
      release: await below(["input"], context.marketplace.releases.publish(callerOf(context), input)),
    }),
    deprecateRelease: async (_source, { input }, context) => ({
      release: await below(["input"], context.marketplace.releases.deprecate(callerOf(context), input)),
    }),
    yankRelease: async (_source, { input }, context) => ({
      release: await below(["input"], context.marketplace.releases.yank(callerOf(context), input)),
    }),
    restoreRelease: async (_source, { id }, context) => ({
      release: await context.marketplace.releases.restore(callerOf(context), id),
    }),
    signRelease: async (_source, { input }, context) => ({
      release: await below(["input"], context.marketplace.releases.sign(callerOf(context), input)),
    }),
  },
  Release: {
    item: ({ itemId }, _args, { loaders }) => known(loaders.item.load(itemId)),
    signature: (release, _args, { loaders }) =>
      release.signature === null ? null : loaders.releaseSignature.load(release),
    definition: ({ id, binarySha256, image }, _args, { loaders }) =>
      binarySha256 !== null || image !== null ? null : loaders.releaseDefinition.load(id),
    publishedBy: ({ tenantId, publishedBy }, _args, context) =>
      tenantId === callerOf(context).tenantId ? publishedBy : null,
  },
  ReleaseSignature: {
    signature: ({ signature }) => Buffer.from(signature).toString("base64"),
  },
} satisfies Resolvers;
