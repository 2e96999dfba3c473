import type { Principal } from "../identity/index.js";
import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { decideRetry, type BackoffConfig } from "./backoff.js";
import { tellEnded } from "./endings.js";
import { storable } from "./json-value.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import { explain, heldBy, keyOfLease, refusal } from "./lease-outcomes.js";
import type { Lease, TaskErrorReason } from "./model.js";
import type { TaskSignals } from "./signals.js";
import { failTasks } from "./sql/fail-tasks.sql.js";
import { findTries, type Try } from "./sql/find-tries.sql.js";

export interface FailureReport extends Lease {
  readonly errorMessage: string;
  readonly retryable?: boolean | null | undefined;
}

/** A try that has failed, with the facts that decide what follows. */
export interface Failure extends Try {
  readonly reason: TaskErrorReason;
  readonly message: string;
  readonly retryable: boolean;
  /** Spares a lease that was extended since it was seen. */
  readonly onlyIfExpired: boolean;
}

export interface FailureParts {
  readonly database: Database;
  readonly signals: TaskSignals;
  readonly announce: Announce;
  readonly backoff: BackoffConfig;
  readonly now: () => Date;
}

type MovedFailure = MovedLease & {
  readonly reason: TaskErrorReason;
  readonly message: string;
  readonly retry_at: Date | null;
};

/** What is kept of an agent's words, and what a task's patterns see of them. */
const maxMessageChars = 4_000;

/** The moves `retry` and `quarantine`: decided by backoff.ts, written under the lease token's guard. */
export class Failures {
  readonly #parts: FailureParts;
  readonly #batcher: Batcher<Failure, MovedFailure | null>;

  constructor(parts: FailureParts) {
    this.#parts = parts;
    this.#batcher = new Batcher({
      run: (failures) => this.#fail(failures),
      maxWeight: 500,
      maxRuns: 2,
      maxWaiting: 20_000,
    });
  }

  /** An agent's report on its own lease. Throws NOT_FOUND, STALE_LEASE or INVALID_STATE where it does not hold. */
  async report(agent: Principal, report: FailureReport): Promise<void> {
    const lease = heldBy(agent, report);
    const [found] = await this.#parts.database.query<Try>(findTries, [
      [lease.taskId],
      [lease.leaseToken],
      [lease.agentId],
    ]);
    const moved = found && (await this.run([this.#reported(found, report)]));
    const [result] = await explain(this.#parts.database, [lease], moved ?? []);
    if (result && result.outcome !== "APPLIED") throw refusal(result);
  }

  /** Answers those that moved. */
  async run(failures: readonly Failure[]): Promise<MovedLease[]> {
    const moved = await Promise.all(failures.map((failure) => this.#batcher.add(failure)));
    return moved.filter((one) => one !== null);
  }

  #reported(found: Try, { errorMessage, retryable }: FailureReport): Failure {
    return { ...found, reason: "REPORTED", message: errorMessage, retryable: retryable ?? true, onlyIfExpired: false };
  }

  async #fail(failures: readonly Failure[]): Promise<(MovedFailure | null)[]> {
    const now = this.#parts.now();
    const rows = failures.map((failure) => {
      const message = storable(failure.message, maxMessageChars);
      return {
        task_id: failure.taskId,
        lease_token: failure.leaseToken,
        reason: failure.reason,
        message,
        retry_at: decideRetry({ ...failure, message }, now, this.#parts.backoff),
        only_if_expired: failure.onlyIfExpired,
      };
    });
    const moved = await this.#parts.database.query<MovedFailure>(failTasks, [JSON.stringify(rows)]);
    this.#parts.announce(headsOf(moved));
    tellReleased(this.#parts.signals, moved, "FAILED");
    const isFinal = ({ status }: MovedFailure): boolean => status === "QUARANTINED";
    tellEnded(this.#parts.signals, moved.filter(isFinal), ({ reason, message }) => ({ error: { reason, message } }));
    for (const { retry_at: retryAt } of moved) this.#parts.signals.feedable.emit(retryAt ?? now);
    const byLease = new Map(moved.map((row) => [keyOfLease(row), row]));
    return failures.map((failure) => {
      const row = byLease.get(keyOfLease(failure)) ?? null;
      byLease.delete(keyOfLease(failure));
      return row;
    });
  }
}
