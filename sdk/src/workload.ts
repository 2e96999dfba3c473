import { messageOf, type TaskAbortError } from "./errors.js";
import type { Logger } from "./logger.js";
import type { Lease, Reports } from "./reports.js";
import type { Assignment, TaskContext } from "./task-context.js";
import { TaskRun } from "./task-run.js";
import { settlesWithin } from "./wait.js";

/** How long an assignment waits for a slot before it is handed back: well below the 10 s in which it must be accepted. */
const maxHoldMs = 3_000;

export type Work = (context: TaskContext) => unknown;

export interface WorkloadOptions {
  /** Most handlers at a time. */
  readonly concurrency: number;
  readonly reports: Reports;
  readonly logger: Logger;
  /** What runs this assignment; null when nothing does. */
  workFor(assignment: Assignment): Work | null;
}

/** All that an agent works on: accepts what fits in its slots, runs it, and knows what is under way. */
export class Workload {
  readonly #options: WorkloadOptions;
  /** Accepted and not settled: their leases need heartbeats. */
  readonly #open = new Set<TaskRun>();
  /** Every accept, run and report under way. */
  readonly #pending = new Set<Promise<void>>();
  #waiting: Assignment[] = [];
  #holdTimer: ReturnType<typeof setTimeout> | undefined;
  /** Slots taken: by accepts under way and by handlers that have not returned. */
  #taken = 0;
  #closed = false;

  constructor(options: WorkloadOptions) {
    this.#options = options;
  }

  /** Share of the slots taken, 0 to 1. */
  get load(): number {
    return Math.min(1, this.#taken / this.#options.concurrency);
  }

  /** What is accepted and not settled. */
  get open(): readonly TaskRun[] {
    return [...this.#open];
  }

  /** Takes what was assigned: one accept for all that fits, the rest waits for a slot. */
  offer(assignments: readonly Assignment[]): void {
    const known = assignments.filter((assignment) => this.#options.workFor(assignment) !== null);
    const unknown = assignments.filter((assignment) => !known.includes(assignment));
    if (unknown.length > 0) this.#handBack(unknown, "This agent has no handler for the kind.");
    if (this.#closed) return this.#handBack(known, "The agent stops.");
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
    if (waiting.length > 0) this.#handBack(waiting, "The agent stops.");
  }

  /** Resolves with whether everything was settled within `ms`. After `close` only. */
  async settles(ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    // An accept that is answered adds its runs: so again until nothing is pending.
    while (this.#pending.size > 0) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0 || !(await settlesWithin(Promise.all(this.#pending), leftMs))) return false;
    }
    return true;
  }

  #admit(): void {
    const batch = this.#waiting.splice(0, Math.max(0, this.#options.concurrency - this.#taken));
    if (batch.length > 0) this.#track(this.#accept(batch));
    if (this.#waiting.length === 0) this.forgetWaiting();
    else this.#holdTimer ??= setTimeout(() => this.#expire(), maxHoldMs);
  }

  #expire(): void {
    const waiting = this.#waiting;
    this.forgetWaiting();
    this.#handBack(waiting, "All slots of the agent are taken.");
  }

  async #accept(batch: readonly Assignment[]): Promise<void> {
    this.#taken += batch.length;
    const started = new Set<Assignment>();
    try {
      const outcomes = await this.#options.reports.accept(batch.map(leaseOf));
      for (const [index, assignment] of batch.entries()) {
        if (outcomes[index] !== "APPLIED") continue;
        started.add(assignment);
        this.#start(assignment);
      }
    } catch (error) {
      this.#options.logger.warn("Assignments not accepted", { count: batch.length, error: messageOf(error) });
    } finally {
      this.#free(batch.length - started.size);
    }
  }

  #start(assignment: Assignment): void {
    const { reports, logger, workFor } = this.#options;
    const work = workFor(assignment);
    const run = new TaskRun({
      assignment,
      reports,
      logger,
      work: (context) => {
        if (work === null) throw new Error(`No handler for ${assignment.task.kind}.`);
        return work(context);
      },
    });
    this.#open.add(run);
    this.#track(run.settled.then(() => void this.#open.delete(run)));
    void run.run().then(() => this.#free(1));
  }

  #free(slots: number): void {
    this.#taken -= slots;
    if (!this.#closed) this.#admit();
  }

  #handBack(assignments: readonly Assignment[], reason: string): void {
    const failed = (error: unknown): void =>
      this.#options.logger.warn("Assignments not handed back", { count: assignments.length, error: messageOf(error) });
    this.#track(this.#options.reports.reject(assignments.map(leaseOf), reason).catch(failed));
  }

  /** `work` must not reject. */
  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#pending.delete(tracked));
    this.#pending.add(tracked);
  }
}

function leaseOf({ task, leaseToken }: Assignment): Lease {
  return { taskId: task.id, leaseToken };
}
