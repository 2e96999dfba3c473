import type { TaskAssignmentsSubscription } from "./generated/graphql.js";
import type { Logger } from "./logger.js";

/** A task offered to this agent, as it came. */
export type Assignment = TaskAssignmentsSubscription["taskAssignments"]["assignments"][number];

/** What a handler is told of its task. */
export type AssignedTask = Assignment["task"];

/** What a handler has beside its input. */
export interface TaskContext {
  readonly task: AssignedTask;
  /** Which try this is, from 1. */
  readonly attempt: number;
  /** Aborted when the work is no longer wanted; its `reason` is a TaskAbortError. What the handler returns then is dropped. */
  readonly signal: AbortSignal;
  /** Writes with the task's id and the try. */
  readonly logger: Logger;
  /** Says how far it is: share done, 0 to 100, and in words. Frequent reports are thinned out; the latest always arrives. */
  progress(percent: number | null, message?: string): void;
  /**
   * Appends to the task's output stream, in order, each piece once whatever becomes of the connection. Await it: it
   * resolves when more may be written. Rejects when the stream can no longer be stored.
   */
  write(chunk: string): Promise<void>;
  /** What this try cost, 0 or more, in the tenant's unit of account; the last call counts. */
  setCost(cost: number): void;
}

/** Works on tasks of one kind: gets the task's input, returns its output, throws to fail the try. */
export type TaskHandler<Input = unknown, Output = unknown> = (
  input: Input,
  context: TaskContext,
) => Output | Promise<Output>;

/** Works on tasks of any kind that has no handler of its own. */
export type AssignmentCallback = (assignment: Assignment, context: TaskContext) => unknown;
