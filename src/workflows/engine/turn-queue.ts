import { MusterError, unavailable } from "../../platform/errors.js";

/** One thing to be done to a run, and who waits for it. */
export interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What a run is to be told, all at once. */
export interface Work<Item> {
  readonly runId: string;
  readonly waiting: readonly Waiting<Item>[];
}

export interface TurnQueueOptions<Item> {
  /** Does the work of several runs, and settles each of those who wait. When it rejects, nothing was done. */
  readonly run: (works: readonly Work<Item>[]) => Promise<void>;
  /** Runs in one turn. */
  readonly maxRuns: number;
  /** Turns under way at a time. */
  readonly maxTurns: number;
  /** Things waiting beyond this are refused as UNAVAILABLE. */
  readonly maxWaiting: number;
}

/**
 * Gathers what runs are told: never two turns of the same run at a time, many runs in one turn, and all that came for a run while it was
 * busy in its next one. An idle queue begins at the end of the current tick.
 */
export class TurnQueue<Item> {
  readonly #options: TurnQueueOptions<Item>;
  readonly #waiting = new Map<string, Waiting<Item>[]>();
  readonly #busy = new Set<string>();
  readonly #idle: (() => void)[] = [];
  #count = 0;
  #turns = 0;
  #scheduled = false;

  constructor(options: TurnQueueOptions<Item>) {
    this.#options = options;
  }

  add(runId: string, item: Item): Promise<void> {
    if (this.#count >= this.#options.maxWaiting)
      return Promise.reject(unavailable("Too much is waiting; try again.", "TURNS_FULL"));
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(runId) ?? [];
      this.#waiting.set(runId, waiting);
      waiting.push({ item, resolve, reject });
      this.#count++;
      this.#schedule();
    });
  }

  /** Things that wait. */
  get waiting(): number {
    return this.#count;
  }

  /** Resolves when nothing is under way or waits. */
  settled(): Promise<void> {
    if (this.#turns === 0 && this.#waiting.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#turns >= this.#options.maxTurns || this.#waiting.size <= 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const works = this.#take();
      if (works.length > 0) void this.#turn(works);
    });
  }

  #take(): Work<Item>[] {
    const works: Work<Item>[] = [];
    for (const [runId, waiting] of this.#waiting) {
      if (works.length >= this.#options.maxRuns) break;
      if (this.#busy.has(runId)) continue;
      works.push({ runId, waiting });
    }
    for (const { runId, waiting } of works) {
      this.#waiting.delete(runId);
      this.#busy.add(runId);
      this.#count -= waiting.length;
    }
    return works;
  }

  async #turn(works: readonly Work<Item>[]): Promise<void> {
    this.#turns++;
    this.#schedule();
    await this.#settle(works);
    for (const { runId } of works) this.#busy.delete(runId);
    this.#turns--;
    this.#schedule();
    if (this.#turns === 0 && this.#waiting.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Where a turn fails for what is in it, each of its runs has one of its own, so that only the guilty fail. */
  async #settle(works: readonly Work<Item>[]): Promise<void> {
    try {
      await this.#options.run(works);
    } catch (error) {
      if (works.length === 1 || isOutage(error)) {
        for (const { waiting } of works) for (const { reject } of waiting) reject(error);
      } else {
        for (const work of works) await this.#settle([work]);
      }
    }
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof MusterError && (error.code === "UNAVAILABLE" || error.code === "TIMEOUT");
}
