import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import { LocalSlots } from "./local-slots.js";
import { measurePools, type PoolLevel } from "./sql/outbox.sql.js";

/** Bounds of a pool's window: how many of its tasks the broker may hold. */
const minWindow = 64;
const maxWindow = 4_096;
/** Enough for agents to find the next task while the feeder refills; few enough for priority to count. */
const tasksPerSlot = 8;

/** A look costs PostgreSQL a third of a millisecond for a handful of pools. */
const refreshMs = 25;
/** Where the broker is not used, only a session at another process changes anything. */
const localRefreshMs = 100;
/** A pool that nobody created tasks in for this long is forgotten. */
const forgetMs = 5_000;

/** How many of a pool's tasks the broker may hold: short queues keep the decisions where the backlog is. */
export function windowOf(slots: number): number {
  return Math.min(maxWindow, Math.max(minWindow, slots * tasksPerSlot));
}

/** A pool's level, and what follows from it. */
export interface Measured {
  readonly poolId: string;
  /** Whether all agents of its tenant are at this process. */
  readonly isLocal: boolean;
  /** How many of its tasks the broker may hold. */
  readonly window: number;
  /** How many more the broker may be told of. */
  readonly room: number;
  readonly hasBacklog: boolean;
}

interface Level {
  room: number;
  isLocal: boolean;
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

  /** To be kept by whoever holds the sessions. */
  readonly slots = new LocalSlots();

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
    const level = this.#use(poolId);
    const admitted = this.#broker.isConnected() ? Math.max(0, Math.min(count, level.room)) : 0;
    level.room = admitted < count ? 0 : level.room - admitted;
    return admitted;
  }

  /** Whether all agents of the pool's tenant were at this process when it was last measured: others need not be told. */
  isLocal(poolId: string): boolean {
    return this.#use(poolId).isLocal;
  }

  /** Whether tasks of the pool wait for room at the broker. */
  isBehind(poolId: string): boolean {
    const level = this.#levels.get(poolId);
    return level !== undefined && !level.isLocal && level.room <= 0;
  }

  /** Levels of pools, with what the broker may be told of each. */
  async measure(poolIds: readonly string[]): Promise<readonly Measured[]> {
    if (poolIds.length === 0) return [];
    const levels = await this.#database.query<PoolLevel>(measurePools, [poolIds, maxWindow]);
    return levels.map(({ poolId, tenantId, published, slots, hasBacklog }) => {
      const isLocal = slots > 0 && slots <= this.slots.of(tenantId);
      const window = isLocal ? 0 : windowOf(slots);
      return { poolId, isLocal, window, room: window - published, hasBacklog };
    });
  }

  /** The level, which is measured again and again from now on. */
  #use(poolId: string): Level {
    const level = this.#levels.get(poolId) ?? { room: minWindow, isLocal: false, usedAt: 0 };
    level.usedAt = this.#clock.now().getTime();
    this.#levels.set(poolId, level);
    this.#repeater.wakeIn(level.isLocal ? localRefreshMs : refreshMs);
    return level;
  }

  async #refresh(): Promise<number | null> {
    const now = this.#clock.now().getTime();
    for (const [poolId, { usedAt }] of this.#levels) if (usedAt < now - forgetMs) this.#levels.delete(poolId);
    if (this.#levels.size === 0) return null;
    for (const { poolId, isLocal, room, hasBacklog } of await this.measure([...this.#levels.keys()])) {
      const level = this.#levels.get(poolId);
      if (level) Object.assign(level, { isLocal, room: hasBacklog ? 0 : room });
    }
    return [...this.#levels.values()].every(({ isLocal }) => isLocal) ? localRefreshMs : refreshMs;
  }
}
