import type {
  Installation,
  MarketplaceItem,
  MarketplaceService,
  Publisher,
  PublisherKey,
  Release,
  ReleaseSignature,
  Review,
} from "../src/marketplace/index.js";
import { itself, type ById, type ListById, type Loader, type LoaderMaker } from "./loader-maker.js";

/** Look-ups of what is published and installed. */
export interface MarketplaceLoaders {
  readonly publisher: ById<Publisher>;
  readonly publisherKey: ById<PublisherKey>;
  /** By publisher, oldest first. */
  readonly keysByPublisher: ListById<PublisherKey>;
  readonly item: ById<MarketplaceItem>;
  readonly release: ById<Release>;
  /** By the release's id. */
  readonly releaseDefinition: ById<unknown>;
  readonly releaseSignature: Loader<Release, ReleaseSignature | null>;
  readonly installation: ById<Installation>;
  /** By item. */
  readonly installationOfItem: ById<Installation>;
  readonly upgrade: Loader<Installation, Release | null>;
  readonly review: ById<Review>;
}

export function createMarketplaceLoaders(
  marketplace: MarketplaceService,
  { one, many, each }: LoaderMaker,
): MarketplaceLoaders {
  return {
    publisher: one((_tenantId, ids) => marketplace.publishers.publishersById(ids)),
    publisherKey: one((_tenantId, ids) => marketplace.publishers.keysById(ids)),
    keysByPublisher: many((_tenantId, ids) => marketplace.publishers.keysOf(ids)),
    item: one((tenantId, ids) => marketplace.catalogue.items(tenantId, ids)),
    release: one((tenantId, ids) => marketplace.catalogue.releases(tenantId, ids)),
    // Of releases that the caller has been shown.
    releaseDefinition: one((_tenantId, ids) => marketplace.releases.definitions(ids)),
    releaseSignature: each(async (_tenantId, releases) => {
      const found = await marketplace.releases.signatures(releases);
      return releases.map(({ id }) => found.get(id) ?? null);
    }, itself),
    installation: one((tenantId, ids) => marketplace.installations.installationsById(tenantId, ids)),
    installationOfItem: one((tenantId, ids) => marketplace.installations.installationsOf(tenantId, ids)),
    upgrade: each(async (_tenantId, installations) => {
      const found = await marketplace.installations.upgradesOf(installations);
      return installations.map(({ id }) => found.get(id) ?? null);
    }, itself),
    review: one((tenantId, ids) => marketplace.reviews.reviewsById(tenantId, ids)),
  };
}
