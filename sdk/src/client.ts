import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parseAddress, type Address } from "./address.js";
import type { Beginning, ClientCalls, FollowInput } from "./client-calls.js";
import {
  agentEventsFeed,
  eventsFeed,
  presentOf,
  taskEventsFeed,
  taskOutputFeed,
  type AgentEvent,
  type FeedEvent,
  type OutputChunk,
  type TaskEvent,
} from "./client-feeds.js";
import { ClientSocket } from "./client-socket.js";
import { MusterRequestError } from "./errors.js";
import { follow, type Feed } from "./follow.js";
import * as api from "./generated/graphql.js";
import { post } from "./http.js";
import { quietLogger, type Logger } from "./logger.js";
import type { Agent, ApiKey, CreatedTask, QueueStats, Task, TaskAttempt, TaskKind, Viewer } from "./nouns.js";
import { waitForTask } from "./task-waiting.js";
import { readToken, type TokenSource } from "./token.js";
import { UserSession } from "./user-session.js";
import type { WebSocketConstructor } from "./web-socket.js";
import { BinaryClient } from "./marketplace/binary-client.js";
import { ExecutionClient } from "./marketplace/execution-client.js";
import { MarketplaceClient } from "./marketplace/marketplace-client.js";
import { SandboxClient } from "./sandbox/sandbox-client.js";
import { TriggerClient } from "./workflows/trigger-client.js";
import { WorkflowClient } from "./workflows/workflow-client.js";

export interface MusterClientOptions {
  /** Address of the server: `http(s)://` or `ws(s)://`, with `/graphql` unless a path is given. */
  readonly url: string;
  /** A service's key or a user's access token; may be left out before `signIn`. */
  readonly token?: TokenSource;
  /** Where to write; warnings and errors to the console unless said. */
  readonly logger?: Logger;
  /** Longest wait for an answer, 30,000 ms unless said. */
  readonly requestTimeoutMs?: number;
  /** A fetch of your own; the global one unless given. */
  readonly fetch?: typeof fetch;
  /** A WebSocket of your own; unless given the `ws` package on Node, the global one elsewhere. */
  readonly webSocket?: WebSocketConstructor;
}

/**
 * A program's or a person's side of the server: typed operations over HTTP, and subscriptions as async iterables that
 * resume by themselves. Every request rejects with MusterRequestError. Works on Node and in browsers.
 */
export class MusterClient {
  /** Workflows: their definitions, and their runs. */
  readonly workflows: WorkflowClient;
  /** What starts runs of workflows by itself. */
  readonly triggers: TriggerClient;
  /** What is published: to be found, verified, installed and rated. */
  readonly marketplace: MarketplaceClient;
  /** Uploaded bytes, such as WASM modules. */
  readonly binaries: BinaryClient;
  /** WASM agents, run at once. */
  readonly executions: ExecutionClient;
  /** Isolated places to run programs in. */
  readonly sandboxes: SandboxClient;
  readonly #address: Address;
  readonly #options: MusterClientOptions;
  #token: TokenSource | null;
  readonly #socket: ClientSocket;
  /** Whether calls go over the socket. */
  #connected = false;

  constructor(options: MusterClientOptions) {
    this.#options = options;
    this.#address = parseAddress(options.url);
    this.#token = options.token ?? null;
    const { logger = quietLogger, requestTimeoutMs: timeoutMs = 30_000, webSocket } = options;
    const token = async (refused?: string): Promise<string> => (await this.#readToken(refused)) ?? "";
    const reconnect = { baseMs: 100, capMs: 10_000 };
    this.#socket = new ClientSocket({ url: this.#address.socket, token, logger, timeoutMs, reconnect, webSocket });
    const calls: ClientCalls = {
      execute: (document, variables) => this.execute(document, variables),
      follow: (feed, after, signal) => this.#follow(feed, after, signal),
    };
    this.workflows = new WorkflowClient(calls);
    this.triggers = new TriggerClient(calls);
    this.marketplace = new MarketplaceClient(calls);
    this.binaries = new BinaryClient(calls, options.fetch ?? globalThis.fetch);
    this.executions = new ExecutionClient(calls);
    this.sandboxes = new SandboxClient(calls);
  }

  /**
   * Opens a socket over which all calls go until `close`, for programs that make many: such a call costs both ends less than
   * half of one over HTTP. It comes back by itself when it is lost; a call whose answer is lost with it rejects as UNAVAILABLE.
   * Rejects with MusterConnectionError when the server refuses the token; `close` it then.
   */
  async connect(): Promise<void> {
    if (this.#connected) return;
    this.#connected = true;
    await this.#socket.hold().link();
  }

  /** Closes the socket that `connect` opened; calls go over HTTP again. What is followed goes on. */
  async close(): Promise<void> {
    if (!this.#connected) return;
    this.#connected = false;
    await this.#socket.release();
  }

  /** Runs any typed query or mutation. A refused token is asked for once more when `token` is a function. */
  async execute<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    if (this.#connected) return this.#socket.execute(document, variables);
    const token = await this.#readToken();
    try {
      return await this.#post(document, variables, token);
    } catch (error) {
      const refused = error instanceof MusterRequestError && error.code === "UNAUTHENTICATED";
      if (!refused || token === null || typeof this.#token === "string") throw error;
      const next = await this.#readToken(token);
      if (next === token) throw error;
      return this.#post(document, variables, next);
    }
  }

  /** Signs a person in: this client then acts for them, and keeps the session fresh. */
  async signIn(input: api.SignInInput): Promise<UserSession> {
    const { signIn } = await this.#post(api.SignInDocument, { input }, null);
    const refresh = async (refreshToken: string) =>
      (await this.#post(api.RefreshTokenDocument, { input: { refreshToken } }, null)).refreshToken;
    const session = new UserSession({ tokens: signIn, user: signIn.user, refresh });
    this.#token = session.token;
    return session;
  }

  /** Ends the session on the server: its tokens and its sockets. */
  async signOut(): Promise<boolean> {
    await this.close();
    const { signedOut } = (await this.execute(api.SignOutDocument, {})).signOut;
    this.#token = null;
    return signedOut;
  }

  /** Who the token belongs to; null without a valid one. */
  async viewer(): Promise<Viewer | null> {
    return (await this.execute(api.ViewerDocument, {})).viewer ?? null;
  }

  async createApiKey(input: api.CreateApiKeyInput): Promise<api.CreateApiKeyMutation["createApiKey"]> {
    return (await this.execute(api.CreateApiKeyDocument, { input })).createApiKey;
  }

  async revokeApiKey(id: string): Promise<ApiKey> {
    return (await this.execute(api.RevokeApiKeyDocument, { id })).revokeApiKey.apiKey;
  }

  /** Creates a task. What is answered is durable; give an `idempotencyKey` to be able to ask again safely. */
  async createTask(input: api.CreateTaskInput): Promise<Task> {
    return (await this.execute(api.CreateTaskDocument, { input })).createTask.task;
  }

  /** Creates up to 1,000 tasks, all or none, and answers them in the order of the inputs. */
  async createTasks(inputs: readonly api.CreateTaskInput[]): Promise<readonly CreatedTask[]> {
    return (await this.execute(api.CreateTasksDocument, { inputs })).createTasks.tasks;
  }

  async cancelTask(id: string): Promise<Task> {
    return (await this.execute(api.CancelTaskDocument, { id })).cancelTask.task;
  }

  async redriveTask(id: string): Promise<Task> {
    return (await this.execute(api.RedriveTaskDocument, { id })).redriveTask.task;
  }

  async setTaskPriority(id: string, priority: api.TaskPriority): Promise<Task> {
    return (await this.execute(api.SetTaskPriorityDocument, { id, priority })).setTaskPriority.task;
  }

  async task(id: string): Promise<Task | null> {
    return (await this.execute(api.TaskDocument, { id })).task ?? null;
  }

  /** A task's tries, oldest first; null when there is no such task. */
  async taskAttempts(id: string): Promise<readonly TaskAttempt[] | null> {
    return (await this.execute(api.TaskAttemptsDocument, { id })).task?.attempts ?? null;
  }

  /** A page of tasks, newest first unless ordered. */
  async tasks(page: api.TasksQueryVariables = {}): Promise<api.TasksQuery["tasks"]> {
    return (await this.execute(api.TasksDocument, page)).tasks;
  }

  async defineTaskKind(input: api.DefineTaskKindInput): Promise<TaskKind> {
    return (await this.execute(api.DefineTaskKindDocument, { input })).defineTaskKind.taskKind;
  }

  async taskKind(name: string): Promise<TaskKind | null> {
    return (await this.execute(api.TaskKindDocument, { name })).taskKind ?? null;
  }

  async taskKinds(page: api.TaskKindsQueryVariables = {}): Promise<api.TaskKindsQuery["taskKinds"]> {
    return (await this.execute(api.TaskKindsDocument, page)).taskKinds;
  }

  async queueStats(): Promise<QueueStats> {
    return (await this.execute(api.QueueStatsDocument, {})).queueStats;
  }

  async agent(id: string): Promise<Agent | null> {
    return (await this.execute(api.AgentDocument, { id })).agent ?? null;
  }

  /** A page of agents, by registration unless ordered. */
  async agents(page: api.AgentsQueryVariables = {}): Promise<api.AgentsQuery["agents"]> {
    return (await this.execute(api.AgentsDocument, page)).agents;
  }

  /** Registers an agent and answers its key, which is shown only here. */
  async registerAgent(input: api.RegisterAgentInput): Promise<api.RegisterAgentMutation["registerAgent"]> {
    return (await this.execute(api.RegisterAgentDocument, { input })).registerAgent;
  }

  async updateAgent(input: api.UpdateAgentInput): Promise<Agent> {
    return (await this.execute(api.UpdateAgentDocument, { input })).updateAgent.agent;
  }

  async pauseAgent(id: string): Promise<Agent> {
    return (await this.execute(api.PauseAgentDocument, { id })).pauseAgent.agent;
  }

  async resumeAgent(id: string): Promise<Agent> {
    return (await this.execute(api.ResumeAgentDocument, { id })).resumeAgent.agent;
  }

  async drainAgent(id: string): Promise<Agent> {
    return (await this.execute(api.DrainAgentDocument, { id })).drainAgent.agent;
  }

  async removeAgent(id: string): Promise<Agent> {
    return (await this.execute(api.RemoveAgentDocument, { id })).removeAgent.agent;
  }

  /** A task's events after `after`: those in the log, then the live ones, each once and in order. Ends only when left. */
  taskEvents(taskId: string, input: FollowInput<number> = {}): AsyncGenerator<TaskEvent, void> {
    return this.#follow(taskEventsFeed(taskId), input.after ?? 0, input.signal);
  }

  /** A task's output after `after`, each piece once and in order. Ends when the task has ended. */
  taskOutput(taskId: string, input: FollowInput<number> = {}): AsyncGenerator<OutputChunk, void> {
    const statusOf = async (id: string) => (await this.execute(api.TaskStatusDocument, { id })).task?.status ?? null;
    return this.#follow(taskOutputFeed(taskId, statusOf), input.after ?? 0, input.signal);
  }

  /** An agent's events after `after`, each once and in order. Ends only when left. */
  agentEvents(agentId: string, input: FollowInput<number> = {}): AsyncGenerator<AgentEvent, void> {
    return this.#follow(agentEventsFeed(agentId), input.after ?? 0, input.signal);
  }

  /**
   * The tenant's feed, each event once, in the order of their commits: after the cursor, or from the present on, whose
   * cursor is read first. Ends only when left.
   */
  events(filter: api.EventFilter = {}, input: FollowInput<string> = {}): AsyncGenerator<FeedEvent, void> {
    return this.#follow(eventsFeed(filter), input.after ?? presentOf, input.signal);
  }

  /**
   * Waits until the task is COMPLETED, CANCELLED or QUARANTINED and answers it. Rejects with NOT_FOUND when there is no
   * such task, and with the signal's reason when it aborts.
   */
  waitForTask(id: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Task> {
    const events = (taskId: string, input: FollowInput<number>) => this.taskEvents(taskId, input);
    return waitForTask(id, { task: (taskId) => this.task(taskId), events }, signal);
  }

  async *#follow<R, V, T, P extends number | string>(
    feed: Feed<R, V, T, P>,
    after: Beginning<P>,
    signal = new AbortController().signal,
  ): AsyncGenerator<T, void> {
    const connection = this.#socket.hold();
    const start = typeof after === "function" ? () => after(connection) : after;
    try {
      yield* follow(feed, { connection, after: start, signal });
    } finally {
      await this.#socket.release();
    }
  }

  async #readToken(refused?: string): Promise<string | null> {
    return this.#token === null ? null : readToken(this.#token, refused);
  }

  #post<R, V>(document: TypedDocumentNode<R, V>, variables: V, token: string | null): Promise<R> {
    const { requestTimeoutMs: timeoutMs = 30_000, fetch = globalThis.fetch } = this.#options;
    return post({ url: this.#address.http, timeoutMs, fetch }, { document, variables, token });
  }
}
