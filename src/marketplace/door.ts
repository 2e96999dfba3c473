import type { Principal } from "../identity/index.js";
import type { Page, PageArguments } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import type {
  AddPublisherKeyInput,
  CreatePublisherInput,
  InstallItemInput,
  PublishReleaseInput,
  ReleaseStatusInput,
  ReviewItemInput,
  SearchInput,
  SearchListing,
  SignReleaseInput,
  UpdateItemInput,
  UpgradeInstallationInput,
} from "./inputs.js";
import type {
  Installation,
  ItemFacets,
  MarketplaceItem,
  Publisher,
  PublisherKey,
  Release,
  ReleaseSignature,
  Review,
} from "./model.js";

/** A found item, and where it stands in the list. */
export interface FoundItem {
  readonly item: MarketplaceItem;
  readonly cursor: string;
}

/** A release that a tenant may run, of an item that it may see; signature and key verified. */
export interface RunnableRelease {
  readonly item: MarketplaceItem;
  readonly release: Release;
}

/** Who publishes, with which keys. */
export interface PublisherDesk {
  createPublisher(principal: Principal, input: CreatePublisherInput): Promise<Publisher>;
  addKey(principal: Principal, input: AddPublisherKeyInput): Promise<PublisherKey>;
  revokeKey(principal: Principal, id: string): Promise<PublisherKey>;
  /** By name. Publishers are known to everybody. */
  publisher(name: string): Promise<Publisher | null>;
  publishersOf(tenantId: string): Promise<Publisher[]>;
  publishersById(ids: readonly string[]): Promise<Map<string, Publisher>>;
  keysById(ids: readonly string[]): Promise<Map<string, PublisherKey>>;
  /** By publisher, oldest first. */
  keysOf(publisherIds: readonly string[]): Promise<Map<string, PublisherKey[]>>;
}

/** What is published, and what becomes of it. Paths of errors are relative to the input. */
export interface ReleaseDesk {
  publish(principal: Principal, input: PublishReleaseInput): Promise<Release>;
  updateItem(principal: Principal, input: UpdateItemInput): Promise<MarketplaceItem>;
  deprecate(principal: Principal, input: ReleaseStatusInput): Promise<Release>;
  yank(principal: Principal, input: ReleaseStatusInput): Promise<Release>;
  restore(principal: Principal, id: string): Promise<Release>;
  sign(principal: Principal, input: SignReleaseInput): Promise<Release>;
  /** By the release's id; none where it is not signed. */
  signatures(releases: readonly Release[]): Promise<Map<string, ReleaseSignature>>;
  /** By the release's id; none where it is no workflow's. */
  definitions(releaseIds: readonly string[]): Promise<Map<string, unknown>>;
}

/** What a tenant reads by name, id, range or version; and what it runs. */
export interface Catalogue {
  /** By name or id. */
  item(tenantId: string, nameOrId: string): Promise<MarketplaceItem | null>;
  items(tenantId: string, ids: readonly string[]): Promise<Map<string, MarketplaceItem>>;
  /** Of items that it may see; rejected ones of its own alone. */
  releases(tenantId: string, ids: readonly string[]): Promise<Map<string, Release>>;
  /** The highest version first. */
  releasesOf(tenantId: string, item: MarketplaceItem, page: PageArguments): Promise<Page<Release>>;
  /** The highest that the tenant may install. BAD_USER_INPUT at `["version"]`, RANGE_INVALID. */
  match(tenantId: string, item: MarketplaceItem, range: string): Promise<Release | null>;
  /**
   * What `executeAgent` and tasks run: without a range what is installed, even if it was yanked or the item taken away since, else the
   * latest; with one what is installed if that is in it, else the highest. Verified, and true of less than a second ago. NOT_FOUND at
   * `["item"]`, or at `["version"]` where nothing matches; BAD_USER_INPUT at `["version"]`, RANGE_INVALID; INVALID_STATE at `["item"]`:
   * ITEM_NOT_EXECUTABLE (a workflow), CONTAINER_NEEDS_SANDBOX, and as `verifyRelease` says.
   */
  runnable(tenantId: string, item: string, range: string | null): Promise<RunnableRelease>;
  /**
   * What a task of the kind `container:<item>` runs: the release that is installed, which has an image. Refused as by `runnable`;
   * NOT_FOUND at `["item"]` (INSTALLATION_NOT_FOUND) where it is not installed, INVALID_STATE (ITEM_NOT_EXECUTABLE) where what is
   * installed by now is no container. Null for a kind of no container.
   */
  runnableContainer(tenantId: string, kind: string): Promise<RunnableRelease | null>;
}

/** What is on offer to a tenant. Errors are at `["query"]`, below `["filter"]`, at `["first"]` and `["after"]`. */
export interface SearchDesk {
  search(tenantId: string, listing: SearchListing): Promise<Page<FoundItem>>;
  facets(tenantId: string, input: SearchInput): Promise<ItemFacets>;
}

/**
 * What a tenant has installed: it runs until it is removed, whatever becomes of its release and of the item's visibility. While the
 * tenant may not see the item any more, it reads of it what is said of the item and the release that it runs.
 */
export interface InstallationDesk {
  /**
   * The highest of the range: a workflow becomes `publisher.name`, a WASM module the kind `wasm:publisher/name`, a container
   * the kind `container:publisher/name`, whatever was defined as that before. One transaction. NOT_FOUND at `["item"]`, and at `["range"]` where nothing matches;
   * CONFLICT at `["item"]`: ITEM_INSTALLED, WORKFLOW_NAME_TAKEN; INVALID_STATE: RELEASE_YANKED at `["range"]` where it names that
   * version, and at `["item"]` RELEASE_NOT_INSTALLABLE and as `verifyRelease` says.
   */
  install(principal: Principal, input: InstallItemInput): Promise<Installation>;
  /**
   * To the highest of its range, or of another, which is kept then. That may be lower, where the release was yanked or the range is
   * another. A workflow gets a further version, and runs stay at theirs. Where nothing else is to be had it stays as it is, unless the
   * other range does not mean what is installed: then refused as by `install`. NOT_FOUND at `["id"]`.
   */
  upgrade(principal: Principal, input: UpgradeInstallationInput): Promise<Installation>;
  /** Answers its id. Workflow and kind stay. NOT_FOUND at `["id"]`. */
  uninstall(principal: Principal, id: string): Promise<string>;
  /** Newest first. */
  installations(tenantId: string, page: PageArguments): Promise<Page<Installation>>;
  installationsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Installation>>;
  /** By item. */
  installationsOf(tenantId: string, itemIds: readonly string[]): Promise<Map<string, Installation>>;
  /** By installation: what it may be upgraded to; none where it is up to date. */
  upgradesOf(installations: readonly Installation[]): Promise<Map<string, Release>>;
  /** Tenants with an installed module, whose tasks are to be worked on, by id, behind `after`; at most 1,000. */
  tenantsWithKinds(after: string): Promise<string[]>;
  /** Tells of tenants whose installations have changed: here at once, at other processes soon, unless the broker loses it. */
  onInstallationsChanged(listener: (tenantId: string) => void): () => void;
}

export interface ReviewDesk {
  review(principal: Principal, input: ReviewItemInput): Promise<Review>;
  deleteReview(principal: Principal, id: string): Promise<string>;
  /** Newest first. */
  reviewsOf(item: MarketplaceItem, page: PageArguments): Promise<Page<Review>>;
  /** Of items that it may see. */
  reviewsById(tenantId: string, ids: readonly string[]): Promise<Map<string, Review>>;
}

/** Everything published, for all tenants: each sees what is public, shared with it or its own. */
export interface MarketplaceService extends Service {
  readonly publishers: PublisherDesk;
  readonly releases: ReleaseDesk;
  readonly catalogue: Catalogue;
  readonly search: SearchDesk;
  readonly installations: InstallationDesk;
  readonly reviews: ReviewDesk;
}
