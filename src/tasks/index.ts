/** Tasks: their catalogue, their life and the leases on them. docs/task-lifecycle.md tells it in prose. */
export { TaskService, type TaskConfig, type TaskServiceParts } from "./service.js";
export { allowedActions, type TaskAction } from "./administration.js";
export type { Offer } from "./assignments.js";
export type { ReapedLease } from "./expiry.js";
export type { FailureReport } from "./failures.js";
export type { DefineTaskKindInput } from "./kinds.js";
export type { Rejection } from "./leases.js";
export { checkJson, storable } from "./json-value.js";
export type {
  Assignment,
  Lease,
  LeaseOutcome,
  LeaseResult,
  Task,
  TaskAttempt,
  TaskError,
  TaskErrorReason,
  TaskKind,
  TaskOrigin,
  TaskPriority,
  TaskResult,
} from "./model.js";
export { taskPriorities, taskPriorityIndex } from "./model.js";
export type { TaskPool } from "./pools.js";
export type { PreparedTask, RunTaskInput, TaskCreator } from "./preparation.js";
export type { PoolStats, QueueStats } from "./queue-stats.js";
export { OldTasks, rowsDeleted } from "./old-tasks.js";
export { countDeletedTasks, deletedTasks, nobody, type DeletedTasks } from "./sql/delete-tasks.js";
export type { OutputReport, ProgressReport } from "./reports.js";
export type { RetryInput } from "./retry.js";
export type { InsertedTasks } from "./run-tasks.js";
export { checkEachOnce, refuseSandboxes, type SandboxCheck } from "./sandbox-checks.js";
export { compileSchema, SchemaCache } from "./schemas.js";
export type { HoldOptions, Seat, SeatSource } from "./seats.js";
export type { CancelReason, EndedTask, QueuedTask, ReleasedLease, TaskSignals } from "./signals.js";
export { taskMoves, taskStatuses, type TaskMove, type TaskStatus } from "./states.js";
export type { TaskColumn, TaskFilter, TaskListing, TaskOrder, TaskSelection } from "./listing.js";
export type { CreateTaskInput } from "./validate.js";
