import type { Database } from "../platform/db/database.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import type { TaskSignals } from "./signals.js";
import { handBackTasks } from "./sql/hand-back-tasks.sql.js";

/** An assignment that goes back to the queue. */
export interface HandBack {
  readonly taskId: string;
  readonly leaseToken: string;
  /** The agent that asks; null where it is not one. */
  readonly agentId: string | null;
  readonly reason: "REJECTED" | "ACK_TIMEOUT" | "DISCONNECTED";
  readonly message: string | null;
  /** Spares an assignment that was accepted or extended since it was seen. */
  readonly onlyIfExpired: boolean;
}

/** The move `handBack`, whoever causes it. */
export class HandBacks {
  readonly #database: Database;
  readonly #signals: TaskSignals;
  readonly #announce: Announce;

  constructor(parts: { database: Database; signals: TaskSignals; announce: Announce }) {
    this.#database = parts.database;
    this.#signals = parts.signals;
    this.#announce = parts.announce;
  }

  /** Answers those that moved. */
  async run(handBacks: readonly HandBack[]): Promise<MovedLease[]> {
    if (handBacks.length === 0) return [];
    const rows = handBacks.map(({ taskId, leaseToken, agentId, reason, message, onlyIfExpired }) => ({
      task_id: taskId,
      lease_token: leaseToken,
      agent_id: agentId,
      reason,
      message,
      only_if_expired: onlyIfExpired,
    }));
    const moved = await this.#database.query<MovedLease & { priority: number }>(handBackTasks, [JSON.stringify(rows)]);
    this.#announce(headsOf(moved));
    tellReleased(this.#signals, moved, "HANDED_BACK");
    this.#signals.queued.emit(
      moved.map(({ taskId, tenantId, poolId, priority }) => ({ taskId, tenantId, poolId, priority, direct: false })),
    );
    return moved;
  }
}
