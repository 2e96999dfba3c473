import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import { within } from "../../platform/db/within.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import { SharedReads } from "../../platform/shared-reads.js";
import { countUses, lockItems, takeUses } from "../sql/count-uses.sql.js";

export interface ItemUsageParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

interface UsesRow {
  readonly itemId: string;
  readonly tenantId: string;
  readonly succeeded: boolean;
  readonly runs: number;
  /** As `bucketOf` numbers them. */
  readonly bucket: number;
  readonly lastRunAt: Date;
}

/** How long a run may be missing in the figures. */
const lookMs = 1_000;
/** What one transaction takes: the items that it locks are locked as long as it lasts. */
const usesPerFold = 5_000;

/**
 * Counts the runs of items: all of them, the publisher's own tenant's too. Each is written into `item_uses` where it ends, and taken out
 * in the transaction that adds it to the item's figures: so it counts once, whichever process counts it and whenever one dies.
 */
export class ItemUsage implements Service {
  readonly name = "item usage";
  readonly #database: Database;
  readonly #repeater: Repeater;
  readonly #folds = new SharedReads<void>();

  constructor({ database, clock, log }: ItemUsageParts) {
    this.#database = database;
    const run = async (): Promise<number> => {
      await this.foldNow();
      return lookMs;
    };
    this.#repeater = new Repeater({ name: this.name, clock, log, run });
  }

  async start(): Promise<void> {
    this.#repeater.start();
  }

  /** What is not counted yet stays for whoever is next. */
  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** There is something to count. */
  wake(): void {
    this.#repeater.wake();
  }

  /** Counts what has ended before the call, but for what another process is counting at this moment. */
  foldNow(): Promise<void> {
    return this.#folds.get("", async () => {
      for (;;) if ((await this.#fold()) < usesPerFold) return;
    });
  }

  /** Answers how many runs it has counted. */
  #fold(): Promise<number> {
    const database = this.#database;
    return within(database, async (query) => {
      const uses = await query<UsesRow>(takeUses, [usesPerFold]);
      if (uses.length === 0) return 0;
      await query(lockItems, [[...new Set(uses.map(({ itemId }) => itemId))]]);
      await query(countUses, [JSON.stringify(uses)]);
      return uses.reduce((sum, { runs }) => sum + runs, 0);
    });
  }
}
