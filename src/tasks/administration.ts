import type { Principal } from "../identity/index.js";
import type { Database, Statement } from "../platform/db/database.js";
import { MusterError, notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import { taskPriorities, type Task, type TaskPriority } from "./model.js";
import type { TaskSignals } from "./signals.js";
import { cancelTask } from "./sql/cancel-tasks.sql.js";
import { prioritizeTask } from "./sql/prioritize-task.sql.js";
import { redriveTask } from "./sql/redrive-task.sql.js";
import { taskMoves, type TaskMove } from "./states.js";
import type { TaskStore } from "./store.js";

export interface AdministrationParts {
  readonly database: Database;
  readonly store: TaskStore;
  readonly signals: TaskSignals;
  readonly announce: Announce;
  /** Tells an agent to stop working on a task. */
  readonly tellAgent: (agentId: string, taskId: string, reason: string) => void;
}

/** A statement that takes the task's id and its tenant's before its own values, and the statuses that it works from. */
interface Change {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly from: readonly string[];
}

/** What people do with one task. */
export class Administration {
  readonly #parts: AdministrationParts;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
  }

  async cancel(principal: Principal, id: string): Promise<Task> {
    const moved = await this.#move<{ wasHeld: boolean }>(principal, id, {
      statement: cancelTask,
      values: [principal.id],
      from: taskMoves.cancel.from,
    });
    if (moved.wasHeld) {
      tellReleased(this.#parts.signals, [moved], "CANCELLED");
      if (moved.agentId !== null) this.#parts.tellAgent(moved.agentId, id, "The task was cancelled.");
    }
    return this.#read(principal, id);
  }

  async redrive(principal: Principal, id: string): Promise<Task> {
    const moved = await this.#move<{ priority: number }>(principal, id, {
      statement: redriveTask,
      values: [principal.id],
      from: taskMoves.redrive.from,
    });
    const { tenantId, poolId, priority } = moved;
    this.#parts.signals.queued.emit([{ taskId: id, tenantId, poolId, priority, direct: false }]);
    return this.#read(principal, id);
  }

  async setPriority(principal: Principal, id: string, priority: TaskPriority): Promise<Task> {
    await this.#move(principal, id, {
      statement: prioritizeTask,
      values: [taskPriorities.indexOf(priority), principal.id],
      from: waitingStatuses,
    });
    return this.#read(principal, id);
  }

  async #move<More>(principal: Principal, id: string, { statement, values, from }: Change) {
    if (!isId("task", id)) throw notFound("task", id);
    const [moved] = await this.#parts.database.query<MovedLease & More>(statement, [id, principal.tenantId, ...values]);
    if (!moved) throw await this.#refusal(principal, id, from);
    this.#parts.announce(headsOf([moved]));
    return moved;
  }

  async #refusal(principal: Principal, id: string, from: readonly string[]): Promise<MusterError> {
    const task = await this.#parts.store.get(principal.tenantId, id);
    if (!task) return notFound("task", id);
    return new MusterError("INVALID_STATE", `The task is ${task.status}; this needs ${from.join(" or ")}.`, {
      reason: "TASK_STATE_INVALID",
      path: ["id"],
    });
  }

  async #read(principal: Principal, id: string): Promise<Task> {
    const task = await this.#parts.store.get(principal.tenantId, id);
    if (!task) throw notFound("task", id);
    return task;
  }
}

const waitingStatuses = ["SCHEDULED", "QUEUED"] as const;

/** What a person may do with a task now, out of the table of moves. */
export type TaskAction = "CANCEL" | "REDRIVE" | "SET_PRIORITY";

const actions = {
  CANCEL: taskMoves["cancel" satisfies TaskMove].from,
  REDRIVE: taskMoves["redrive" satisfies TaskMove].from,
  SET_PRIORITY: waitingStatuses,
} as const satisfies Record<TaskAction, readonly string[]>;

export function allowedActions({ status }: Pick<Task, "status">): TaskAction[] {
  return (Object.keys(actions) as TaskAction[]).filter((action) =>
    (actions[action] as readonly string[]).includes(status),
  );
}
