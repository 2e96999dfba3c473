import { quantile } from "./durations.js";
import type { ItemStats, MarketplaceItem } from "../model.js";

/** How its runs went, as far as they are counted. */
export function statsOf({ runs, succeeded, durations, lastRunAt }: MarketplaceItem): ItemStats {
  return {
    runs,
    successRate: runs > 0 ? succeeded / runs : null,
    p50Ms: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
    lastRunAt,
  };
}
