import type { Resolvers } from "../src/generated/graphql.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";

export const reviews = {
  Mutation: {
    reviewItem: async (_source, { input }, context) => ({
      review: await below(["input"], context.marketplace.reviews.review(callerOf(context), input)),
    }),
    deleteReview: async (_source, { id }, context) => ({
      id: await context.marketplace.reviews.deleteReview(callerOf(context), id),
    }),
  },
  Review: {
    item: ({ itemId }, _args, { loaders }) => known(loaders.item.load(itemId)),
    isOwn: ({ tenantId }, _args, context) => tenantId === callerOf(context).tenantId,
  },
} satisfies Resolvers;
