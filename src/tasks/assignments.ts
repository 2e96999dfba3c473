import { Batcher } from "../platform/batcher.js";
import type { Database } from "../platform/db/database.js";
import { newLeaseToken } from "./lease-tokens.js";
import { headsOf, type Announce, type MovedLease } from "./lease-moves.js";
import type { Principal } from "../identity/index.js";
import type { Assignment, Lease } from "./model.js";
import type { OutputGuard } from "./output-guard.js";
import type { Seat } from "./seats.js";
import type { TaskSignals } from "./signals.js";
import { adoptLeases, findHeldTasks } from "./sql/adopt-leases.sql.js";
import { assignTasks } from "./sql/assign-tasks.sql.js";
import { claimBacklog } from "./sql/claim-backlog.sql.js";
import { findHeldAssignment, findHeldLeases } from "./sql/find-held-assignment.sql.js";
import { queueDueTasks } from "./sql/queue-due-tasks.sql.js";
import { taskOf, type TaskRow } from "./task-row.js";

/** A task that the dispatcher would give to a session. */
export interface Offer {
  readonly taskId: string;
  readonly poolId: string;
  readonly agentId: string;
  readonly sessionId: string;
}

interface NewSession {
  readonly agentId: string;
  readonly sessionId: string;
}

type AssignedRow = TaskRow & Pick<Assignment, "sessionId" | "leaseToken" | "inputBytes">;

interface AssignmentParts {
  readonly database: Database;
  readonly signals: TaskSignals;
  readonly announce: Announce;
  readonly guard: OutputGuard;
  readonly ackTimeoutMs: number;
}

/** What the dispatcher and the feeder do with tasks. */
export class Assignments {
  readonly #parts: AssignmentParts;
  readonly #adoptions: Batcher<NewSession, string[]>;

  constructor(parts: AssignmentParts) {
    this.#parts = parts;
    const run = (sessions: readonly NewSession[]) => this.#adopt(sessions);
    this.#adoptions = new Batcher({ run, maxWeight: 500, maxRuns: 1, maxWaiting: 100_000 });
  }

  /** Move `assign`, for each task at most one offer. Answers what was still to be had. */
  async assign(offers: readonly Offer[]): Promise<Assignment[]> {
    const rows = await this.#parts.database.query<AssignedRow>(assignTasks, [
      offers.map(({ taskId }) => taskId),
      offers.map(({ poolId }) => poolId),
      offers.map(({ agentId }) => agentId),
      offers.map(({ sessionId }) => sessionId),
      offers.map(newLeaseToken),
      this.#parts.ackTimeoutMs,
    ]);
    return this.#told(rows);
  }

  /**
   * Move `assign` for what waits longest in a pool's backlog, at most a task per seat. What is known to be gone is passed by:
   * tasks with ids up to those of `after`, by priority from LOW on.
   */
  async claimBacklog(poolId: string, seats: readonly Seat[], after: readonly string[]): Promise<Assignment[]> {
    const rows = await this.#parts.database.query<AssignedRow>(claimBacklog, [
      poolId,
      seats.map(({ agentId }) => agentId),
      seats.map(({ sessionId }) => sessionId),
      seats.map(newLeaseToken),
      this.#parts.ackTimeoutMs,
      after,
    ]);
    return this.#told(rows);
  }

  #told(rows: readonly AssignedRow[]): Assignment[] {
    this.#parts.announce(rows.map(({ id, tenantId, eventSeq }) => ({ tenantId, streamId: id, seq: eventSeq })));
    for (const { id, kind } of rows) this.#parts.guard.remember(id, kind);
    return rows.map(assignmentOf);
  }

  /** Gives a new session what the agent's ended sessions left running; answers the task ids. */
  adopt(agentId: string, sessionId: string): Promise<readonly string[]> {
    return this.#adoptions.add({ agentId, sessionId });
  }

  async #adopt(sessions: readonly NewSession[]): Promise<string[][]> {
    const rows = await this.#parts.database.query<{ id: string; sessionId: string }>(adoptLeases, [
      sessions.map(({ agentId }) => agentId),
      sessions.map(({ sessionId }) => sessionId),
    ]);
    const bySession = new Map<string, string[]>(sessions.map(({ sessionId }) => [sessionId, []]));
    for (const { id, sessionId } of rows) bySession.get(sessionId)?.push(id);
    return [...bySession.values()];
  }

  /** Of these, the tasks that the sessions still hold. */
  async stillHeld(holdings: readonly { taskId: string; sessionId: string }[]): Promise<Set<string>> {
    const rows = await this.#parts.database.query<{ id: string }>(findHeldTasks, [
      holdings.map(({ taskId }) => taskId),
      holdings.map(({ sessionId }) => sessionId),
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** The task as its agent holds it, accepted or not; null when the agent holds it no more. */
  async heldBy({ tenantId, id }: Principal, taskId: string): Promise<Assignment | null> {
    const [row] = await this.#parts.database.query<AssignedRow>(findHeldAssignment, [taskId, tenantId, id]);
    return row ? assignmentOf(row) : null;
  }

  /** Of these leases, the tokens of those that hold. */
  async stillLeased(leases: readonly Lease[]): Promise<Set<string>> {
    const rows = await this.#parts.database.query<{ leaseToken: string }>(findHeldLeases, [
      leases.map(({ taskId }) => taskId),
      leases.map(({ leaseToken }) => leaseToken),
    ]);
    return new Set(rows.map(({ leaseToken }) => leaseToken));
  }

  /** Move `due`, at most `limit` tasks; answers how many. */
  async queueDue(limit: number): Promise<number> {
    const moved = await this.#parts.database.query<MovedLease & { priority: number }>(queueDueTasks, [limit]);
    this.#parts.announce(headsOf(moved));
    return moved.length;
  }
}

function assignmentOf({ sessionId, leaseToken, inputBytes, ...row }: AssignedRow): Assignment {
  const task = taskOf(row);
  // The table's CHECK gives every assigned task an end of its lease.
  const leaseExpiresAt = task.leaseExpiresAt as Date;
  return { task, leaseToken, attempt: task.attempt, leaseExpiresAt, sessionId, inputBytes };
}
