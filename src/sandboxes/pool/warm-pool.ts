import { startAll, stopAll, type Service } from "../../platform/service.js";
import type { HostPhase, HostReport } from "../host.js";
import type { KeptSandbox } from "../ledger.js";
import type { WarmPool } from "../pool.js";
import { claimWarm, giveUpWarm, type ClaimedWarm } from "../sql/warm-claim.sql.js";
import { forgetAbsentWarm, forgetWarm, type ForgottenWarm } from "../sql/warm-forget.sql.js";
import { findKnownWarm } from "../sql/warm-survey.sql.js";
import { Deliveries } from "./deliveries.js";
import { PoolKeeper } from "./pool-keeper.js";
import { maxAgeMs, type PoolParts } from "./pool-parts.js";

/** Beyond its sandbox's time: for it to end by itself. */
const marginMs = 5 * 60_000;
/** What is taken away from a host in one look at it. */
const maxRemovals = 200;

/** Nothing comes of these any more. */
const over: ReadonlySet<HostPhase> = new Set(["SUCCEEDED", "FAILED", "ENDING", "GONE"]);

export function createWarmPool(parts: PoolParts): WarmPool {
  return new KeptPool(parts);
}

/** The pool of one host, in PostgreSQL: every process with that host has the same, and looks after its part of it. */
class KeptPool implements WarmPool {
  readonly name = "sandbox pool";
  readonly #parts: PoolParts;
  readonly #keeper: PoolKeeper;
  readonly #deliveries: Deliveries;
  readonly #services: readonly Service[];
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(parts: PoolParts) {
    this.#parts = parts;
    this.#keeper = new PoolKeeper(parts);
    this.#deliveries = new Deliveries(parts);
    this.#services = [this.#deliveries, this.#keeper];
  }

  start(): Promise<void> {
    return startAll(this.#services);
  }

  async stop(): Promise<void> {
    await stopAll(this.#services);
    await Promise.allSettled(this.#underWay);
  }

  async take(sandbox: KeptSandbox): Promise<string | null> {
    return this.#mayBe(sandbox) ? this.#track(this.#take(sandbox)) : null;
  }

  onReport({ ref, phase }: HostReport): void {
    if (!over.has(phase)) return;
    const forgotten = this.#forget([ref], phase !== "GONE").catch((error: unknown) => {
      this.#parts.log.warn({ err: error, ref }, "a container of the pool that has ended is forgotten at the next look");
    });
    void this.#track(forgotten);
  }

  async reconcile(reports: readonly HostReport[]): Promise<void> {
    const { database, host } = this.#parts;
    const ours = reports.filter(({ ref }) => ref.startsWith("warm_"));
    const refs = ours.map(({ ref }) => ref);
    const ended = ours.filter(({ phase }) => over.has(phase)).map(({ ref }) => ref);
    const known = await database.query<{ readonly id: string }>(findKnownWarm, [host.id, refs]);
    const knownIds = new Set(known.map(({ id }) => id));
    await this.#forget(ended, true);
    await this.#keeper.remove(refs.filter((ref) => !knownIds.has(ref)).slice(0, maxRemovals));
    const gone = await database.query<ForgottenWarm>(forgetAbsentWarm, [host.id, refs]);
    this.#keeper.noteGone(gone);
  }

  /** Whether one that is there already can be what is asked for. */
  #mayBe({ spec }: KeptSandbox): boolean {
    const { resources, sizes } = this.#parts.config;
    return (
      sizes.has(spec.image) &&
      spec.command === null &&
      spec.egress.length === 0 &&
      spec.cpuMillis <= resources.cpuMillis &&
      spec.memoryBytes <= resources.memoryBytes &&
      spec.storageBytes <= resources.storageBytes &&
      spec.timeoutMs + marginMs < maxAgeMs
    );
  }

  async #take({ id, spec }: KeptSandbox): Promise<string | null> {
    const { database, host, metrics } = this.#parts;
    const delivery = this.#deliveries.expect(id);
    try {
      const values = [host.id, spec.image, id, maxAgeMs - marginMs - spec.timeoutMs];
      const [member] = await database.query<ClaimedWarm>(claimWarm, values);
      if (!member) {
        metrics.taken("miss");
        return null;
      }
      this.#keeper.wake();
      const isTold = member.isDelivered || (await delivery.announce(member.id));
      const isLost = !isTold && (await this.#giveUp(member.id));
      metrics.taken(isLost ? "lost" : "hit");
      return isLost ? null : member.id;
    } finally {
      delivery.end();
    }
  }

  /** Whether it was not told, even though nobody heard that it was. */
  async #giveUp(id: string): Promise<boolean> {
    const [lost] = await this.#parts.database.query(giveUpWarm, [id]);
    if (!lost) return false;
    this.#parts.log.warn({ ref: id }, "a container of the pool did not hear what it is to do, and is given up");
    await this.#keeper.remove([id]);
    return true;
  }

  /** Those that have become sandboxes are no longer ours. */
  async #forget(refs: readonly string[], isThere: boolean): Promise<void> {
    if (refs.length === 0) return;
    const gone = await this.#parts.database.query<ForgottenWarm>(forgetWarm, [refs]);
    this.#keeper.noteGone(gone);
    if (isThere) await this.#keeper.remove(gone.map(({ id }) => id));
  }

  async #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }
}
