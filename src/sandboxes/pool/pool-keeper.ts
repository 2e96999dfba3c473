import { within } from "../../platform/db/within.js";
import { newId } from "../../platform/ids.js";
import { Repeater } from "../../platform/repeater.js";
import type { Service } from "../../platform/service.js";
import { HostError, type HostOrder } from "../host.js";
import { expireWarm, forgetWarm, type ForgottenWarm } from "../sql/warm-forget.sql.js";
import { insertWarm, lockWarmImage } from "../sql/warm-insert.sql.js";
import { adoptWarm, surveyWarm, type WarmImage } from "../sql/warm-survey.sql.js";
import { BackOff } from "./back-off.js";
import { hashPoolKey, newPoolKey } from "./pool-key.js";
import { maxAgeMs, maxWaitMs, type PoolParts } from "./pool-parts.js";

const lookMs = 5_000;
/** A turn that was asked for waits this long for others. */
const gatherMs = 20;
/** Orders at a time. */
const maxOrders = 4;

const none: Omit<WarmImage, "image"> = { count: 0, readyCount: 0, readyMsAgo: null };

/**
 * Keeps the pool of a host at the configured numbers. Any number of processes may do so at once: together they make no more. What fails is
 * tried again later each time.
 */
export class PoolKeeper implements Service {
  readonly name = "sandbox pool keeper";
  readonly #parts: PoolParts;
  readonly #repeater: Repeater;
  readonly #backOff = new BackOff();

  constructor(parts: PoolParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#repeater = new Repeater({ name: this.name, clock, log, run: () => this.#turn() });
  }

  async start(): Promise<void> {
    this.#repeater.start();
  }

  /** What waits goes on waiting, for the next process. */
  stop(): Promise<void> {
    return this.#repeater.stop();
  }

  /** There may be members missing. */
  wake(): void {
    this.#repeater.wakeIn(gatherMs);
  }

  /** These have ended by themselves, which they should not: what is wrong with them may be so with the next. */
  noteGone(gone: readonly ForgottenWarm[]): void {
    for (const { image } of gone) this.#noteFailure(image);
    if (gone.length > 0) this.wake();
  }

  /** Takes away what is none of the pool's any more. Never rejects: what stays is found by the next look at the whole host. */
  async remove(refs: readonly string[]): Promise<void> {
    const left = [...refs];
    const work = async (): Promise<void> => {
      for (let ref = left.shift(); ref !== undefined; ref = left.shift()) await this.#remove(ref);
    };
    await Promise.all(Array.from({ length: maxOrders }, work));
  }

  async #remove(ref: string): Promise<void> {
    const { host, log } = this.#parts;
    await host.remove(ref, 0).catch((error: unknown) => {
      log.warn({ err: error, ref }, "a container of the pool was not removed; it is at the next look at its host");
    });
  }

  async #turn(): Promise<number> {
    const { config, database, host } = this.#parts;
    const { ownerId, readyTimeoutMs, sizes } = config;
    await database.query(adoptWarm, [host.id, ownerId]);
    const values = [host.id, ownerId, readyTimeoutMs, maxWaitMs, [...sizes.keys()]];
    const expired = await database.query<ForgottenWarm>(expireWarm, values);
    await this.remove(expired.map(({ id }) => id));
    for (const { image, isLate } of expired) if (isLate && sizes.has(image)) this.#noteFailure(image);
    return this.#refill();
  }

  /** Answers when to look again. */
  async #refill(): Promise<number> {
    const { config, database, host, metrics } = this.#parts;
    const rows = await database.query<WarmImage>(surveyWarm, [host.id]);
    const byImage = new Map(rows.map((row) => [row.image, row]));
    let room = maxOrders;
    let nextMs = lookMs;
    for (const [image, size] of config.sizes) {
      const { count, readyCount, readyMsAgo } = byImage.get(image) ?? none;
      metrics.surveyed(image, readyCount, count - readyCount);
      if (readyMsAgo !== null) this.#backOff.succeed(image, this.#nowMs() - readyMsAgo);
      if (count >= size || !host.isAvailable) continue;
      const waitMs = this.#backOff.waitMs(image, this.#nowMs());
      if (waitMs === 0 && room > 0) room -= await this.#order(image, Math.min(room, size - count), size);
      // What there was no room for comes next, what has failed when its time is over.
      nextMs = Math.min(nextMs, this.#backOff.waitMs(image, this.#nowMs()));
    }
    return nextMs;
  }

  /** Answers how many it has ordered. */
  async #order(image: string, count: number, size: number): Promise<number> {
    const { config, database, host } = this.#parts;
    const keys = new Map(Array.from({ length: count }, () => [newId("warm"), newPoolKey()] as const));
    const added = await within(database, async (query) => {
      await query(lockWarmImage, [`${host.id} ${image}`]);
      const hashes = [...keys.values()].map(hashPoolKey);
      const values = [[...keys.keys()], hashes, image, host.id, config.ownerId, size];
      return query<{ readonly id: string }>(insertWarm, values);
    });
    await Promise.all(added.map(({ id }) => this.#provision(this.#orderOf(id, image, keys.get(id) ?? ""))));
    return added.length;
  }

  #orderOf(ref: string, image: string, key: string): HostOrder {
    const { resources, musterUrl } = this.#parts.config;
    return {
      ...{ ref, tenantId: null, image, command: null, args: [], files: [], egress: [], labels: {}, maxAgeMs },
      ...{ env: { MUSTER_URL: musterUrl() }, secrets: { MUSTER_POOL_KEY: key } },
      ...resources,
    };
  }

  async #provision(order: HostOrder): Promise<void> {
    const { database, host, log } = this.#parts;
    try {
      await host.provision(order);
    } catch (error) {
      const retryAfterMs = error instanceof HostError ? error.retryAfterMs : null;
      log.warn({ err: error, image: order.image }, "a container of the pool was not made");
      this.#noteFailure(order.image, retryAfterMs ?? 0);
      await database.query(forgetWarm, [[order.ref]]);
      // It may have made half of it.
      await this.#remove(order.ref);
    }
  }

  #noteFailure(image: string, leastMs = 0): void {
    this.#parts.metrics.failed(image);
    this.#backOff.fail(image, this.#nowMs(), leastMs);
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}
