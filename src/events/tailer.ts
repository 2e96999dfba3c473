import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Subscriber } from "./subscriber.js";
import { TailTable, type Tail, type TailNames } from "./tail-table.js";

/** A demand for the rows after a position of one log. */
export interface TailRead<Key> {
  readonly key: Key;
  readonly after: number;
  readonly limit: number;
}

export interface TailPage<Row> {
  readonly rows: readonly Row[];
  /** Where to go on: what is at or below it need not be read again. */
  readonly position: number;
  /** Whether the limit cut it off. */
  readonly more: boolean;
}

/** Logs of one sort, and how to read many of them at once. */
export interface TailSource<Key, Row> extends TailNames<Key> {
  readonly name: string;
  /** One page per demand, in their order, with one statement for all. */
  readonly read: (reads: readonly TailRead<Key>[]) => Promise<readonly TailPage<Row>[]>;
  readonly positionOf: (row: Row) => number;
  /** Rows per page for a subscriber that is up to date; small, as there are many of them in one statement. */
  readonly liveRows: number;
  /** Rows per page for one that has some to catch up with. */
  readonly pageRows: number;
  /** About how many rows per statement. */
  readonly maxRows: number;
  /** Rows kept per subscriber. */
  readonly bufferRows: number;
}

export interface TailerOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between reads of everything, which repair wake-ups that were lost. */
  readonly sweepMs: number;
}

interface Round<Key, Row> {
  readonly tail: Tail<Key, Row>;
  readonly key: Key;
  readonly after: number;
  limit: number;
  readonly subscribers: Subscriber<Row>[];
  /** Those of them that end with it if it reaches the end of the log. */
  readonly ending: Set<Subscriber<Row>>;
}

const firstRetryMs = 50;

/**
 * Reads logs for their subscribers. A wake-up makes a log dirty; dirty logs are read with one statement under way at a
 * time, at once when none is, and together with all that became dirty meanwhile. Subscribers at the same position share a
 * read and its rows: whoever is up to date stands at the same place, a newcomer stands further back until it has caught up.
 */
export class Tailer<Key, Row> {
  readonly #source: TailSource<Key, Row>;
  readonly #options: TailerOptions;
  readonly #tails: TailTable<Key, Row>;
  readonly #dirty = new Set<Tail<Key, Row>>();
  #running: Promise<void> | null = null;
  #retryMs = firstRetryMs;
  #cancelRetry: (() => void) | null = null;
  #cancelSweep: (() => void) | null = null;
  #isStopped = false;

  constructor(source: TailSource<Key, Row>, options: TailerOptions) {
    this.#source = source;
    this.#options = options;
    this.#tails = new TailTable(source);
  }

  get subscriberCount(): number {
    return this.#tails.subscribers().length;
  }

  get isIdle(): boolean {
    return this.#tails.size === 0;
  }

  /** A subscriber that gets nothing before `begin` has said where it stands. */
  open(key: Key, onClose: () => void, onOverflow?: () => void): Subscriber<Row> {
    const subscriber: Subscriber<Row> = new Subscriber<Row>({
      bufferRows: this.#source.bufferRows,
      onRoom: () => this.#mark(tail),
      onClose: () => {
        this.#leave(tail, subscriber);
        onClose();
      },
      onOverflow,
    });
    const tail = this.#tails.join(key, subscriber);
    if (this.#isStopped) subscriber.finish();
    else this.#startSweep();
    return subscriber;
  }

  begin(key: Key, subscriber: Subscriber<Row>, position: number): void {
    subscriber.position = position;
    this.wake(this.#source.idOf(key));
  }

  /** Lets the subscriber end once it has had all that is in the log now. */
  endAfterLog(key: Key, subscriber: Subscriber<Row>): void {
    subscriber.isEnding = true;
    this.wake(this.#source.idOf(key));
  }

  /** That a log has grown, to `head` where that is known. */
  wake(id: string, head = Infinity): void {
    const tail = this.#tails.get(id);
    if (tail && head > tail.readTo) this.#mark(tail);
  }

  wakeGroup(group: string): void {
    for (const tail of this.#tails.group(group)) this.#mark(tail);
  }

  wakeAll(): void {
    for (const tail of this.#tails.all()) this.#mark(tail);
  }

  /** Ends every subscriber after what is buffered for it; resolves when no read is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const subscriber of this.#tails.subscribers()) subscriber.finish();
    await this.#running;
  }

  #leave(tail: Tail<Key, Row>, subscriber: Subscriber<Row>): void {
    this.#tails.leave(tail, subscriber);
    if (tail.subscribers.size === 0) this.#dirty.delete(tail);
    if (this.isIdle) this.#rest();
  }

  #rest(): void {
    this.#cancelSweep?.();
    this.#cancelRetry?.();
    this.#cancelSweep = null;
    this.#cancelRetry = null;
  }

  #startSweep(): void {
    this.#cancelSweep ??= this.#options.clock.after(this.#options.sweepMs, () => {
      this.#cancelSweep = null;
      for (const subscriber of this.#tails.subscribers()) subscriber.sweep();
      this.wakeAll();
      if (!this.isIdle) this.#startSweep();
    });
  }

  #mark(tail: Tail<Key, Row>): void {
    if (tail.subscribers.size === 0) return;
    this.#dirty.add(tail);
    this.#run();
  }

  #run(): void {
    if (this.#running || this.#cancelRetry || this.#isStopped || this.#dirty.size === 0) return;
    this.#running = this.#readNext().finally(() => {
      this.#running = null;
      this.#run();
    });
  }

  async #readNext(): Promise<void> {
    // What else happens in this tick is read with it.
    await new Promise(setImmediate);
    const rounds = this.#isStopped ? [] : this.#gather();
    if (rounds.length === 0) return;
    try {
      const pages = await this.#source.read(rounds);
      this.#retryMs = firstRetryMs;
      for (const [index, round] of rounds.entries()) {
        const page = pages[index];
        if (page) this.#deliver(round, page);
      }
    } catch (error) {
      this.#retryLater(rounds, error);
    }
  }

  /** The reads that the dirty logs need, up to the statement's size: the rest stays dirty. */
  #gather(): Round<Key, Row>[] {
    const gathered: Round<Key, Row>[] = [];
    let rows = 0;
    for (const tail of [...this.#dirty]) {
      this.#dirty.delete(tail);
      for (const round of this.#roundsOf(tail)) {
        if (rows >= this.#source.maxRows) {
          this.#dirty.add(tail);
          return gathered;
        }
        gathered.push(round);
        rows += round.limit;
      }
    }
    return gathered;
  }

  #roundsOf(tail: Tail<Key, Row>): Iterable<Round<Key, Row>> {
    const rounds = new Map<number, Round<Key, Row>>();
    for (const subscriber of tail.subscribers) {
      const { position, isStarved, isEnding } = subscriber;
      if (position === undefined || isStarved) continue;
      const round = rounds.get(position) ?? newRound(tail, position);
      rounds.set(position, round);
      round.subscribers.push(subscriber);
      round.limit = Math.max(round.limit, this.#limitFor(subscriber));
      if (isEnding) round.ending.add(subscriber);
    }
    return rounds.values();
  }

  #limitFor({ isBehind, room }: Subscriber<Row>): number {
    return Math.min(room, isBehind ? this.#source.pageRows : this.#source.liveRows);
  }

  #deliver({ tail, subscribers, ending }: Round<Key, Row>, page: TailPage<Row>): void {
    const last = page.rows.at(-1);
    if (last !== undefined) tail.readTo = Math.max(tail.readTo, this.#source.positionOf(last));
    for (const subscriber of subscribers) {
      if (!tail.subscribers.delete(subscriber)) continue;
      tail.subscribers.add(subscriber);
      this.#fill(subscriber, page);
      if (!subscriber.isBehind && ending.has(subscriber)) subscriber.finish();
    }
    if (page.more) this.#mark(tail);
  }

  #fill(subscriber: Subscriber<Row>, { rows, position, more }: TailPage<Row>): void {
    const count = subscriber.offer(rows);
    const lastRow = rows[count - 1];
    if (count === rows.length) subscriber.position = position;
    else if (lastRow !== undefined) subscriber.position = this.#source.positionOf(lastRow);
    subscriber.isBehind = more || count < rows.length;
    subscriber.isStarved = subscriber.isBehind && subscriber.room === 0;
    subscriber.isLive ||= !subscriber.isBehind;
  }

  #retryLater(rounds: readonly Round<Key, Row>[], error: unknown): void {
    const { log, clock, sweepMs } = this.#options;
    log.warn({ err: error, log: this.#source.name, retryMs: this.#retryMs }, "reading for subscribers failed");
    for (const { tail } of rounds) if (tail.subscribers.size > 0) this.#dirty.add(tail);
    if (this.isIdle) return;
    this.#cancelRetry = clock.after(this.#retryMs, () => {
      this.#cancelRetry = null;
      this.#run();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, sweepMs);
  }
}

function newRound<Key, Row>(tail: Tail<Key, Row>, after: number): Round<Key, Row> {
  return { tail, key: tail.key, after, limit: 1, subscribers: [], ending: new Set() };
}
