import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import type { Seat, TaskPool, TaskService } from "../tasks/index.js";
import { Claims } from "./claims.js";
import type { LocalSession, SessionProfile } from "./local-session.js";
import { PoolConsumer } from "./pool-consumer.js";
import { AgentProfile, better } from "./profile.js";
import type { Outlook } from "./seat-queue.js";

/** How long messages may wait here for a slot before they go back for other replicas: a few round trips of an agent. */
const lingerMs = 20;
const tickMs = 1_000;

export interface DispatcherParts {
  readonly broker: Broker;
  readonly tasks: TaskService;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after tasks were taken from the broker: there is room for more. */
  readonly onTaken: () => void;
  /** Called when a slot is free. */
  readonly onSlot: () => void;
}

/**
 * Brings messages and free slots of this process together: consumes the pools that its sessions can serve while one of them
 * is free, chooses a session per message, claims the tasks in batches and sends them on.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #profiles = new Map<string, SessionProfile>();
  readonly #consumers = new Map<string, PoolConsumer>();
  readonly #waiting = new Set<PoolConsumer>();
  readonly #claims: Claims;
  readonly #ticker: Repeater;
  /** Calls to the broker. */
  readonly #underWay = new Set<Promise<void>>();
  #pumping = false;
  #draining = true;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#claims = new Claims({ ...parts, onFreed: (session) => this.changed(session) });
    this.#ticker = new Repeater({ name: "dispatcher", clock: parts.clock, log: parts.log, run: () => this.#tick() });
  }

  start(): void {
    this.#draining = false;
    this.#ticker.start();
  }

  /** Takes nothing more from the broker; what is being assigned is. Resolves when that is done. */
  async drain(): Promise<void> {
    this.#draining = true;
    await this.#ticker.stop();
    await Promise.all([...this.#consumers.values()].map((consumer) => this.#pause(consumer)));
    await this.#claims.drain();
    await this.settled();
  }

  /** Resolves when no assignment is under way. */
  async settled(): Promise<void> {
    await this.#claims.settled();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** The profile for sessions like this one, made when it is the first. */
  profileOf(tenantId: string, capabilities: readonly string[], kinds: readonly string[] | null): SessionProfile {
    const key = AgentProfile.keyOf(tenantId, capabilities, kinds);
    let profile = this.#profiles.get(key);
    if (!profile) {
      profile = new AgentProfile<LocalSession>(tenantId, capabilities, kinds);
      this.#profiles.set(key, profile);
      for (const consumer of this.#consumers.values())
        if (profile.canTake(consumer.pool)) consumer.profiles.add(profile);
    }
    return profile;
  }

  add(session: LocalSession): void {
    session.profile.add(session);
    session.profile.starved = true;
    this.changed(session);
  }

  remove(session: LocalSession): void {
    const { profile } = session;
    profile.remove(session);
    if (profile.sessions.size === 0) this.#forget(profile);
  }

  /** Pools that exist; those known already change nothing. */
  learn(pools: readonly TaskPool[]): void {
    for (const pool of pools) {
      if (this.#consumers.has(pool.id)) continue;
      const profiles = [...this.#profiles.values()].filter((profile) => profile.canTake(pool));
      if (profiles.length === 0) continue;
      const consumer = new PoolConsumer(pool, this.#parts.broker, (one) => this.#buffered(one));
      for (const profile of profiles) consumer.profiles.add(profile);
      this.#consumers.set(pool.id, consumer);
      this.#ensure(consumer);
    }
  }

  /** A session's load or eligibility has changed. */
  changed(session: LocalSession): void {
    const { profile } = session;
    profile.update(session);
    if (!session.isFree) return;
    if (profile.starved) {
      profile.starved = false;
      for (const consumer of this.#consumers.values()) if (consumer.profiles.has(profile)) this.#ensure(consumer);
    }
    if (this.#waiting.size > 0) this.#pumpSoon();
    this.#parts.onSlot();
  }

  /**
   * Holds free slots for tasks that are taken past the broker: for new ones, and for a backlog that no other process has
   * agents for. None while messages wait here, or are about to come, that would be overtaken.
   */
  holdSeats(poolId: string, count: number): Seat[] {
    const consumer = this.#draining ? undefined : this.#consumers.get(poolId);
    if (!consumer || consumer.buffered > 0 || consumer.isResuming) return [];
    const seats: Seat[] = [];
    while (seats.length < count) {
      const session = bestOf(consumer);
      if (!session) break;
      seats.push(this.#claims.hold(session));
    }
    if (seats.length === 0) return seats;
    const nowMs = this.#parts.clock.now().getTime();
    for (const profile of consumer.profiles) profile.noteGiven(nowMs);
    return seats;
  }

  /** What there is to say of when slots for the pool's tasks will be free. */
  outlook(poolId: string): Outlook {
    const nowMs = this.#parts.clock.now().getTime();
    const profiles = [...(this.#consumers.get(poolId)?.profiles ?? [])];
    const sum = (read: (profile: SessionProfile) => number): number =>
      profiles.reduce((total, profile) => total + read(profile), 0);
    return {
      freeSlots: sum((profile) => profile.freeSlots),
      prefetch: sum((profile) => profile.prefetch),
      freedPerMs: sum((profile) => profile.freedPerMs(nowMs)),
    };
  }

  #forget(profile: SessionProfile): void {
    for (const [key, known] of this.#profiles) if (known === profile) this.#profiles.delete(key);
    for (const consumer of this.#consumers.values()) {
      consumer.profiles.delete(profile);
      if (consumer.profiles.size > 0) continue;
      this.#consumers.delete(consumer.pool.id);
      void this.#pause(consumer);
    }
  }

  #ensure(consumer: PoolConsumer): void {
    if (this.#draining || !this.#parts.broker.isConnected()) return;
    const capacity = [...consumer.profiles].reduce((sum, profile) => sum + profile.capacity, 0);
    if (consumer.outgrown(capacity)) void this.#pause(consumer).then(() => this.#ensure(consumer));
    else if (consumer.isIdle && bestOf(consumer)) void this.#track(this.#start(consumer, capacity));
  }

  async #start(consumer: PoolConsumer, capacity: number): Promise<void> {
    try {
      await consumer.start(capacity);
      this.#parts.onSlot();
    } catch (error) {
      if (!this.#draining) this.#parts.log.warn({ err: error }, "cannot consume; trying again in a second");
    }
  }

  #buffered(consumer: PoolConsumer): void {
    this.#waiting.add(consumer);
    this.#pumpSoon();
  }

  #pumpSoon(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  /** Places one message of each waiting pool in turn until messages or slots run out. */
  #pump(): void {
    let placed = true;
    while (placed) {
      placed = false;
      for (const consumer of this.#waiting) placed = this.#place(consumer) || placed;
    }
    for (const consumer of this.#waiting) this.#linger(consumer);
  }

  #place(consumer: PoolConsumer): boolean {
    const session = consumer.buffered > 0 ? bestOf(consumer) : null;
    const delivery = session && consumer.shift();
    if (consumer.buffered === 0) this.#waiting.delete(consumer);
    if (!session || !delivery) return false;
    this.#claims.offer({ delivery, pool: consumer.pool, session });
    return true;
  }

  /** Gives the agents a moment to free a slot; then other replicas get their chance. */
  #linger(consumer: PoolConsumer): void {
    consumer.linger(this.#parts.clock, lingerMs, () => {
      for (const profile of consumer.profiles) profile.starved = true;
      void this.#pause(consumer);
    });
  }

  #pause(consumer: PoolConsumer): Promise<void> {
    this.#waiting.delete(consumer);
    return this.#track(
      consumer.pause().catch((error: unknown) => this.#parts.log.warn({ err: error }, "could not cancel a consumer")),
    );
  }

  /** Of work that never rejects. */
  #track(work: Promise<unknown>): Promise<void> {
    const tracked: Promise<void> = work.then(() => void this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return tracked;
  }

  /** Starts what the broker refused or lost, and what waits for slots that are free again. */
  async #tick(): Promise<number> {
    for (const consumer of this.#consumers.values()) this.#ensure(consumer);
    return tickMs;
  }
}

function bestOf(consumer: PoolConsumer): LocalSession | null {
  let best: LocalSession | null = null;
  for (const profile of consumer.profiles) best = better(best, profile.best());
  return best;
}
