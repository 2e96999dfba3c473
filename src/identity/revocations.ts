import { LRUCache } from "lru-cache";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Log } from "../platform/log.js";
import { Repeater } from "../platform/repeater.js";
import { Signal } from "../platform/signal.js";
import { listRevocations } from "./sql/list-revocations.sql.js";

const topic = "identity.revoked";
const pollMs = 5_000;
/** How far a poll looks back beyond the last one: more than a transaction that revokes may take to commit. */
const overlapMs = 30_000;
/** Longer than what a poll sees twice, and than a check that was under way may take to come back. */
const rememberMs = 120_000;
const maxRemembered = 20_000;
/** Ids in one broadcast: some 15 kB. */
const maxIdsPerMessage = 500;

interface RevocationOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells this and every other replica which credentials were revoked: at once by broadcast, and by a look into the
 * database every five seconds, for the broker may lose what it is told.
 */
export class Revocations {
  readonly #options: RevocationOptions;
  readonly #signal = new Signal<string>();
  readonly #recent: LRUCache<string, true>;
  readonly #repeater: Repeater;
  #polledAt: Date;
  #unsubscribe: () => Promise<void> = async () => undefined;

  constructor(options: RevocationOptions) {
    const { clock, log } = options;
    this.#options = options;
    const perf = { now: () => clock.now().getTime() };
    this.#recent = new LRUCache({ max: maxRemembered, ttl: rememberMs, ttlResolution: 0, perf });
    this.#repeater = new Repeater({
      name: "revocation poll",
      clock,
      log,
      firstMs: pollMs,
      retryMs: pollMs,
      run: () => this.#poll(),
    });
    this.#polledAt = clock.now();
  }

  async start(): Promise<void> {
    this.#polledAt = this.#options.clock.now();
    this.#unsubscribe = await this.#options.broker.subscribe(topic, (body) => this.#receive(body));
    this.#repeater.start();
  }

  async stop(): Promise<void> {
    await this.#repeater.stop();
    const unsubscribe = this.#unsubscribe;
    this.#unsubscribe = async () => undefined;
    await unsubscribe().catch((error: unknown) => this.#options.log.warn({ err: error }, "a subscription did not end"));
  }

  /** Whether it was revoked of late. A credential that was stays so: no check that was under way can bring it back. */
  has(credentialId: string): boolean {
    return this.#recent.has(credentialId);
  }

  on(listener: (credentialId: string) => void): () => void {
    return this.#signal.on(listener);
  }

  /** Call it after the commit. */
  announce(credentialIds: readonly string[]): void {
    this.#notice(credentialIds);
    for (let from = 0; from < credentialIds.length; from += maxIdsPerMessage) {
      this.#options.broker.broadcast(topic, JSON.stringify(credentialIds.slice(from, from + maxIdsPerMessage)));
    }
  }

  /** Each once: the own broadcast comes back, and the poll sees what was heard already. */
  #notice(credentialIds: readonly string[]): void {
    for (const id of credentialIds) {
      if (this.#recent.has(id)) continue;
      this.#recent.set(id, true);
      this.#signal.emit(id);
    }
  }

  #receive(body: string): void {
    try {
      const ids: unknown = JSON.parse(body);
      if (Array.isArray(ids)) this.#notice(ids.filter((id) => typeof id === "string"));
    } catch (error) {
      this.#options.log.warn({ err: error }, "a broadcast of revocations cannot be read");
    }
  }

  async #poll(): Promise<number> {
    const { clock, database } = this.#options;
    const now = clock.now();
    const sinceMs = now.getTime() - this.#polledAt.getTime() + overlapMs;
    const rows = await database.query<{ id: string }>(listRevocations, [sinceMs]);
    this.#polledAt = now;
    this.#notice(rows.map(({ id }) => id));
    return pollMs;
  }
}
