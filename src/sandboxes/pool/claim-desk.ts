import type { Broker } from "../../platform/broker/broker.js";
import type { Clock } from "../../platform/clock.js";
import type { Database } from "../../platform/db/database.js";
import { MusterError, unavailable } from "../../platform/errors.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import type { SandboxClaim } from "../door.js";
import type { ClaimDesk } from "../pool.js";
import {
  awaitWarm,
  deliverWarm,
  findClaimedWarm,
  readWarmClaim,
  type ClaimedSandbox,
  type WaitingWarm,
} from "../sql/warm-deliver.sql.js";
import { hashPoolKey, isPoolKey } from "./pool-key.js";
import { claimedTopic, deliveredTopic } from "./topics.js";

export interface ClaimDeskParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Log;
  /** The key that the sandbox's program works with, the same each time; null for one of no task and no agent. */
  readonly issueKey: (sandbox: ClaimedSandbox) => Promise<string | null>;
}

/** Calls that wait in one process. */
const maxCalls = 1_000;
/** When the broker has lost a word, the database is asked: well within the time in which a member has to hear. */
const sweepMs = 500;

type Settle = (isClaimed: boolean) => void;

export function createClaimDesk(parts: ClaimDeskParts): ClaimDesk {
  return new Desk(parts);
}

class Desk implements ClaimDesk {
  readonly name = "sandbox claims";
  readonly #parts: ClaimDeskParts;
  /** By member: the last call of each. */
  readonly #waiting = new Map<string, Settle>();
  readonly #sweeper: Repeater;
  readonly #ends: (() => unknown)[] = [];
  #calls = 0;
  #isOpen = false;

  constructor(parts: ClaimDeskParts) {
    const { clock, log } = parts;
    this.#parts = parts;
    this.#sweeper = new Repeater({ name: this.name, clock, log, run: () => this.#sweep() });
  }

  async start(): Promise<void> {
    const { broker } = this.#parts;
    this.#ends.push(
      await broker.subscribe(claimedTopic, (memberId) => this.#waiting.get(memberId)?.(true)),
      broker.onReconnect(() => this.#sweeper.wake()),
    );
    this.#sweeper.start();
    this.#isOpen = true;
  }

  /** Sends away who waits: they come again elsewhere. */
  async stop(): Promise<void> {
    this.#isOpen = false;
    for (const settle of this.#waiting.values()) settle(false);
    await this.#sweeper.stop();
    await Promise.allSettled(this.#ends.splice(0).map(async (end) => end()));
  }

  async awaitClaim(poolKey: string, waitMs: number, signal: AbortSignal): Promise<SandboxClaim | null> {
    if (!isPoolKey(poolKey)) throw refused();
    if (!this.#isOpen) throw unavailable("This process is stopping; ask again.", "SANDBOX_CLAIMS_CLOSED");
    if (this.#calls >= maxCalls) throw unavailable("Too many wait here; ask again.", "SANDBOX_CLAIMS_BUSY");
    this.#calls++;
    try {
      return await this.#await(hashPoolKey(poolKey), waitMs, signal);
    } finally {
      this.#calls--;
    }
  }

  async #await(keyHash: string, waitMs: number, signal: AbortSignal): Promise<SandboxClaim | null> {
    const [member] = await this.#parts.database.query<WaitingWarm>(awaitWarm, [keyHash]);
    if (!member || member.isDelivered) throw refused();
    const isClaimed = member.isClaimed || (await this.#wait(member.id, waitMs, signal));
    // Whoever has gone hears nothing: it is told when it comes again, if that is soon enough.
    return isClaimed && !signal.aborted ? this.#deliver(member.id) : null;
  }

  #wait(memberId: string, waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || !this.#isOpen) return Promise.resolve(false);
    return new Promise((resolve) => {
      const giveUp = (): void => settle(false);
      const settle = (isClaimed: boolean): void => {
        if (this.#waiting.get(memberId) === settle) this.#waiting.delete(memberId);
        cancel();
        signal.removeEventListener("abort", giveUp);
        resolve(isClaimed);
      };
      const cancel = this.#parts.clock.after(waitMs, giveUp);
      signal.addEventListener("abort", giveUp);
      // A member calls again when its connection was cut, which may not be seen here yet.
      this.#waiting.get(memberId)?.(false);
      this.#waiting.set(memberId, settle);
      this.#sweeper.wakeIn(sweepMs);
    });
  }

  /** The key first: what is told is told once. */
  async #deliver(memberId: string): Promise<SandboxClaim> {
    const { broker, database, issueKey } = this.#parts;
    const [sandbox] = await database.query<ClaimedSandbox>(readWarmClaim, [memberId]);
    if (!sandbox) throw refused();
    const apiKey = await issueKey(sandbox);
    const { id: sandboxId, taskId, spec } = sandbox;
    const [told] = await database.query(deliverWarm, [memberId, sandboxId]);
    if (!told) throw refused();
    broker.broadcast(deliveredTopic, sandboxId);
    const { command, args, env, files } = spec;
    return { sandboxId, apiKey, taskId, command, args, env, files };
  }

  /** For what was claimed without a word that came here. */
  async #sweep(): Promise<number | null> {
    if (this.#waiting.size === 0) return null;
    const ids = [...this.#waiting.keys()];
    const claimed = await this.#parts.database.query<{ readonly id: string }>(findClaimedWarm, [ids]);
    for (const { id } of claimed) this.#waiting.get(id)?.(true);
    return sweepMs;
  }
}

/** Of what is none, was told before, or was given up: a container that is told so has nothing more to do. */
function refused(): MusterError {
  return new MusterError("UNAUTHENTICATED", "No container of the pool has this key.", { reason: "POOL_KEY_INVALID" });
}
