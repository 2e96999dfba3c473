import type { QueryMarketplaceItemsArgs, Resolvers } from "../src/generated/graphql.js";
import { releaseCursor, reviewCursor, statsOf, type MarketplaceItem } from "../src/marketplace/index.js";
import { toConnection, type Connection } from "../src/platform/page.js";
import { below } from "./below.js";
import { callerOf } from "./caller.js";
import { known } from "./known.js";

/** A page, and what was looked for: facets are counted only for those who ask. */
export interface ItemPage extends Connection<MarketplaceItem> {
  readonly listing: QueryMarketplaceItemsArgs;
}

export const marketplace = {
  Query: {
    marketplaceItem: (_source, { name }, context) =>
      context.marketplace.catalogue.item(callerOf(context).tenantId, name),
    marketplaceItems: async (_source, listing, context) => {
      const found = await context.marketplace.search.search(callerOf(context).tenantId, listing);
      const cursors = new Map(found.items.map(({ item, cursor }) => [item, cursor]));
      const items = found.items.map(({ item }) => item);
      return { ...toConnection({ ...found, items }, (item) => cursors.get(item) ?? ""), listing };
    },
  },
  Mutation: {
    updateItem: async (_source, { input }, context) => ({
      item: await below(["input"], context.marketplace.releases.updateItem(callerOf(context), input)),
    }),
  },
  MarketplaceItemConnection: {
    facets: ({ listing }, _args, context) => context.marketplace.search.facets(callerOf(context).tenantId, listing),
  },
  MarketplaceItem: {
    publisher: ({ publisherId }, _args, { loaders }) => known(loaders.publisher.load(publisherId)),
    sharedWith: ({ tenantId, sharedWith }, _args, context) =>
      tenantId === callerOf(context).tenantId ? sharedWith : null,
    latestRelease: ({ latestReleaseId }, _args, { loaders }) =>
      latestReleaseId === null ? null : loaders.release.load(latestReleaseId),
    release: (item, { version }, context) =>
      context.marketplace.catalogue.match(callerOf(context).tenantId, item, version),
    releases: async (item, page, context) =>
      toConnection(
        await context.marketplace.catalogue.releasesOf(callerOf(context).tenantId, item, page),
        releaseCursor,
      ),
    stats: statsOf,
    reviews: async (item, page, context) =>
      toConnection(await context.marketplace.reviews.reviewsOf(item, page), reviewCursor),
    installation: ({ id }, _args, { loaders }) => loaders.installationOfItem.load(id),
  },
} satisfies Resolvers;
