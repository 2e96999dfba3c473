import type { Clock } from "../platform/clock.js";
import type { HoldOptions, Seat, SeatSource } from "../tasks/index.js";
import type { PoolGauge } from "./pool-gauge.js";

/** A call waits for slots that are likely to be free within a time that grows with its tasks: who brings many is in no hurry. */
const patiencePerTaskMs = 2;
const [minPatienceMs, maxPatienceMs] = [50, 1_000];
/** When they are not free after so many times that, its tasks are written as waiting. */
const indulgence = 2;
/** Calls that may wait, for all pools. */
const maxWaiters = 1_000;

/** What there is to say of when slots for a pool's tasks will be free. */
export interface Outlook {
  readonly freeSlots: number;
  /** Slots for tasks that wait at their agents, free or not. */
  readonly prefetch: number;
  readonly freedPerMs: number;
}

export interface SeatQueueParts {
  readonly gauge: Pick<PoolGauge, "isLocal">;
  readonly clock: Clock;
  readonly outlook: (poolId: string) => Outlook;
  /** How many tasks of the pool have been written as waiting, and come first. */
  readonly waitingBefore: (poolId: string) => number;
  /** Holds free slots, none while something waits that would be overtaken. */
  readonly hold: (poolId: string, count: number) => readonly Seat[];
}

interface Waiter {
  readonly count: number;
  readonly wanted: number;
  readonly cancelTimer: () => void;
  readonly resolve: (seats: readonly Seat[]) => void;
}

/**
 * Holds slots for new tasks of this process. Where slots become free so fast that enough of them will be soon, a call waits for
 * them: a task that is assigned as it is created costs PostgreSQL two thirds of one that is written as waiting first and claimed
 * then (measured: 63 instead of 97 µs, and 54 instead of 68 in this process). Slots are saved up for it, but never more than
 * agents have for tasks beyond their handlers: no handler is idle for it. Where no agent has such slots, or where others may
 * take the pool's tasks too, nobody waits.
 */
export class SeatQueue implements SeatSource {
  readonly #parts: SeatQueueParts;
  readonly #lines = new Map<string, Waiter[]>();
  #waiters = 0;
  #scheduled = false;
  #stopped = true;

  constructor(parts: SeatQueueParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Nobody waits any more. */
  stop(): void {
    this.#stopped = true;
    for (const [poolId, line] of this.#lines) for (const waiter of [...line]) this.#leave(poolId, waiter, []);
  }

  hold(poolId: string, count: number, { mayWait }: HoldOptions): readonly Seat[] | Promise<readonly Seat[]> {
    const { gauge, outlook } = this.#parts;
    const line = this.#lines.get(poolId) ?? [];
    const { freeSlots, prefetch, freedPerMs } = outlook(poolId);
    const wanted = Math.min(count, prefetch);
    const ahead = line.reduce((sum, waiter) => sum + waiter.count, this.#parts.waitingBefore(poolId));
    const lacking = ahead + wanted - freeSlots;
    const waits = mayWait && lacking > 0 && lacking <= patienceMs(count) * freedPerMs && wanted > 0 && this.#hasRoom;
    if (waits && gauge.isLocal(poolId)) return this.#wait(poolId, count, wanted);
    return line.length > 0 ? [] : this.#parts.hold(poolId, count);
  }

  /** A slot is free. */
  wake(): void {
    if (this.#scheduled || this.#lines.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const [poolId, line] of this.#lines) this.#serve(poolId, line);
    });
  }

  get #hasRoom(): boolean {
    return !this.#stopped && this.#waiters < maxWaiters;
  }

  #wait(poolId: string, count: number, wanted: number): Promise<readonly Seat[]> {
    return new Promise((resolve) => {
      const tooLong = (): void =>
        this.#leave(poolId, waiter, this.#isFirst(poolId, waiter) ? this.#parts.hold(poolId, count) : []);
      const waiter: Waiter = {
        count,
        wanted,
        resolve,
        cancelTimer: this.#parts.clock.after(indulgence * patienceMs(count), tooLong),
      };
      const line = this.#lines.get(poolId);
      if (line) line.push(waiter);
      else this.#lines.set(poolId, [waiter]);
      this.#waiters++;
    });
  }

  #serve(poolId: string, line: readonly Waiter[]): void {
    for (const waiter of [...line]) {
      const { freeSlots, prefetch } = this.#parts.outlook(poolId);
      const wanted = Math.min(waiter.wanted, prefetch);
      if (this.#parts.waitingBefore(poolId) + wanted > freeSlots) return;
      this.#leave(poolId, waiter, this.#parts.hold(poolId, waiter.count));
    }
  }

  #isFirst(poolId: string, waiter: Waiter): boolean {
    return this.#lines.get(poolId)?.[0] === waiter;
  }

  #leave(poolId: string, waiter: Waiter, seats: readonly Seat[]): void {
    const line = this.#lines.get(poolId)?.filter((one) => one !== waiter) ?? [];
    if (line.length > 0) this.#lines.set(poolId, line);
    else this.#lines.delete(poolId);
    this.#waiters--;
    waiter.cancelTimer();
    waiter.resolve(seats);
  }
}

function patienceMs(count: number): number {
  return Math.min(maxPatienceMs, Math.max(minPatienceMs, patiencePerTaskMs * count));
}
