import { LRUCache } from "lru-cache";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import {
  taskPriorities,
  taskPriorityIndex,
  type Assignment,
  type Seat,
  type Task,
  type TaskService,
} from "../tasks/index.js";

/** More at a time cost no less each, and let the agents wait for one claim instead of working on the last. */
const maxSeatsPerClaim = 128;
const maxClaims = 3;
/** Pools of which it is remembered how far they are claimed. */
const maxPools = 1_000;
/** After a claim that failed: a database that is down would be asked again at once, without end. */
const retryMs = 200;

/**
 * A backlog is looked through from its beginning this often, for what was put back before what is claimed: often enough not to
 * keep it waiting, seldom enough not to read over the index's dead head with each claim.
 */
const maxProgressMs = 1_000;

/** How far a pool's backlog has been claimed. */
interface Progress {
  /** Task ids by priority, from LOW on. */
  readonly claimed: string[];
  /** When it was begun from the beginning, in ms of the clock. */
  readonly sinceMs: number;
}

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
  /** How far each pool has been claimed: task ids by priority. Forgotten when something may wait before them. */
  readonly #claimed = new LRUCache<string, Progress>({ max: maxPools });
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
    if (count === Infinity && (this.#waiting.get(poolId) !== Infinity || this.#isOld(poolId)))
      this.#claimed.delete(poolId);
    this.#waiting.set(poolId, count + (this.#waiting.get(poolId) ?? 0));
    this.wake();
  }

  /** How many tasks of the pool are known to wait; Infinity when they have not been counted. */
  count(poolId: string): number {
    return this.#waiting.get(poolId) ?? 0;
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
      const { claimed } = this.#progressOf(poolId);
      assignments = await this.#parts.tasks.assignments.claimBacklog(poolId, seats, claimed);
      if (assignments.length === seats.length) {
        for (const { task } of assignments) pass(claimed, task);
        if (waiting === Infinity) this.#waiting.set(poolId, Infinity);
      } else if (waiting !== Infinity) {
        // What was counted and not found waits before what was claimed last, or has been cancelled.
        this.add(poolId, Infinity);
      }
    } catch (error) {
      this.#parts.log.warn({ err: error, poolId }, "the backlog could not be claimed; trying again");
      this.#retryLater();
      this.add(poolId, Infinity);
    }
    settleSeats(seats, assignments);
  }

  #progressOf(poolId: string): Progress {
    const known = this.#claimed.get(poolId);
    if (known) return known;
    const none = { claimed: taskPriorities.map(() => ""), sinceMs: this.#nowMs() };
    this.#claimed.set(poolId, none);
    return none;
  }

  #isOld(poolId: string): boolean {
    return this.#nowMs() - (this.#claimed.get(poolId)?.sinceMs ?? 0) >= maxProgressMs;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }

  #retryLater(): void {
    if (this.#draining) return;
    this.#cancelRetry ??= this.#parts.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      this.wake();
    });
  }
}

function pass(claimed: string[], { id, priority }: Task): void {
  const index = taskPriorityIndex(priority);
  if (id > (claimed[index] ?? "")) claimed[index] = id;
}

/** Gives each assignment to a seat of its session, and frees the seats that are left over. */
function settleSeats(seats: readonly Seat[], assignments: readonly Assignment[]): void {
  const bySession = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    const own = bySession.get(assignment.sessionId);
    if (own) own.push(assignment);
    else bySession.set(assignment.sessionId, [assignment]);
  }
  for (const seat of seats) {
    const assignment = bySession.get(seat.sessionId)?.shift();
    if (assignment) seat.take(assignment);
    else seat.free();
  }
}
