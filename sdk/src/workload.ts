import type { Acceptance, Lease } from "./acceptance.js";
import { defer, type Deferred } from "./deferred.js";
import { messageOf, TaskAbortError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { Reports } from "./reports.js";
import type { Assignment } from "./task-context.js";
import { TaskRun, type Offer, type Work } from "./task-run.js";
import { afterThisTurn } from "./turn.js";
import { settlesWithin } from "./wait.js";

/** How long an assignment waits for a slot before it is handed back: well below the 10 s in which it must be accepted. */
const maxHoldMs = 3_000;

export interface WorkloadOptions {
  /** Most handlers at a time. */
  readonly concurrency: number;
  /** Whether a handler waits for the accept's answer. */
  readonly acceptFirst: boolean;
  readonly reports: Reports;
  readonly logger: Logger;
  /** What runs this assignment; null when nothing does. */
  workFor(assignment: Assignment): Work | null;
}

/** All that an agent works on: accepts what fits in its slots, runs it, and knows what is under way. */
export class Workload {
  readonly #options: WorkloadOptions;
  /** Started and not settled. */
  readonly #open = new Set<TaskRun>();
  /** Tokens of the leases that are accepted and not settled, or are about to be. */
  readonly #tokens = new Set<string>();
  #waiting: Offer[] = [];
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  /** Accepts and rejects that are not answered. */
  #unanswered = 0;
  /** Resolves when nothing is open and nothing unanswered; there is one once somebody waits for that. */
  #idle: Deferred<void> | null = null;
  /** Slots taken: by accepts whose handlers wait for them, and by handlers that have not returned. */
  #taken = 0;
  #closed = false;

  constructor(options: WorkloadOptions) {
    this.#options = options;
  }

  /** Share of the slots taken, 0 to 1. */
  get load(): number {
    return Math.min(1, this.#taken / this.#options.concurrency);
  }

  /** What is accepted and not settled: its leases need heartbeats. What is not accepted has no lease to extend yet. */
  get held(): readonly TaskRun[] {
    return [...this.#open].filter((run) => run.isHeld);
  }

  /** Takes what was assigned: one accept for all that fits, the rest waits for a slot. */
  offer(assignments: readonly Assignment[]): void {
    const known: Offer[] = [];
    const unknown: Lease[] = [];
    const offeredAt = performance.now();
    for (const assignment of assignments) {
      const work = this.#options.workFor(assignment);
      const lease = { taskId: assignment.task.id, leaseToken: assignment.leaseToken };
      // Who works on one task alone is given it again with each session.
      if (this.#tokens.has(lease.leaseToken)) continue;
      if (work === null) unknown.push(lease);
      else known.push({ assignment, lease, work, offeredAt });
    }
    if (unknown.length > 0) this.#handBack(unknown, "This agent has no handler for the kind.");
    if (this.#closed) return this.#handBack(known.map(leaseOf), "The agent stops.");
    this.#waiting.push(...known);
    this.#admit();
  }

  /** Forgets what waits: its session has ended, so the server has taken it back. */
  forgetWaiting(): void {
    clearTimeout(this.#holdTimer);
    this.#holdTimer = undefined;
    this.#waiting = [];
  }

  /** Stops the work on a task. */
  abort(taskId: string, reason: TaskAbortError): void {
    for (const run of this.#open) if (run.lease.taskId === taskId) run.abort(reason);
  }

  /** Stops all work: what is not reported by others is reported as failed. */
  abortAll(reason: TaskAbortError): void {
    for (const run of this.#open) run.abort(reason);
  }

  /** Takes nothing more, and hands back what waits. */
  close(): void {
    this.#closed = true;
    const waiting = this.#waiting;
    this.forgetWaiting();
    this.#handBack(waiting.map(leaseOf), "The agent stops.");
  }

  /** Resolves with whether everything was settled within `ms`. After `close` only. */
  async settles(ms: number): Promise<boolean> {
    const idle = (this.#idle ??= defer<void>());
    this.#rest();
    return settlesWithin(idle.promise, ms);
  }

  #admit(): void {
    if (this.#waiting.length > 0) {
      const offers = this.#waiting.splice(0, Math.max(0, this.#options.concurrency - this.#taken));
      if (offers.length > 0) this.#accept(offers);
    }
    const [oldest] = this.#waiting;
    if (oldest === undefined) this.forgetWaiting();
    else this.#holdTimer ??= setTimeout(() => this.#expire(), oldest.offeredAt + maxHoldMs - performance.now());
  }

  /** Hands back what has waited too long; the oldest stands first. */
  #expire(): void {
    this.#holdTimer = undefined;
    const since = performance.now() - maxHoldMs;
    const fresh = this.#waiting.findIndex(({ offeredAt }) => offeredAt > since);
    const late = this.#waiting.splice(0, fresh === -1 ? Infinity : fresh);
    this.#handBack(late.map(leaseOf), "All slots of the agent are taken.");
    this.#admit();
  }

  #accept(offers: readonly Offer[]): void {
    const { reports, acceptFirst } = this.#options;
    this.#taken += offers.length;
    for (const { lease } of offers) this.#tokens.add(lease.leaseToken);
    const acceptance = reports.accept(offers.map(leaseOf));
    if (acceptFirst) return this.#track(acceptance.answered.then(() => this.#startHeld(offers, acceptance)));
    const runs = this.#runsOf(offers, acceptance);
    // Asked for before the runs do the same: what is refused is aborted before it goes on.
    this.#track(acceptance.answered.then(() => this.#abortRefused(runs, acceptance)));
    this.#start(runs);
  }

  #startHeld(offers: readonly Offer[], acceptance: Acceptance): void {
    const held = offers.filter(({ lease }) => acceptance.holds(lease));
    this.#warnOf(acceptance, offers.length);
    for (const { lease } of offers) if (!acceptance.holds(lease)) this.#tokens.delete(lease.leaseToken);
    this.#start(this.#runsOf(held, acceptance));
    this.#free(offers.length - held.length);
  }

  #abortRefused(runs: readonly TaskRun[], acceptance: Acceptance): void {
    this.#warnOf(acceptance, runs.length);
    for (const run of runs) {
      if (!run.isHeld) run.abort(new TaskAbortError("LEASE_LOST", "The task was taken back before it was accepted."));
    }
  }

  #warnOf({ failure }: Acceptance, count: number): void {
    if (failure !== null) this.#options.logger.warn("Assignments not accepted", { count, error: messageOf(failure) });
  }

  #runsOf(offers: readonly Offer[], acceptance: Acceptance): TaskRun[] {
    const { reports, logger } = this.#options;
    const host = {
      reports,
      logger,
      acceptance,
      onReturn: () => this.#free(1),
      onSettle: (run: TaskRun) => {
        this.#open.delete(run);
        this.#tokens.delete(run.lease.leaseToken);
        this.#rest();
      },
    };
    return offers.map((offer) => new TaskRun(offer, host));
  }

  #start(runs: readonly TaskRun[]): void {
    const startedAt = performance.now();
    for (const run of runs) {
      this.#open.add(run);
      void run.run();
    }
    // The handlers of short tasks have returned by then, and need no timer.
    afterThisTurn(() => {
      for (const run of runs) run.limit(startedAt);
    });
  }

  #free(slots: number): void {
    this.#taken -= slots;
    if (!this.#closed) this.#admit();
  }

  #handBack(leases: readonly Lease[], reason: string): void {
    if (leases.length === 0) return;
    const failed = (error: unknown): void =>
      this.#options.logger.warn("Assignments not handed back", { count: leases.length, error: messageOf(error) });
    this.#track(this.#options.reports.reject(leases, reason).catch(failed));
  }

  /** `answer` must not reject. */
  #track(answer: Promise<void>): void {
    this.#unanswered += 1;
    void answer.finally(() => {
      this.#unanswered -= 1;
      this.#rest();
    });
  }

  #rest(): void {
    if (this.#open.size === 0 && this.#unanswered === 0) this.#idle?.resolve();
  }
}

function leaseOf({ lease }: Offer): Lease {
  return lease;
}
