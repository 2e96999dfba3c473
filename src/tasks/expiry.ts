import { Batcher } from "../platform/batcher.js";
import type { Database, Statement } from "../platform/db/database.js";
import { cancellation, tellEnded } from "./endings.js";
import type { Failures } from "./failures.js";
import type { HandBacks } from "./hand-backs.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import { keyOfLease } from "./lease-outcomes.js";
import type { TaskSignals } from "./signals.js";
import { findUnacceptedOf } from "./sql/adopt-leases.sql.js";
import { cancelOverdueTasks } from "./sql/cancel-tasks.sql.js";
import { findExpiredLeases, findTimedOutTasks } from "./sql/find-expired-leases.sql.js";
import { dropIdempotencyKeys } from "./sql/find-idempotency-keys.sql.js";
import type { Try } from "./sql/find-tries.sql.js";
import type { TaskStatus } from "./states.js";

/** What the reaper did with a lease: whom to tell, and whom to blame. */
export interface ReapedLease {
  readonly taskId: string;
  readonly agentId: string;
  readonly sessionId: string | null;
  readonly why: "ACK_TIMEOUT" | "LEASE_LOST" | "TIMEOUT" | "DEADLINE";
}

interface ExpiredLease extends Try {
  readonly tenantId: string;
  readonly agentId: string;
  readonly sessionId: string | null;
  readonly status: TaskStatus;
}

export interface EndedSession {
  readonly sessionId: string;
  readonly agentId: string;
}

export interface ExpiryParts {
  readonly database: Database;
  readonly failures: Failures;
  readonly handBacks: HandBacks;
  readonly signals: TaskSignals;
  readonly announce: Announce;
}

const batchSize = 500;

/** Ends what time has ended. Every method does one bounded batch and may run on any number of replicas at once. */
export class Expiry {
  readonly #parts: ExpiryParts;
  /** A replica's agents may all leave at once. */
  readonly #releases: Batcher<EndedSession, void>;

  constructor(parts: ExpiryParts) {
    this.#parts = parts;
    const run = (sessions: readonly EndedSession[]) => this.#release(sessions);
    this.#releases = new Batcher({ run, maxWeight: batchSize, maxRuns: 1, maxWaiting: 100_000 });
  }

  /** Offers again what was not accepted in time; fails the tries whose agent went silent. */
  async reapLeases(): Promise<ReapedLease[]> {
    const expired = await this.#find(findExpiredLeases);
    const waiting = expired.filter(({ status }) => status === "ASSIGNED");
    const running = expired.filter(({ status }) => status === "RUNNING");
    const handedBack = await this.#parts.handBacks.run(
      waiting.map(({ taskId, leaseToken }) => ({
        taskId,
        leaseToken,
        agentId: null,
        reason: "ACK_TIMEOUT",
        message: null,
        onlyIfExpired: true,
      })),
    );
    const failed = await this.#parts.failures.run(
      running.map((lease) => ({
        ...lease,
        reason: "LEASE_LOST",
        message: "The agent went silent and its lease ended.",
        retryable: true,
        onlyIfExpired: true,
      })),
    );
    return [...reaped(waiting, handedBack, "ACK_TIMEOUT"), ...reaped(running, failed, "LEASE_LOST")];
  }

  /** Fails the tries that ran too long. */
  async reapTimeouts(): Promise<ReapedLease[]> {
    const late = await this.#find(findTimedOutTasks);
    const failed = await this.#parts.failures.run(
      late.map((lease) => ({
        ...lease,
        reason: "TIMEOUT",
        message: "The try ran longer than the task's timeoutMs.",
        retryable: true,
        onlyIfExpired: true,
      })),
    );
    return reaped(late, failed, "TIMEOUT");
  }

  /** Cancels open tasks whose deadline has passed. */
  async reapDeadlines(): Promise<ReapedLease[]> {
    const moved = await this.#parts.database.query<MovedLease & { wasHeld: boolean }>(cancelOverdueTasks, [batchSize]);
    this.#parts.announce(headsOf(moved));
    const held = moved.filter(({ wasHeld }) => wasHeld);
    tellReleased(this.#parts.signals, held, "CANCELLED");
    tellEnded(this.#parts.signals, moved, () => ({ error: cancellation("DEADLINE") }));
    return held.flatMap(({ taskId, agentId, sessionId }) =>
      agentId === null ? [] : [{ taskId, agentId, sessionId, why: "DEADLINE" }],
    );
  }

  /** Hands back what ended sessions had not accepted. What they run stays theirs until the lease ends: they may come back. */
  async releaseSessions(sessions: readonly EndedSession[]): Promise<void> {
    await Promise.all(sessions.map((session) => this.#releases.add(session)));
  }

  async #release(sessions: readonly EndedSession[]): Promise<void[]> {
    const leases = await this.#parts.database.query<{ taskId: string; leaseToken: string }>(findUnacceptedOf, [
      sessions.map(({ sessionId }) => sessionId),
      sessions.map(({ agentId }) => agentId),
    ]);
    await this.#parts.handBacks.run(
      leases.map((lease) => ({
        ...lease,
        agentId: null,
        reason: "DISCONNECTED",
        message: null,
        onlyIfExpired: false,
      })),
    );
    return sessions.map(() => undefined);
  }

  /** Drops idempotency keys whose day is over; answers how many. */
  async dropOldKeys(): Promise<number> {
    const rows = await this.#parts.database.query(dropIdempotencyKeys, [batchSize]);
    return rows.length;
  }

  #find(statement: Statement): Promise<ExpiredLease[]> {
    return this.#parts.database.query<ExpiredLease>(statement, [batchSize]);
  }
}

function reaped(leases: readonly ExpiredLease[], moved: readonly MovedLease[], why: ReapedLease["why"]): ReapedLease[] {
  const did = new Set(moved.map(keyOfLease));
  return leases
    .filter((lease) => did.has(keyOfLease(lease)))
    .map(({ taskId, agentId, sessionId }) => ({ taskId, agentId, sessionId, why }));
}
