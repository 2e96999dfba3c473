import type { ClientCalls } from "../client-calls.js";
import * as api from "../generated/graphql.js";
import type {
  Installation,
  ItemFacets,
  ItemReview,
  MarketplaceItem,
  Publisher,
  PublisherKey,
  Release,
} from "../nouns.js";

/** A release with the definition of its workflow; null for agents and tools. */
export type ReleaseWithDefinition = Release & { readonly definition?: unknown };

type ItemPage = api.MarketplaceItemsQuery["marketplaceItems"];
type ReleasePage = NonNullable<api.ItemReleasesQuery["marketplaceItem"]>["releases"];
type ReviewPage = NonNullable<api.ItemReviewsQuery["marketplaceItem"]>["reviews"];
type InstallationPage = api.InstallationsQuery["installations"];

/** `client.marketplace`: publish, find, verify, install, rate. Every request rejects with MusterRequestError. */
export class MarketplaceClient {
  readonly #calls: ClientCalls;

  constructor(calls: ClientCalls) {
    this.#calls = calls;
  }

  /** A page of what is on offer: found by words, whatever the typing errors, and by what it is. */
  async search(listing: api.MarketplaceItemsQueryVariables = {}): Promise<ItemPage> {
    return (await this.#calls.execute(api.MarketplaceItemsDocument, listing)).marketplaceItems;
  }

  /** How what would be found divides. */
  async facets(question: api.ItemFacetsQueryVariables = {}): Promise<ItemFacets> {
    return (await this.#calls.execute(api.ItemFacetsDocument, question)).marketplaceItems.facets;
  }

  /** An item by its name or id; null when there is none that you may see. */
  async item(name: string): Promise<MarketplaceItem | null> {
    return (await this.#calls.execute(api.MarketplaceItemDocument, { name })).marketplaceItem ?? null;
  }

  /** The highest version within a range; null when there is none. */
  async release(item: string, version: string): Promise<ReleaseWithDefinition | null> {
    const answer = await this.#calls.execute(api.ItemReleaseDocument, { item, version });
    return answer.marketplaceItem?.release ?? null;
  }

  /** A page of an item's releases, the highest version first; null when there is no such item. */
  async releases(item: string, page: Omit<api.ItemReleasesQueryVariables, "item"> = {}): Promise<ReleasePage | null> {
    return (await this.#calls.execute(api.ItemReleasesDocument, { ...page, item })).marketplaceItem?.releases ?? null;
  }

  /** Publishes a release, and with the first one its item: REJECTED when one of its tests fails. */
  async publish(input: api.PublishReleaseInput): Promise<Release> {
    return (await this.#calls.execute(api.PublishReleaseDocument, { input })).publishRelease.release;
  }

  /** Changes what is said of an item; what is left out stays. */
  async update(input: api.UpdateItemInput): Promise<MarketplaceItem> {
    return (await this.#calls.execute(api.UpdateItemDocument, { input })).updateItem.item;
  }

  /** Warns of a release. */
  async deprecate(id: string, reason: string): Promise<Release> {
    const answer = await this.#calls.execute(api.DeprecateReleaseDocument, { input: { id, reason } });
    return answer.deprecateRelease.release;
  }

  /** Takes a release out of all version ranges; where it is installed it goes on. */
  async yank(id: string, reason: string): Promise<Release> {
    return (await this.#calls.execute(api.YankReleaseDocument, { input: { id, reason } })).yankRelease.release;
  }

  /** Lists a release again that was deprecated or yanked. */
  async restore(id: string): Promise<Release> {
    return (await this.#calls.execute(api.RestoreReleaseDocument, { id })).restoreRelease.release;
  }

  /** Signs a release that is there. */
  async sign(input: api.SignReleaseInput): Promise<Release> {
    return (await this.#calls.execute(api.SignReleaseDocument, { input })).signRelease.release;
  }

  /** A publisher; null when there is none of that name. */
  async publisher(name: string): Promise<Publisher | null> {
    return (await this.#calls.execute(api.PublisherDocument, { name })).publisher ?? null;
  }

  /** Your own publishers. */
  async publishers(): Promise<readonly Publisher[]> {
    return (await this.#calls.execute(api.PublishersDocument, {})).publishers;
  }

  /** Registers a namespace. Publishing does so too. */
  async createPublisher(input: api.CreatePublisherInput): Promise<Publisher> {
    return (await this.#calls.execute(api.CreatePublisherDocument, { input })).createPublisher.publisher;
  }

  /** Registers a key of a publisher: from then on each of its releases must be signed. */
  async addKey(input: api.AddPublisherKeyInput): Promise<PublisherKey> {
    return (await this.#calls.execute(api.AddPublisherKeyDocument, { input })).addPublisherKey.key;
  }

  /** Revokes a key: agents that it signed do not run, and nothing that it signed is installed, until signed with another. */
  async revokeKey(id: string): Promise<PublisherKey> {
    return (await this.#calls.execute(api.RevokePublisherKeyDocument, { id })).revokePublisherKey.key;
  }

  /** Installs the highest version of a range, `*` unless said. */
  async install(input: api.InstallItemInput): Promise<Installation> {
    return (await this.#calls.execute(api.InstallItemDocument, { input })).installItem.installation;
  }

  /** Moves an installation to the highest version of its range, or of another. */
  async upgrade(input: api.UpgradeInstallationInput): Promise<Installation> {
    return (await this.#calls.execute(api.UpgradeInstallationDocument, { input })).upgradeInstallation.installation;
  }

  /** Removes an installation. */
  async uninstall(id: string): Promise<void> {
    await this.#calls.execute(api.UninstallItemDocument, { id });
  }

  /** A page of what is installed, newest first. */
  async installations(page: api.InstallationsQueryVariables = {}): Promise<InstallationPage> {
    return (await this.#calls.execute(api.InstallationsDocument, page)).installations;
  }

  /** Rates an item that the tenant has run, or changes what was said of it. */
  async review(input: api.ReviewItemInput): Promise<ItemReview> {
    return (await this.#calls.execute(api.ReviewItemDocument, { input })).reviewItem.review;
  }

  /** Takes a review back. */
  async deleteReview(id: string): Promise<void> {
    await this.#calls.execute(api.DeleteReviewDocument, { id });
  }

  /** A page of an item's reviews, newest first; null when there is no such item. */
  async reviews(item: string, page: Omit<api.ItemReviewsQueryVariables, "item"> = {}): Promise<ReviewPage | null> {
    return (await this.#calls.execute(api.ItemReviewsDocument, { ...page, item })).marketplaceItem?.reviews ?? null;
  }
}
