import { taskPriorities } from "../../src/tasks/model.js";
import { mayMove, taskMoves, type TaskMove, type TaskStatus } from "../../src/tasks/states.js";
import type { Cluster } from "../support/cluster.js";

export interface LoggedEvent {
  readonly streamId: string;
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A task as its row has it, or as its events tell. */
export interface Standing {
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly agentId: string | null;
  readonly priority: string;
  readonly seq: number;
  /** What a handler gave back: the try and the agent that it was. */
  readonly output: unknown;
}

export interface TaskRow extends Standing {
  readonly id: string;
  readonly input: { readonly creation: number };
}

/** The whole log, in the order of the tenant's feed. */
export function readEvents(cluster: Cluster): Promise<LoggedEvent[]> {
  return cluster.rows('SELECT stream_id AS "streamId", seq, type, data FROM events ORDER BY tenant_id, position');
}

export async function readTasks(cluster: Cluster): Promise<TaskRow[]> {
  const rows = await cluster.rows<Omit<TaskRow, "priority"> & { priority: number }>(
    `SELECT id, status, attempt, agent_id AS "agentId", priority, event_seq AS seq, input, output FROM tasks`,
  );
  return rows.map((row) => ({ ...row, priority: taskPriorities[row.priority] ?? "" }));
}

/** The events by stream, in the order given. */
export function streamsOf(events: readonly LoggedEvent[]): Map<string, LoggedEvent[]> {
  const streams = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.streamId);
    if (stream) stream.push(event);
    else streams.set(event.streamId, [event]);
  }
  return streams;
}

const moves: Readonly<Record<string, TaskMove>> = {
  TASK_ASSIGNED: "assign",
  TASK_STARTED: "accept",
  TASK_COMPLETED: "complete",
  TASK_FAILED: "retry",
  TASK_QUARANTINED: "quarantine",
};

/** What a task's events say that it is. Throws where one of them could not follow the one before. */
export function fold(events: readonly LoggedEvent[]): Standing {
  const [created, ...rest] = events;
  if (created?.type !== "TASK_CREATED") throw new Error(`A stream begins with ${created?.type}.`);
  const { status, priority } = created.data as Pick<Standing, "status" | "priority">;
  const first: Standing = { status, priority, attempt: 0, agentId: null, seq: created.seq, output: null };
  return rest.reduce(apply, first);
}

function apply(standing: Standing, { seq, type, data, streamId }: LoggedEvent): Standing {
  if (type === "TASK_PROGRESSED") return { ...standing, seq };
  const isHandBack = type === "TASK_QUEUED" && data["reason"] !== "DUE";
  const move = type === "TASK_QUEUED" ? (isHandBack ? "handBack" : "due") : moves[type];
  if (move === undefined) throw new Error(`${streamId}: nobody asked for ${type}.`);
  if (!mayMove(move, standing.status)) throw new Error(`${streamId}: ${type} at ${seq} follows ${standing.status}.`);
  const { agentId, attempt } = { ...standing, ...data };
  return {
    ...standing,
    seq,
    agentId,
    status: taskMoves[move].to,
    attempt: isHandBack ? standing.attempt - 1 : attempt,
    output: move === "complete" ? { attempt, agentId } : null,
  };
}
