import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import { todoQueue } from "./queues.js";
import { findStalePools, returnAll, returnLost, type StalePool } from "./sql/outbox.sql.js";

export interface ReconcilerTimes {
  /** Between looks. */
  readonly everyMs: number;
  /** A message that is not taken for this long is looked for in its queue. */
  readonly staleMs: number;
}

const defaultTimes: ReconcilerTimes = { everyMs: 5_000, staleMs: 10_000 };
const maxPoolsPerTurn = 200;

export interface ReconcilerParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  readonly onReturned: (tasks: number) => void;
  readonly times?: ReconcilerTimes | undefined;
}

/**
 * Brings queue and database together. A queue hands out its oldest message first: with `depth` messages in it, those are the
 * youngest `depth` that the database says it holds, and older ones were lost. They are published again. One that was not
 * lost, but in a dispatcher's hand, is then there twice, and its second delivery finds the task taken.
 */
export class Reconciler implements Service {
  readonly name = "reconciler";
  readonly #parts: ReconcilerParts;
  readonly #times: ReconcilerTimes;
  readonly #repeater: Repeater;
  #forgotten: boolean;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
    this.#times = parts.times ?? defaultTimes;
    this.#forgotten = !parts.broker.durable;
    this.#repeater = new Repeater({ name: this.name, clock: parts.clock, log: parts.log, run: () => this.#turn() });
  }

  /** A broker that lives in this process has just been born empty: all that was published is to be published again. */
  async start(): Promise<void> {
    if (this.#forgotten) await this.#parts.database.query(returnAll, []);
    this.#forgotten = false;
    this.#repeater.start();
  }

  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  async #turn(): Promise<number> {
    const { broker, database } = this.#parts;
    const { everyMs, staleMs } = this.#times;
    if (!broker.isConnected()) return everyMs;
    for (const pool of await database.query<StalePool>(findStalePools, [staleMs, maxPoolsPerTurn]))
      await this.#compare(pool);
    return everyMs;
  }

  async #compare({ poolId, count, at }: StalePool): Promise<void> {
    const { broker, database, log, onReturned } = this.#parts;
    const depth = await broker.depth(todoQueue(poolId));
    if (depth >= count) return;
    const returned = await database.query(returnLost, [poolId, at, depth, this.#times.staleMs]);
    if (returned.length === 0) return;
    log.warn(
      { poolId, depth, expected: count, returned: returned.length },
      "messages were lost; publishing their tasks again",
    );
    onReturned(returned.length);
  }
}
