import { LRUCache } from "lru-cache";
import type { EventRecord, EventService, EventType, FeedPage } from "../../events/index.js";
import type { Database } from "../../platform/db/database.js";
import { saveTriggers } from "../sql/save-triggers.sql.js";
import { findEventTriggers, lockEventTriggers } from "../sql/turn-event-triggers.sql.js";
import { findOrigins, passingEvents, type Origins, type Passing } from "./event-filter.js";
import { inLanes } from "./lanes.js";
import { eventFacts, type Rendering } from "./rendering.js";
import type { Starts } from "./starts.js";
import { run } from "./store.js";
import { pauseMs, progressOf, type Progress, type TurningTrigger } from "./turning.js";

export interface EventTurnsParts {
  readonly database: Database;
  readonly events: Pick<EventService, "readFeeds">;
  readonly rendering: Rendering;
  readonly starts: Starts;
}

/** Triggers looked at in a turn, and events looked at for each. */
const batchSize = 32;
const pageSize = 100;
/** Runs started for one trigger in a turn, and for how many of them at a time. */
const maxRuns = 16;
const lanes = 8;
/** Events in a row that each started the run which led to the next; the last one starts none. */
const maxDepth = 10;
/** Until what could not be started, as something was away, is tried again. */
const againMs = 1_000;
/** How often a place is written that was reached without an event: a restart looks at what lies behind it again. */
const saveMs = 30_000;

/** Where this process stands in a trigger's feed; it may be further than what is written. */
interface Place {
  readonly written: string;
  readonly reached: string;
  readonly writtenAtMs: number;
}

/** A trigger with a page of its feed. */
interface Reading {
  readonly trigger: TurningTrigger;
  /** Behind which the page begins. */
  readonly from: string;
  readonly page: FeedPage;
  readonly passing: Passing;
}

/** A reading that is being worked off. */
interface Round {
  readonly trigger: TurningTrigger;
  readonly origins: Origins;
  readonly now: Date;
  readonly progress: Progress;
  runs: number;
  /** What the trigger did as it should, and what it failed at. */
  well: number;
  failed: number;
}

/**
 * Starts runs for events. The place in the feed is written by the transaction that holds the trigger's lock while the runs of
 * its events are started, and each of them is ordered under its event's name: after a crash the page is read again from the
 * place that is written, and no event starts a second run.
 */
export class EventTurns {
  readonly #parts: EventTurnsParts;
  readonly #places = new LRUCache<string, Place>({ max: 10_000 });
  /** Behind which trigger the round of all of them goes on, and whether one of those before has more to do. */
  #after = "";
  #hasMore = false;

  constructor(parts: EventTurnsParts) {
    this.#parts = parts;
  }

  /** Answers in how many milliseconds there is more to do; null when nothing is known to be. */
  async turn(now: Date): Promise<number | null> {
    const { database } = this.#parts;
    const triggers = await database.query<TurningTrigger>(findEventTriggers, [now, this.#after, batchSize]);
    const isLast = triggers.length < batchSize;
    this.#after = isLast ? "" : (triggers.at(-1)?.id ?? "");
    const readings = await this.#read(triggers);
    const worth = readings.filter((reading) => this.#isWorthATurn(reading, now));
    if (await this.#consume(worth, now)) this.#hasMore = true;
    if (!isLast) return 0;
    const hasMore = this.#hasMore;
    this.#hasMore = false;
    return hasMore ? 0 : null;
  }

  async #read(triggers: readonly TurningTrigger[]): Promise<Reading[]> {
    const froms = triggers.map((trigger) => this.#placeOf(trigger));
    const pages = await this.#parts.events.readFeeds(
      triggers.map(({ tenantId, event }, index) => ({
        tenantId,
        after: froms[index] ?? "",
        // They were checked when they were written.
        types: event?.types as readonly EventType[],
        limit: pageSize,
      })),
    );
    const readings: Reading[] = [];
    for (const [index, trigger] of triggers.entries()) {
      const [page, from] = [pages[index], froms[index]];
      if (!page || from === undefined) continue;
      // Filters take time of the processor: others are let in between.
      if (page.events.length > 0) await new Promise(setImmediate);
      readings.push({ trigger, from, page, passing: passingEvents(this.#parts.rendering, trigger, page.events) });
    }
    return readings;
  }

  #placeOf({ id, feedCursor }: TurningTrigger): string {
    const place = this.#places.get(id);
    return place && place.written === feedCursor ? place.reached : (feedCursor ?? "");
  }

  /** Notes how far the reading came; whether there is something to start or to write. */
  #isWorthATurn({ trigger, page, from }: Reading, now: Date): boolean {
    const isIdle = page.events.length === 0 && !page.more;
    const known = this.#places.get(trigger.id);
    const writtenAtMs = known?.written === trigger.feedCursor ? known.writtenAtMs : now.getTime();
    const isLongAgo = page.cursor !== trigger.feedCursor && now.getTime() - writtenAtMs >= saveMs;
    if (!isIdle || isLongAgo) return true;
    const written = trigger.feedCursor ?? from;
    this.#places.set(trigger.id, { written, reached: page.cursor, writtenAtMs });
    return false;
  }

  /** Answers whether more is known to wait. */
  async #consume(readings: readonly Reading[], now: Date): Promise<boolean> {
    if (readings.length === 0) return false;
    const { database } = this.#parts;
    const origins = await findOrigins(
      database,
      readings.flatMap(({ passing }) => passing.events),
    );
    return database.transaction(async (client) => {
      const locked = await run<TurningTrigger>(client, lockEventTriggers, [
        readings.map(({ trigger }) => trigger.id),
        readings.map(({ trigger }) => trigger.feedCursor),
      ]);
      const held = new Map(locked.map((trigger) => [trigger.id, trigger]));
      const rounds = readings.flatMap((reading) => {
        const trigger = held.get(reading.trigger.id);
        const progress = trigger && progressOf(trigger);
        return progress ? [{ reading, round: { trigger, origins, now, progress, runs: 0, well: 0, failed: 0 } }] : [];
      });
      const more = await inLanes(rounds, lanes, ({ reading, round }) => this.#workOff(reading, round));
      await run(client, saveTriggers, [JSON.stringify(rounds.map(({ round }) => round.progress))]);
      return more.includes(true);
    });
  }

  /** Answers whether more is known to wait. */
  async #workOff({ from, page, passing }: Reading, round: Round): Promise<boolean> {
    const { progress, now, trigger } = round;
    if (passing.failed > 0) progress.lastError = this.#parts.starts.failure(trigger, passing.error).message;
    Object.assign(round, { well: passing.left, failed: passing.failed });
    let reached = from;
    for (const event of passing.events) {
      const isDone = round.runs < maxRuns && (await this.#take(round, event));
      if (!isDone) {
        progress.feedCursor = reached;
        return round.runs === maxRuns;
      }
      reached = event.cursor;
    }
    progress.feedCursor = page.cursor;
    if (round.well > 0) progress.failures = 0;
    else if (round.failed > 0) {
      progress.failures += 1;
      progress.nextAt = new Date(now.getTime() + pauseMs(progress.failures));
    }
    return page.more;
  }

  /** Starts the event's run, if it is to have one; false when it is to be tried again. */
  async #take(round: Round, event: EventRecord): Promise<boolean> {
    const { trigger, progress, now, origins } = round;
    const origin = origins.get(event.streamId);
    const depth = (origin?.depth ?? 0) + 1;
    if (origin?.triggerId === trigger.id || depth > maxDepth) {
      if (depth > maxDepth) progress.lastError = `More than ${maxDepth} events in a row have started runs.`;
      round.well += 1;
      return true;
    }
    round.runs += 1;
    const context = { event: eventFacts(event), depth };
    const key = `event:${event.streamId}:${event.seq}`;
    const attempt = await this.#parts.starts.attempt(trigger, { context, key });
    if (attempt.outcome === "STARTED") {
      Object.assign(progress, { lastRunId: attempt.runId, lastFiredAt: now, lastError: null });
      round.well += 1;
      return true;
    }
    progress.lastError = attempt.message;
    if (attempt.outcome === "POSTPONED") {
      progress.nextAt = new Date(now.getTime() + againMs);
      return false;
    }
    if (attempt.breaks) round.failed += 1;
    else round.well += 1;
    return true;
  }
}
