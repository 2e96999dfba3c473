import { taskPriorities, type Assignment, type Task, type TaskOrigin, type TaskPriority } from "./model.js";
import type { TaskPool } from "./pools.js";
import type { Seat } from "./seats.js";
import type { TaskStatus } from "./states.js";
import type { ReadyTask } from "./validate.js";

/** A task on its way into the database. */
export interface NewTask {
  readonly id: string;
  readonly ready: ReadyTask;
  readonly pool: TaskPool;
  readonly createdBy: string;
  /** null unless it is of a run. */
  readonly origin: TaskOrigin | null;
}

/** The seat that a new task gets, and the lease token for it. */
export interface Place {
  readonly seat: Seat;
  readonly leaseToken: string;
}

/** What `create-tasks` answers. */
export interface CreatedRow {
  readonly id: string;
  readonly status: TaskStatus;
  readonly dueAt: Date;
  readonly createdAt: Date;
  /** Of a task that was placed. */
  readonly leaseExpiresAt: Date | null;
}

/**
 * The first two parameters of `create-tasks`: the rows, and what many of them have in common, their shapes. What is null or
 * empty need not be sent.
 */
export function newRows(tasks: readonly NewTask[], places: ReadonlyMap<string, Place>): [rows: string, shapes: string] {
  const shapes = new Map<string, ReturnType<typeof shapeOf>>();
  const sandboxes = new Map<string, number>();
  const rows = tasks.map((task) => {
    const { pool, ready, createdBy } = task;
    const retry = ready.retry ? JSON.stringify(ready.retry) : "";
    const key = `${pool.id} ${ready.priority} ${ready.maxRetries} ${ready.timeoutMs} ${createdBy} ${retry} ${numberOf(ready.sandbox, sandboxes)}`;
    const shape = shapes.get(key) ?? shapeOf(task, shapes.size);
    shapes.set(key, shape);
    return newRow(task, shape.shape, places.get(task.id));
  });
  return [JSON.stringify(rows), JSON.stringify([...shapes.values()])];
}

function shapeOf({ ready, pool, createdBy }: NewTask, shape: number) {
  return {
    shape,
    tenant_id: pool.tenantId,
    kind: ready.kind,
    pool_id: pool.id,
    priority: ready.priority,
    required_capabilities: ready.capabilities,
    max_retries: ready.maxRetries,
    timeout_ms: ready.timeoutMs,
    created_by: createdBy,
    retry: ready.retry ?? undefined,
    sandbox: ready.sandbox?.spec,
  };
}

/** The same for sandboxes that are the same: they may be long, and a key of them longer. */
function numberOf(sandbox: ReadyTask["sandbox"], known: Map<string, number>): number {
  if (!sandbox) return 0;
  const number = known.get(sandbox.text) ?? known.size + 1;
  known.set(sandbox.text, number);
  return number;
}

function newRow({ id, ready, origin }: NewTask, shape: number, place: Place | undefined) {
  const { idempotencyKey, labels } = ready;
  return {
    id,
    shape,
    input: ready.input,
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    scheduled_at: ready.scheduledAt ?? undefined,
    deadline_at: ready.deadlineAt ?? undefined,
    idempotency_key: idempotencyKey ?? undefined,
    input_hash: idempotencyKey === null ? undefined : ready.inputHash,
    agent_id: place?.seat.agentId,
    session_id: place?.seat.sessionId,
    lease_token: place?.leaseToken,
    run_id: origin?.runId,
    step_key: origin?.stepKey,
  };
}

/** The task as the move `create` left it: an assignment in the same statement is a move of its own, with its own event. */
export function createdTask({ id, ready, pool, origin }: NewTask, row: CreatedRow): Task {
  return {
    id,
    tenantId: pool.tenantId,
    kind: ready.kind,
    poolId: pool.id,
    status: row.status === "ASSIGNED" ? "QUEUED" : row.status,
    // An index of the list: readyTask took it from there.
    priority: taskPriorities[ready.priority] as TaskPriority,
    requiredCapabilities: ready.capabilities,
    input: ready.input,
    output: null,
    labels: ready.labels,
    attempt: 0,
    maxRetries: ready.maxRetries,
    timeoutMs: ready.timeoutMs,
    dueAt: row.dueAt,
    deadlineAt: ready.deadlineAt,
    agentId: null,
    leaseExpiresAt: null,
    progressPercent: null,
    progressMessage: null,
    lastError: null,
    cost: null,
    eventSeq: 1,
    outputSeq: 0,
    createdAt: row.createdAt,
    startedAt: null,
    finishedAt: null,
    runId: origin?.runId ?? null,
    stepKey: origin?.stepKey ?? null,
  };
}

/** A task as it was created, and what was asked for. */
export interface CreatedTask {
  readonly task: Task;
  readonly ready: ReadyTask;
  readonly row: CreatedRow;
}

/** The assignment of a task that was placed as it was created. */
export function placedAssignment({ task, ready, row }: CreatedTask, { seat, leaseToken }: Place): Assignment {
  const { agentId, sessionId } = seat;
  // The table's CHECK gives every assigned task an end of its lease.
  const leaseExpiresAt = row.leaseExpiresAt as Date;
  const placed: Task = { ...task, status: "ASSIGNED", attempt: 1, agentId, leaseExpiresAt, eventSeq: 2 };
  return { task: placed, leaseToken, attempt: 1, leaseExpiresAt, sessionId, inputBytes: ready.inputBytes };
}
