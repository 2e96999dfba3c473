import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Service } from "../platform/service.js";
import type { TaskService } from "../tasks/index.js";
import type { PoolGauge } from "./pool-gauge.js";
import { deadQueue } from "./queues.js";
import type { Relay } from "./relay.js";
import { findBacklogPools, findDead, findNextDue, forgetDead, takeBacklog } from "./sql/outbox.sql.js";

const batchSize = 500;
const maxPoolsPerTurn = 200;
/** While a backlog waits for room: how long between looks, doubling as nothing moves. */
const busyMs = 10;
const idleMs = 250;
/** A wake-up waits this long for others. */
const gatherMs = 3;
/** A window is filled up when this much of it is empty: a turn costs four statements, for one task as for a hundred. */
const refillShare = 0.25;

/** Topic on which other processes ask for a turn, with what they know: that tasks wait, or that there is room for more. */
export const feederTopic = "feeder.wake";
export const madeRoom = "room";

interface DeadLetter {
  readonly taskId: string;
  readonly at: Date;
}

interface FeederParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly tasks: TaskService;
  readonly relay: Relay;
  readonly gauge: PoolGauge;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of pools that wait and whose agents are all at this process. */
  readonly onLocal: (poolId: string) => void;
}

/**
 * Moves due tasks into their queues and keeps the broker's queues short and filled: pools in turn (each belongs to one
 * tenant), within a pool by priority and age. Any number of feeders may run: they skip each other's rows.
 */
export class Feeder implements Service {
  readonly name = "feeder";
  readonly #parts: FeederParts;
  readonly #repeater: Repeater;
  #afterPool = "";
  #waitMs = busyMs;
  /** When scheduled tasks and dead letters are looked after next, in ms of the clock. */
  #choresAtMs = 0;
  /** Whether the last look found something that waits. */
  #hasBacklog = true;
  #unsubscribe: (() => Promise<void>) | null = null;

  constructor(parts: FeederParts) {
    this.#parts = parts;
    this.#repeater = new Repeater({ name: this.name, clock: parts.clock, log: parts.log, run: () => this.#turn() });
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#parts.broker.subscribe(feederTopic, (body) =>
      body === madeRoom ? this.refill() : this.wake(),
    );
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#unsubscribe?.();
    this.#unsubscribe = null;
    await this.#repeater.stop();
  }

  /** A task waits in the backlog. */
  wake(): void {
    this.#waitMs = busyMs;
    this.#repeater.wakeIn(gatherMs);
  }

  /** The broker holds fewer tasks than before: there may be room. */
  refill(): void {
    if (this.#hasBacklog) this.wake();
  }

  /** A task becomes due then, or a dead letter is there. */
  wakeAt(at: Date): void {
    this.#choresAtMs = Math.min(this.#choresAtMs, at.getTime());
    this.#repeater.wakeIn(Math.max(0, at.getTime() - this.#nowMs()));
  }

  async #turn(): Promise<number> {
    const isFull = this.#nowMs() >= this.#choresAtMs && (await this.#doChores());
    if (isFull || (await this.#feed()) > 0) {
      this.#waitMs = busyMs;
      return 0;
    }
    this.#waitMs = Math.min(idleMs, this.#waitMs * 2);
    return Math.min(this.#waitMs, Math.max(1, this.#choresAtMs - this.#nowMs()));
  }

  /**
   * Queues what is due and publishes dead letters; answers whether there is more. Then the next time is known: when the next
   * task is due, at most a quarter second away, since another process may have scheduled one.
   */
  async #doChores(): Promise<boolean> {
    this.#choresAtMs = Infinity;
    const { database, tasks, broker } = this.#parts;
    const due = await tasks.assignments.queueDue(batchSize);
    const dead = broker.isConnected() ? await this.#publishDead() : 0;
    const isFull = due === batchSize || dead === batchSize;
    const [next] = await database.query<{ inMs: number }>(findNextDue, []);
    const inMs = isFull ? 0 : Math.min(idleMs, Math.max(1, Math.ceil(next?.inMs ?? idleMs)));
    this.#choresAtMs = Math.min(this.#choresAtMs, this.#nowMs() + inMs);
    return isFull;
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }

  /** Answers how many tasks the broker has confirmed; what needs no broker is left to the dispatcher. */
  async #feed(): Promise<number> {
    const { broker, database, gauge, onLocal, relay } = this.#parts;
    const pools = await database.query<{ poolId: string }>(findBacklogPools, [this.#afterPool, maxPoolsPerTurn]);
    this.#afterPool = pools.length === maxPoolsPerTurn ? (pools.at(-1)?.poolId ?? "") : "";
    this.#hasBacklog = pools.length > 0;
    const levels = await gauge.measure(pools.map(({ poolId }) => poolId));
    for (const { poolId, isLocal } of levels) if (isLocal) onLocal(poolId);
    if (!broker.isConnected()) return 0;
    const rooms = levels.filter(({ isLocal, room, window }) => !isLocal && room >= window * refillShare);
    if (rooms.length === 0) return 0;
    const taken = await database.query<{ taskId: string; poolId: string }>(takeBacklog, [
      rooms.map(({ poolId }) => poolId),
      rooms.map(({ room }) => Math.min(batchSize, room)),
    ]);
    return taken.length > 0 && (await relay.publish(taken)) ? taken.length : 0;
  }

  /** Answers how many dead letters the broker has confirmed. */
  async #publishDead(): Promise<number> {
    const { database, broker, log } = this.#parts;
    const dead = await database.query<DeadLetter>(findDead, [batchSize]);
    if (dead.length === 0) return 0;
    try {
      await broker.publish(
        deadQueue,
        dead.map((letter) => JSON.stringify(letter)),
      );
    } catch (error) {
      // A dead-letter queue that nobody empties must not keep the living from being fed.
      log.warn({ err: error, tasks: dead.length }, "the broker did not take dead letters; it is told again");
      return 0;
    }
    await database.query(forgetDead, [dead.map(({ taskId }) => taskId), dead.map(({ at }) => at)]);
    return dead.length;
  }
}
