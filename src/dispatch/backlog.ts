import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { settleSeats, type Assignment, type Seat, type TaskService } from "../tasks/index.js";

/** Half of a large agent's slots: while one half is claimed, the agent works on the other. */
const maxSeatsPerClaim = 32;
const maxClaims = 2;
/** After a claim that failed: a database that is down would be asked again at once, without end. */
const retryMs = 200;

export interface BacklogParts {
  readonly tasks: TaskService;
  readonly clock: Clock;
  readonly log: Log;
  readonly holdSeats: (poolId: string, count: number) => readonly Seat[];
}

/**
 * Takes tasks from the backlog of pools whose agents are all at this process, as soon as a slot is free: no broker could
 * bring them sooner. It is told of such pools, and looks at one until it is empty.
 */
export class Backlog {
  readonly #parts: BacklogParts;
  /** How many tasks wait in each pool as far as is known; Infinity for any number. The pool whose turn it is stands first. */
  readonly #waiting = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  #scheduled = false;
  #cancelRetry: (() => void) | null = null;
  #draining = true;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#draining = false;
  }

  /** Claims nothing more; resolves when nothing is under way. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    await Promise.all(this.#underWay);
  }

  /** So many more tasks wait in the pool; Infinity when their number is not known. */
  add(poolId: string, count: number): void {
    this.#waiting.set(poolId, count + (this.#waiting.get(poolId) ?? 0));
    this.wake();
  }

  /** Whether a new task of the pool would overtake others. */
  has(poolId: string): boolean {
    return this.#waiting.has(poolId);
  }

  /** A slot is free. */
  wake(): void {
    if (this.#scheduled || this.#draining || this.#waiting.size === 0 || this.#cancelRetry) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#claimAll();
    });
  }

  #claimAll(): void {
    for (const poolId of [...this.#waiting.keys()]) {
      if (this.#draining || this.#underWay.size >= maxClaims) return;
      const seats = this.#parts.holdSeats(poolId, Math.min(maxSeatsPerClaim, this.#waiting.get(poolId) ?? 0));
      if (seats.length > 0) this.#claim(poolId, seats);
    }
  }

  #claim(poolId: string, seats: readonly Seat[]): void {
    const waiting = this.#waiting.get(poolId) ?? 0;
    // Of an unknown number nothing is left until the claim finds more than it has seats for. The next turn is another pool's.
    const left = waiting === Infinity ? 0 : waiting - seats.length;
    this.#waiting.delete(poolId);
    if (left > 0) this.#waiting.set(poolId, left);
    const claim: Promise<void> = this.#run(poolId, seats, waiting).finally(() => {
      this.#underWay.delete(claim);
      this.wake();
    });
    this.#underWay.add(claim);
  }

  async #run(poolId: string, seats: readonly Seat[], waiting: number): Promise<void> {
    let assignments: readonly Assignment[] = [];
    try {
      assignments = await this.#parts.tasks.assignments.claimBacklog(poolId, seats);
      if (waiting === Infinity && assignments.length === seats.length) this.add(poolId, Infinity);
    } catch (error) {
      this.#parts.log.warn({ err: error, poolId }, "the backlog could not be claimed; trying again");
      this.#retryLater();
      this.add(poolId, Infinity);
    }
    settleSeats(seats, assignments);
  }

  #retryLater(): void {
    if (this.#draining) return;
    this.#cancelRetry ??= this.#parts.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      this.wake();
    });
  }
}
