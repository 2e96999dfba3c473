import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import { measurePools, type PoolLevel } from "./sql/outbox.sql.js";

/** Bounds of a pool's window: how many of its tasks the broker may hold. */
const minWindow = 64;
const maxWindow = 4_096;
/** Enough for agents to find the next task while the feeder refills; few enough for priority to count. */
const tasksPerSlot = 8;

/** A look costs PostgreSQL a third of a millisecond for a handful of pools. */
const refreshMs = 25;
/** A pool that nobody created tasks in for this long is forgotten. */
const forgetMs = 5_000;

/** How many of a pool's tasks the broker may hold: short queues keep the decisions where the backlog is. */
export function windowOf(slots: number): number {
  return Math.min(maxWindow, Math.max(minWindow, slots * tasksPerSlot));
}

export async function measure(database: Database, poolIds: readonly string[]): Promise<PoolLevel[]> {
  return poolIds.length === 0 ? [] : database.query<PoolLevel>(measurePools, [poolIds, maxWindow]);
}

interface Level {
  room: number;
  usedAt: number;
}

/**
 * Decides which new tasks take the fast path to the broker: as long as the pool's window has room and nothing waits that
 * they would overtake. An estimate, refreshed while tasks are created: when it errs, the queue is a little longer.
 */
export class PoolGauge implements Service {
  readonly name = "pool gauge";
  readonly #database: Database;
  readonly #broker: Broker;
  readonly #clock: Clock;
  readonly #levels = new Map<string, Level>();
  readonly #repeater: Repeater;

  constructor(parts: { database: Database; broker: Broker; clock: Clock; log: Log }) {
    this.#database = parts.database;
    this.#broker = parts.broker;
    this.#clock = parts.clock;
    this.#repeater = new Repeater({ name: this.name, clock: parts.clock, log: parts.log, run: () => this.#refresh() });
  }

  async start(): Promise<void> {
    this.#repeater.start();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** How many of `count` new tasks may go to the broker at once. */
  admit(poolId: string, count: number): number {
    if (!this.#broker.isConnected()) return 0;
    const level = this.#levels.get(poolId) ?? { room: minWindow, usedAt: 0 };
    const admitted = Math.max(0, Math.min(count, level.room));
    level.room = admitted < count ? 0 : level.room - admitted;
    level.usedAt = this.#clock.now().getTime();
    this.#levels.set(poolId, level);
    this.#repeater.wakeIn(refreshMs);
    return admitted;
  }

  async #refresh(): Promise<number | null> {
    const now = this.#clock.now().getTime();
    for (const [poolId, { usedAt }] of this.#levels) if (usedAt < now - forgetMs) this.#levels.delete(poolId);
    if (this.#levels.size === 0) return null;
    for (const { poolId, published, hasBacklog, slots } of await measure(this.#database, [...this.#levels.keys()])) {
      const level = this.#levels.get(poolId);
      if (level) level.room = hasBacklog ? 0 : windowOf(slots) - published;
    }
    return refreshMs;
  }
}
