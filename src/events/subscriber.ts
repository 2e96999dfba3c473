import { SubscriberOverflow } from "./errors.js";
import type { Follower } from "./model.js";

export interface SubscriberOptions<Row> {
  /** Most rows kept for it. */
  readonly bufferRows: number;
  /** Called when it was starved and has room again. */
  readonly onRoom: (subscriber: Subscriber<Row>) => void;
  /** Called once, when it needs nothing more. */
  readonly onClose: (subscriber: Subscriber<Row>) => void;
  readonly onOverflow?: (() => void) | undefined;
}

interface Waiting<Row> {
  readonly resolve: (result: IteratorResult<Row, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const done = { done: true, value: undefined } as const;

/** One consumer's end: a bounded buffer that the tailer fills and the consumer takes from. */
export class Subscriber<Row> implements Follower<Row> {
  /** After which position its next read begins; undefined until it is known. Moved by the tailer alone. */
  position: number | undefined = undefined;
  /** Which rows it wants of those that it is offered; settled before its first read. */
  admits: ((row: Row) => boolean) | null = null;
  /** Whether it has ever had all there was. Only then can it overflow: before, it reads at its own pace. */
  isLive = false;
  /** Whether the last read left something for it in the log. */
  isBehind = true;
  /** Whether something is known to wait in the log that its buffer has no room for. */
  isStarved = false;
  /** Whether it is to end once it has had all there is. */
  isEnding = false;
  readonly #options: SubscriberOptions<Row>;
  #rows: Row[] = [];
  #taken = 0;
  #takenAtLastSweep = -1;
  #next = 0;
  #waiting: Waiting<Row>[] = [];
  #isFilling = true;
  #isClosed = false;
  #error: unknown = null;

  constructor(options: SubscriberOptions<Row>) {
    this.#options = options;
  }

  get room(): number {
    return this.#options.bufferRows - (this.#rows.length - this.#next);
  }

  /** Takes rows as far as there is room; answers how many it is done with. */
  offer(rows: readonly Row[]): number {
    for (const [index, row] of rows.entries()) {
      if (this.admits && !this.admits(row)) continue;
      const waiting = this.#waiting.shift();
      if (waiting) this.#hand(waiting, row);
      else if (this.room > 0) this.#rows.push(row);
      else return index;
    }
    return rows.length;
  }

  next(): Promise<IteratorResult<Row, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  /** Ends it at once: what is buffered is dropped. */
  return(): Promise<IteratorResult<Row, undefined>> {
    this.#rows = [];
    this.#next = 0;
    this.finish();
    return Promise.resolve(done);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends it after what is buffered. */
  finish(): void {
    this.#stopFilling();
    this.#settle();
  }

  /** Fails it after what is buffered. */
  fail(error: unknown): void {
    if (!this.#isFilling) return;
    this.#error = error;
    this.finish();
  }

  /** Fails it when it has taken nothing since the last sweep although it could have. */
  sweep(): void {
    const isStuck = this.isLive && this.isStarved && this.#taken === this.#takenAtLastSweep;
    this.#takenAtLastSweep = this.#taken;
    if (!isStuck || !this.#isFilling) return;
    this.fail(new SubscriberOverflow());
    this.#options.onOverflow?.();
  }

  #stopFilling(): void {
    if (!this.#isFilling) return;
    this.#isFilling = false;
    this.#options.onClose(this);
  }

  #settle(): void {
    while (this.#waiting.length > 0 && this.#next < this.#rows.length) {
      // Both lengths were looked at in the line above.
      this.#hand(this.#waiting.shift()!, this.#takeRow());
    }
    if (!this.#isFilling) this.#endWaiting();
  }

  #hand({ resolve }: Waiting<Row>, value: Row): void {
    this.#taken++;
    resolve({ done: false, value });
  }

  #takeRow(): Row {
    // The caller has seen that there is one.
    const row = this.#rows[this.#next++] as Row;
    if (this.#next === this.#rows.length || this.#next >= this.#options.bufferRows) {
      this.#rows = this.#rows.slice(this.#next);
      this.#next = 0;
    }
    if (this.isStarved && this.room * 2 >= this.#options.bufferRows) {
      this.isStarved = false;
      this.#options.onRoom(this);
    }
    return row;
  }

  #endWaiting(): void {
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      const error = this.#isClosed ? null : this.#error;
      this.#isClosed = true;
      if (error) reject(error);
      else resolve(done);
    }
  }
}
