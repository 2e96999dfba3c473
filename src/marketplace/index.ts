/** What is published, found, verified, installed and rated. docs/marketplace.md tells it in prose. */
export {
  AgentRuns,
  type AgentCall,
  type AgentFailure,
  type AgentOutcome,
  type AgentRunsParts,
} from "./agents/agent-runs.js";
export { installationCursor } from "./installations/reading.js";
export { itemOfKind, wasmKinds } from "./installations/names.js";
export { releaseCursor } from "./reading/item-reader.js";
export type { Catalogue, FoundItem, InstallationDesk, MarketplaceService, RunnableRelease } from "./door.js";
export { reviewCursor } from "./usage/reviews.js";
export { createMarketplaceService, type MarketplaceServiceParts } from "./service.js";
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
export { fingerprintOf, pemOf } from "./proofs/public-key.js";
export { insertUses } from "./sql/insert-uses.js";
export { statsOf } from "./usage/usage-stats.js";
export { releaseMoves, type ReleaseMove } from "./publishing/release-states.js";
