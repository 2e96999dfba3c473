import { startAll, stopAll } from "../platform/service.js";
import type { MarketplaceService } from "./door.js";
import { createInstallationDesk, type InstallationDeskParts } from "./installations/installations.js";
import { createPublisherDesk } from "./publishing/publishers.js";
import { createItemReading, type ReadingParts } from "./reading/reading.js";
import { createReleaseDesk, type ReleaseDeskParts } from "./publishing/release-desk.js";
import { Reviews } from "./usage/reviews.js";
import { ItemSearch } from "./search/searching.js";
import { ItemUsage, type ItemUsageParts } from "./usage/usage.js";

export interface MarketplaceServiceParts
  extends ReadingParts, Omit<ReleaseDeskParts, "workflows">, Omit<InstallationDeskParts, "workflows">, ItemUsageParts {
  readonly workflows: ReleaseDeskParts["workflows"] & InstallationDeskParts["workflows"];
}

/** All of the marketplace: what is done at its desks, and the figures that follow from every run. */
export function createMarketplaceService(parts: MarketplaceServiceParts): MarketplaceService {
  const catalogue = createItemReading(parts);
  const installations = createInstallationDesk(parts);
  const usage = new ItemUsage(parts);
  const services = [usage, installations];
  let forget = (): void => undefined;
  return {
    name: "marketplace",
    publishers: createPublisherDesk(parts),
    releases: createReleaseDesk(parts),
    catalogue,
    search: new ItemSearch((statement, values) => parts.database.query(statement, values)),
    installations,
    reviews: new Reviews({ ...parts, usage }),
    async start() {
      // What it runs here has changed: at other processes it is seen within a second.
      forget = installations.onInstallationsChanged((tenantId) => catalogue.forget(tenantId));
      await startAll(services);
    },
    async stop() {
      await stopAll(services);
      forget();
    },
  };
}
