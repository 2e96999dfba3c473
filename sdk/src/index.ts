export { MusterAgent, type AgentEnd, type StopOptions } from "./agent.js";
export type { MusterAgentOptions } from "./agent-options.js";
export type { AgentEvent, FeedEvent, OutputChunk, TaskEvent } from "./client-feeds.js";
export {
  MusterClient,
  type Agent,
  type ApiKey,
  type CreatedTask,
  type FollowInput,
  type MusterClientOptions,
  type QueueStats,
  type Task,
  type TaskAttempt,
  type TaskKind,
  type Viewer,
} from "./client.js";
export {
  MusterConnectionError,
  MusterRequestError,
  NonRetryableError,
  TaskAbortError,
  type InputPath,
  type MusterErrorCode,
  type TaskAbortReason,
} from "./errors.js";
export type { Logger } from "./logger.js";
export type { AssignedTask, Assignment, AssignmentCallback, TaskContext, TaskHandler } from "./task-context.js";
export type { TokenSource } from "./token.js";
export { UserSession, type SignedInUser } from "./user-session.js";
export type { WebSocketConstructor } from "./web-socket.js";
export type {
  AgentFilter,
  AgentOrder,
  AgentStatus,
  CreateApiKeyInput,
  CreateTaskInput,
  DefineTaskKindInput,
  EventFilter,
  EventType,
  RegisterAgentInput,
  SignInInput,
  TaskErrorReason,
  TaskFilter,
  TaskOrder,
  TaskPriority,
  TaskStatus,
  UpdateAgentInput,
} from "./generated/graphql.js";
