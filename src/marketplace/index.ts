/** What is published, found, verified, installed and rated. docs/marketplace.md tells it in prose. */
export { AgentRuns, type AgentCall, type AgentFailure, type AgentOutcome, type AgentRunsParts } from "./agent-runs.js";
export type { FoundItem, MarketplaceService, RunnableRelease } from "./door.js";
export type {
  Facet,
  Installation,
  ItemFacets,
  ItemStats,
  ItemType,
  ItemVisibility,
  Manifest,
  MarketplaceItem,
  Publisher,
  PublisherKey,
  Release,
  ReleaseSignature,
  ReleaseStatus,
  ReleaseTestResult,
  Review,
} from "./model.js";
