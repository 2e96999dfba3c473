import type { Principal } from "../identity/index.js";
import type { Database, Statement } from "../platform/db/database.js";
import { MusterError, notFound } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { cancellation, tellEnded } from "./endings.js";
import { headsOf, tellReleased, type Announce, type MovedLease } from "./lease-moves.js";
import { taskPriorities, type Task, type TaskPriority } from "./model.js";
import type { TaskSignals } from "./signals.js";
import { cancelTask, cancelTasks } from "./sql/cancel-tasks.sql.js";
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
  /** Whether it is for the run to say, where the task is of one. */
  readonly isOfRun?: true;
}

type Cancelled = MovedLease & { readonly wasHeld: boolean };

/** A statement of more would hold its locks for too long. */
const maxCancelled = 1_000;

/** What people do with one task. */
export class Administration {
  readonly #parts: AdministrationParts;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
  }

  async cancel(principal: Principal, id: string): Promise<Task> {
    const moved = await this.#move<Cancelled>(principal, id, {
      statement: cancelTask,
      values: [principal.id],
      from: taskMoves.cancel.from,
    });
    this.#tellCancelled([moved]);
    return this.#read(principal, id);
  }

  /** Cancels those of the tasks that are open. */
  async cancelMany(tenantId: string, ids: readonly string[], by: string | null): Promise<void> {
    for (let from = 0; from < ids.length; from += maxCancelled) {
      const some = ids.slice(from, from + maxCancelled);
      const moved = await this.#parts.database.query<Cancelled>(cancelTasks, [some, tenantId, by]);
      this.#parts.announce(headsOf(moved));
      this.#tellCancelled(moved);
    }
  }

  async redrive(principal: Principal, id: string): Promise<Task> {
    const moved = await this.#move<MovedLease & { priority: number }>(principal, id, {
      statement: redriveTask,
      values: [principal.id],
      from: taskMoves.redrive.from,
      isOfRun: true,
    });
    const { tenantId, poolId, priority } = moved;
    this.#parts.signals.queued.emit([{ taskId: id, tenantId, poolId, priority, direct: false }]);
    return this.#read(principal, id);
  }

  async setPriority(principal: Principal, id: string, priority: TaskPriority): Promise<Task> {
    await this.#move<MovedLease>(principal, id, {
      statement: prioritizeTask,
      values: [taskPriorities.indexOf(priority), principal.id],
      from: waitingStatuses,
    });
    return this.#read(principal, id);
  }

  #tellCancelled(moved: readonly Cancelled[]): void {
    const { signals, tellAgent } = this.#parts;
    const held = moved.filter(({ wasHeld }) => wasHeld);
    const error = cancellation("REQUESTED");
    tellReleased(signals, held, "CANCELLED");
    for (const { agentId, taskId } of held) if (agentId !== null) tellAgent(agentId, taskId, error.message);
    tellEnded(signals, moved, () => ({ error }));
  }

  async #move<Moved extends MovedLease>(principal: Principal, id: string, change: Change): Promise<Moved> {
    if (!isId("task", id)) throw notFound("task", id);
    const values = [id, principal.tenantId, ...change.values];
    const [moved] = await this.#parts.database.query<Moved>(change.statement, values);
    if (!moved) throw await this.#refusal(principal, id, change);
    this.#parts.announce(headsOf([moved]));
    return moved;
  }

  async #refusal(principal: Principal, id: string, { from, isOfRun }: Change): Promise<MusterError> {
    const task = await this.#parts.store.get(principal.tenantId, id);
    if (!task) return notFound("task", id);
    if (isOfRun && task.runId !== null) return taskOfRun(task.runId);
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

function taskOfRun(runId: string): MusterError {
  return new MusterError("INVALID_STATE", `The task is of the run ${runId}; retryWorkflowRun does its step again.`, {
    reason: "TASK_OF_RUN",
    path: ["id"],
  });
}

const waitingStatuses = ["SCHEDULED", "QUEUED"] as const;

/** What a person may do with a task now, out of the table of moves. */
export type TaskAction = "CANCEL" | "REDRIVE" | "SET_PRIORITY";

const actions = {
  CANCEL: taskMoves["cancel" satisfies TaskMove].from,
  REDRIVE: taskMoves["redrive" satisfies TaskMove].from,
  SET_PRIORITY: waitingStatuses,
} as const satisfies Record<TaskAction, readonly string[]>;

export function allowedActions({ status, runId }: Pick<Task, "status" | "runId">): TaskAction[] {
  return (Object.keys(actions) as TaskAction[]).filter(
    (action) => (actions[action] as readonly string[]).includes(status) && !(action === "REDRIVE" && runId !== null),
  );
}
