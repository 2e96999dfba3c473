import { identify, type AgentIdentity } from "./agent-identity.js";
import { settle, type AgentSettings, type MusterAgentOptions } from "./agent-options.js";
import { AgentSession, type Command } from "./agent-session.js";
import { MusterClient } from "./client.js";
import { Connection } from "./connection.js";
import { parseAddress } from "./address.js";
import { defer } from "./deferred.js";
import { MusterConnectionError, messageOf, type MusterRequestError, TaskAbortError } from "./errors.js";
import { Heart } from "./heart.js";
import type { Link } from "./link.js";
import { Reports } from "./reports.js";
import type { Assignment, AssignmentCallback, TaskHandler } from "./task-context.js";
import type { Work } from "./task-run.js";
import { settlesWithin } from "./wait.js";
import type { TaskKindName } from "./workflows/kinds.js";
import { Workload } from "./workload.js";

/** After the grace has run out, the reports of what was aborted may take this long. */
const lastReportsMs = 5_000;
/** The server takes this many kinds of a session. */
const maxKinds = 100;

export interface StopOptions {
  /** How long handlers may take to finish, 30,000 ms unless said; `Infinity` waits for all. */
  readonly graceMs?: number;
}

/** How an agent ended: by `stop`, by the server's Drain command, or because the server refuses it. */
export interface AgentEnd {
  readonly reason: "STOPPED" | "DRAINED" | "FATAL";
  /** Why it was refused, when FATAL. */
  readonly error: Error | null;
}

/**
 * A worker: connects out to the server, receives tasks over one socket, runs your handlers and reports back.
 *
 * It survives a lost connection: handlers go on, their leases are extended as soon as it is back, and what they returned
 * meanwhile is then reported. Not more than `concurrency` handlers run, and not more results than that wait.
 *
 * @example
 * const agent = new MusterAgent({ url: "http://localhost:4000", token: apiKey, concurrency: 8 });
 * agent.handle("greet", (input: { name: string }) => `Hello ${input.name}`);
 * await agent.startConsuming();
 */
export class MusterAgent {
  /** Resolves, and never rejects, when the agent has ended, with why. */
  readonly closed: Promise<AgentEnd>;
  readonly #settings: AgentSettings;
  readonly #handlers = new Map<string, TaskHandler>();
  readonly #end = defer<AgentEnd>();
  readonly #stopping = new AbortController();
  #callback: AssignmentCallback | null = null;
  #running: Running | null = null;
  #started = false;
  #starting: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | null = null;

  constructor(options: MusterAgentOptions) {
    this.#settings = settle(options);
    this.closed = this.#end.promise;
  }

  /** The agent's id on the server; null until it is connected. */
  get id(): string | null {
    return this.#running?.identity.agentId ?? null;
  }

  /** Runs `handler` for tasks of this kind, whose types are those of `taskKind`, or given here. Before `startConsuming` only. */
  handle<Input = unknown, Output = unknown>(
    kind: string | TaskKindName<Input, Output>,
    handler: TaskHandler<Input, Output>,
  ): this {
    if (this.#started) throw new Error("Handlers are added before startConsuming().");
    this.#handlers.set(kind, handler as TaskHandler);
    return this;
  }

  /**
   * Connects and takes work until `stop`. Resolves when connected, and keeps trying until then. Rejects with
   * MusterRequestError or MusterConnectionError when the server refuses the token or the agent.
   *
   * @param callback Runs for tasks of any kind that has no handler. Without one, only kinds with a handler are asked for.
   */
  async startConsuming(callback?: AssignmentCallback): Promise<void> {
    if (this.#started) throw new Error("startConsuming() may be called once.");
    if (callback === undefined && this.#handlers.size === 0)
      throw new Error("Nothing to do: add a handler or a callback.");
    if (callback === undefined && this.#handlers.size > maxKinds)
      throw new Error(`At most ${maxKinds} kinds have a handler; use a callback.`);
    this.#started = true;
    this.#callback = callback ?? null;
    this.#starting = this.#start();
    try {
      await this.#starting;
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#finish({ reason: "FATAL", error: error instanceof Error ? error : new Error(messageOf(error)) });
      throw error;
    }
  }

  /**
   * Takes nothing more, lets handlers finish within the grace, aborts the rest and reports them as failed, to be retried;
   * then closes the socket. May be called any number of times; never rejects.
   */
  stop({ graceMs = 30_000 }: StopOptions = {}): Promise<void> {
    return this.#leave("STOPPED", graceMs);
  }

  #leave(reason: "STOPPED" | "DRAINED", graceMs: number): Promise<void> {
    this.#stopped ??= this.#shutDown(graceMs).then(() => this.#finish({ reason, error: null }));
    return this.#stopped;
  }

  async #start(): Promise<void> {
    const identity = await identify(this.#client(), this.#settings, this.#stopping.signal);
    this.#running = this.#assemble(identity);
    if (this.#stopping.signal.aborted) return;
    this.#running.connection.open();
    this.#running.heart.start();
    await this.#running.connection.link();
  }

  async #shutDown(graceMs: number): Promise<void> {
    this.#stopping.abort();
    // Still finding out who it is: an agent that is being registered must be removed too.
    if (this.#running === null) await settlesWithin(this.#starting, lastReportsMs);
    const running = this.#running;
    if (running === null) return;
    const { connection, workload, heart, identity } = running;
    running.session?.closeWork();
    workload.close();
    if (!(await workload.settles(graceMs))) {
      workload.abortAll(new TaskAbortError("STOPPING", "The agent stopped before the task was done."));
      if (!(await workload.settles(lastReportsMs))) this.#settings.logger.warn("Stopped with reports unsent");
    }
    heart.stop();
    await connection.close();
    // Last, as it revokes the key.
    if (identity.ephemeral) await this.#remove(identity);
  }

  /** Best effort: a server that is away shows the agent as offline. */
  async #remove({ agentId, token }: AgentIdentity): Promise<void> {
    const client = new MusterClient({ ...this.#clientOptions(), token });
    const failed = (error: unknown): void =>
      this.#settings.logger.warn("Agent not removed", { agentId, error: messageOf(error) });
    await settlesWithin(client.removeAgent(agentId).catch(failed), lastReportsMs);
  }

  #assemble(identity: AgentIdentity): Running {
    const {
      url,
      logger,
      concurrency,
      acceptFirst,
      heartbeatMs: intervalMs,
      reconnect,
      requestTimeoutMs: timeoutMs,
      webSocket,
    } = this.#settings;
    const connection = new Connection({
      url: parseAddress(url).socket,
      token: identity.token,
      logger,
      timeoutMs,
      reconnect,
      webSocket,
      onLink: (link) => this.#onLink(link),
      onFatal: (error) => this.#onFatal(error),
    });
    const reports = new Reports(connection);
    const workFor = (assignment: Assignment): Work | null => this.#workFor(assignment);
    const workload = new Workload({ concurrency, acceptFirst, reports, logger, workFor });
    const load = this.#settings.load ?? (() => workload.load);
    const heart = new Heart({ connection, reports, workload, logger, intervalMs, load });
    return { identity, connection, workload, heart, session: null };
  }

  #onLink(link: Link): void {
    const running = this.#running;
    if (running === null) return;
    const { logger, capacity, prefetch } = this.#settings;
    void running.heart.beat();
    const kinds = this.#callback === null ? [...this.#handlers.keys()] : null;
    running.session = new AgentSession({
      link,
      variables: { capacity, kinds, prefetch },
      logger,
      onAssignments: (assignments) => running.workload.offer(assignments),
      onCommand: (command) => this.#obey(command),
      onRefused: (error) => this.#refuse(error),
    });
    if (this.#stopping.signal.aborted) running.session.closeWork();
    void link.closed.then(() => running.workload.forgetWaiting());
    logger.info("Connected", { agentId: running.identity.agentId });
  }

  #obey(command: Command): void {
    if (command.__typename === "CancelTask") {
      this.#running?.workload.abort(command.taskId, new TaskAbortError("CANCELLED", command.reason));
      return;
    }
    this.#settings.logger.info("Told to drain", { reason: command.reason });
    void this.#leave("DRAINED", Infinity);
  }

  #refuse(error: MusterRequestError): void {
    void this.#running?.connection.close();
    this.#onFatal(new MusterConnectionError(1000, `The session was refused: ${error.message}`, { cause: error }));
  }

  #onFatal(error: MusterConnectionError): void {
    this.#settings.logger.error("The server refuses this agent", { error: error.message });
    this.#running?.heart.stop();
    this.#running?.workload.close();
    this.#running?.workload.abortAll(new TaskAbortError("LEASE_LOST", error.message));
    this.#settings.onFatal?.(error);
    this.#finish({ reason: "FATAL", error });
  }

  #finish(end: AgentEnd): void {
    this.#end.resolve(end);
  }

  #workFor(assignment: Assignment): Work | null {
    const handler = this.#handlers.get(assignment.task.kind);
    if (handler !== undefined) return (context) => handler(assignment.task.input, context);
    const callback = this.#callback;
    return callback === null ? null : (context) => callback(assignment, context);
  }

  #client(): MusterClient {
    return new MusterClient({ ...this.#clientOptions(), token: this.#settings.token });
  }

  #clientOptions() {
    const { url, logger, requestTimeoutMs } = this.#settings;
    return { url, logger, requestTimeoutMs };
  }
}

/** What exists while the agent runs. */
interface Running {
  readonly identity: AgentIdentity;
  readonly connection: Connection;
  readonly workload: Workload;
  readonly heart: Heart;
  /** What the server pushes over the present link. */
  session: AgentSession | null;
}
