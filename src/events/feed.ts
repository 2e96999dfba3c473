import { Batcher } from "../platform/batcher.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { EventType } from "./catalogue.js";
import type { FeedStart } from "./cursor.js";
import { Horizon } from "./horizon.js";
import { toLoggedEvent, type EventRow, type LoggedEvent } from "./logged-event.js";
import { Snapshot } from "./snapshot.js";
import { readSnapshot } from "./sql/look-at-horizon.sql.js";
import { readFeed } from "./sql/read-feed.sql.js";
import type { TailPage, TailRead, TailSource } from "./tailer.js";

/** A tenant's feed with its filters; null for none. */
export interface FeedKey {
  readonly tenantId: string;
  readonly types: readonly EventType[] | null;
  readonly streamIds: readonly string[] | null;
}

interface FeedRow extends EventRow {
  readonly number: number;
  readonly nth: number;
  readonly matches: boolean;
}

const pageRows = 250;
/** Feeds that may wait for their beginning. */
const maxStarts = 10_000;
const firstLookMs = 5;
const lastLookMs = 100;
/** Positions that a feed from now on looks back over for events of transactions that are still open. */
const lookBack = 100_000;

/** Reads tenants' feeds up to the horizon, and looks again by itself while open transactions hold the horizon back. */
export class FeedReader {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #horizon: Horizon;
  /** Called when a further read may find more. */
  readonly #onAdvance: () => void;
  /** Feeds that begin at the same time begin together. */
  readonly #starts = new Batcher<undefined, FeedStart>({
    run: async (feeds) => {
      const start = await this.#findNow();
      return feeds.map(() => start);
    },
    maxWeight: maxStarts,
    maxRuns: 1,
    maxWaiting: maxStarts,
  });
  readonly #starting = new Set<Promise<FeedStart>>();
  #lookMs = firstLookMs;
  #cancelLook: (() => void) | null = null;

  constructor(database: Database, clock: Clock, onAdvance: () => void) {
    this.#database = database;
    this.#clock = clock;
    this.#horizon = new Horizon(database);
    this.#onAdvance = onAdvance;
  }

  source(bufferRows: number): TailSource<FeedKey, LoggedEvent> {
    return {
      name: "feed",
      idOf: ({ tenantId, types, streamIds }) => JSON.stringify([tenantId, types, streamIds]),
      groupOf: ({ tenantId }) => tenantId,
      positionOf: ({ position }) => position,
      liveRows: pageRows,
      pageRows,
      maxRows: 5_000,
      bufferRows,
      read: (reads) => this.#read(reads),
    };
  }

  /**
   * What is committed from now on, and nothing else: events whose transaction is open now count, although they may have
   * drawn their position long ago.
   */
  startNow(): Promise<FeedStart> {
    const start = this.#starts.add(undefined);
    this.#starting.add(start);
    const forget = (): boolean => this.#starting.delete(start);
    start.then(forget, forget);
    return start;
  }

  async #findNow(): Promise<FeedStart> {
    const [seen] = await this.#database.query<{ snapshot: string }>(readSnapshot, []);
    const lastPosition = await this.#horizon.look();
    if (!seen || this.#horizon.safe >= lastPosition) return { position: lastPosition, snapshot: null };
    return { position: Math.max(this.#horizon.safe, lastPosition - lookBack), snapshot: seen.snapshot };
  }

  /** Resolves when none of its statements is under way, save for reads. */
  async settled(): Promise<void> {
    this.rest();
    await Promise.allSettled(this.#starting);
  }

  /** Looks no more by itself until it is read again. */
  rest(): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    this.#lookMs = firstLookMs;
  }

  /** Pages up to the horizon as it is now; `isBehind`: something written already may still appear behind it. */
  async pages(
    reads: readonly TailRead<FeedKey>[],
  ): Promise<{ readonly pages: readonly TailPage<LoggedEvent>[]; readonly isBehind: boolean }> {
    await this.#horizon.look();
    const { safe, isBehind } = this.#horizon;
    return { pages: await this.#readUpTo(safe, reads), isBehind };
  }

  async #read(reads: readonly TailRead<FeedKey>[]): Promise<TailPage<LoggedEvent>[]> {
    const before = this.#horizon.safe;
    await this.#horizon.look();
    const { safe } = this.#horizon;
    if (safe > before) this.#lookMs = firstLookMs;
    this.#lookAgain();
    return this.#readUpTo(safe, reads);
  }

  async #readUpTo(safe: number, reads: readonly TailRead<FeedKey>[]): Promise<TailPage<LoggedEvent>[]> {
    const rows = reads.some(({ after }) => after < safe)
      ? await this.#database.query<FeedRow>(readFeed, [JSON.stringify(reads.map(toDemand)), safe])
      : [];
    return toPages(reads, rows, safe);
  }

  /** The next look is soon at first, then less and less: a transaction may stay open for long. */
  #lookAgain(): void {
    if (!this.#horizon.isBehind) return this.rest();
    this.#cancelLook?.();
    this.#cancelLook = this.#clock.after(this.#lookMs, this.#onAdvance);
    this.#lookMs = Math.min(this.#lookMs * 2, lastLookMs);
  }
}

/** Which of the events behind its position belong to it; null for all. */
export function admitsOf({ snapshot: text }: FeedStart): ((event: LoggedEvent) => boolean) | null {
  if (text === null) return null;
  const snapshot = new Snapshot(text);
  return ({ txid }) => !snapshot.hasEnded(BigInt(txid));
}

function toDemand({ key, after, limit }: TailRead<FeedKey>, number: number): object {
  const { tenantId, types, streamIds } = key;
  return { number, tenant_id: tenantId, after, most: limit, types, stream_ids: streamIds };
}

function toPages(reads: readonly TailRead<FeedKey>[], rows: readonly FeedRow[], safe: number): TailPage<LoggedEvent>[] {
  const answers = reads.map((): FeedRow[] => []);
  for (const row of rows) answers[row.number]?.push(row);
  return reads.map(({ after, limit }, index) => {
    const answer = answers[index] ?? [];
    const last = answer.at(-1);
    const more = last?.nth === limit;
    return {
      rows: answer.filter(({ matches }) => matches).map(toLoggedEvent),
      position: more ? Number(last.position) : Math.max(after, safe),
      more,
    };
  });
}
