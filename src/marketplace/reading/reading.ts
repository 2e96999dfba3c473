import type { Clock } from "../../platform/clock.js";
import type { Database, Query } from "../../platform/db/database.js";
import type { Catalogue, RunnableRelease } from "../door.js";
import { ItemReader } from "./item-reader.js";
import { RunnableReleases } from "./runnable-releases.js";

export interface ReadingParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** The catalogue, and what makes it forget. */
export interface ItemReading extends Catalogue {
  /** What the tenant has installed has changed: the next run sees it. Elsewhere it is seen within a second. */
  forget(tenantId: string): void;
}

export function createItemReading({ database, clock }: ReadingParts): ItemReading {
  const query: Query = (statement, values) => database.query(statement, values);
  return new Reading(query, clock);
}

class Reading extends ItemReader implements ItemReading {
  readonly #runnable: RunnableReleases;

  constructor(query: Query, clock: Clock) {
    super(query);
    this.#runnable = new RunnableReleases({ query, clock, reader: this });
  }

  runnable(tenantId: string, item: string, range: string | null): Promise<RunnableRelease> {
    return this.#runnable.find(tenantId, item, range);
  }

  runnableContainer(tenantId: string, kind: string): Promise<RunnableRelease | null> {
    return this.#runnable.findContainer(tenantId, kind);
  }

  forget(tenantId: string): void {
    this.#runnable.forget(tenantId);
  }
}
