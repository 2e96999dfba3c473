import type { BlobName, BlobStore } from "../platform/blobs/index.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import { isStillReferred } from "./errors.js";
import { blobGraceMs } from "./limits.js";
import type { BinaryMetrics } from "./metrics.js";
import { deleteBlob, expireUploads, passBlobs, type PassedBlob } from "./sql/collect-blobs.sql.js";

export interface CollectorParts {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, "delete" | "sweep">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: BinaryMetrics;
  /** How long a blob is kept that nobody has, behind its last sign of life; an hour unless said. */
  readonly graceMs?: number;
}

/** Of uploads, and of blobs that are looked at. */
const pageSize = 500;
/** From one walk over all blobs to the next. */
const restMs = 5 * 60_000;
/** From a page to the next. */
const pauseMs = 100;
/** After a turn in which the store or the database failed. */
const retryMs = 30_000;
/** Failures after which a turn is given up: then it is not this blob that is broken but the store. */
const maxFailures = 3;

/**
 * Removes what nobody wants any more: uploads that have expired, blobs that no binary names, drafts that the store was left with. Any
 * number of processes may do so at once. There is nothing in the store that no row tells of, so the rows are all that is looked at:
 * a row is there before the first byte and goes under its lock, after the bytes; it stays for an hour behind the last sign of life
 * of whoever sends, who may take a quarter of that.
 */
export class Collector {
  readonly #parts: CollectorParts;
  readonly #graceMs: number;
  readonly #repeater: Repeater;
  #behind = "";
  #isStopped = false;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    this.#graceMs = parts.graceMs ?? blobGraceMs;
    const { clock, log } = parts;
    const run = (): Promise<number> => this.turn();
    this.#repeater = new Repeater({ name: "collector of blobs", clock, log, run, firstMs: pauseMs, retryMs });
  }

  start(): void {
    this.#isStopped = false;
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#repeater.stop();
  }

  /** One page. Answers in how many milliseconds the next is wanted. */
  async turn(): Promise<number> {
    const { database, blobs } = this.#parts;
    const expired = await database.query(expireUploads, [pageSize]);
    const page = await database.query<PassedBlob>(passBlobs, [this.#behind, pageSize, this.#graceMs]);
    // Moved on first: a blob that cannot be removed does not keep the walk from the others.
    this.#behind = page.length < pageSize ? "" : (page.at(-1)?.sha256 ?? "");
    await this.#collectAll(page.filter(({ isGarbage }) => isGarbage));
    if (this.#behind !== "") return pauseMs;
    await blobs.sweep(blobGraceMs);
    return expired.length < pageSize ? restMs : pauseMs;
  }

  async #collectAll(garbage: readonly PassedBlob[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { sha256 } of garbage) {
      if (this.#isStopped || failures.length >= maxFailures) break;
      try {
        if (await this.#collect(sha256)) this.#parts.metrics.collected();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /**
   * Whoever is about to send the same waits at the row until this is over, and makes it anew. If it fails in between, the row stays,
   * with or without bytes: no binary names it, and whoever sends puts them there again.
   */
  async #collect(sha256: string): Promise<boolean> {
    const { database, blobs } = this.#parts;
    try {
      return await database.transaction(async (client) => {
        const values = [sha256, this.#graceMs];
        const [gone] = await database.queryWithin<BlobName>(client, deleteBlob, values);
        if (gone) await blobs.delete(gone);
        return gone !== undefined;
      });
    } catch (error) {
      if (isStillReferred(error)) return false;
      throw error;
    }
  }
}
