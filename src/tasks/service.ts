import type { PoolClient } from "pg";
import type { EventService } from "../events/index.js";
import type { Principal } from "../identity/index.js";
import type { Clock } from "../platform/clock.js";
import type { Database, Query } from "../platform/db/database.js";
import { badInput, MusterError } from "../platform/errors.js";
import { isId } from "../platform/ids.js";
import { checkLabels } from "../platform/labels.js";
import type { Page, PageRequest } from "../platform/page.js";
import { Administration } from "./administration.js";
import { Assignments } from "./assignments.js";
import { readAttempts } from "./attempts.js";
import type { BackoffConfig } from "./backoff.js";
import { TaskCreation } from "./creation.js";
import { Expiry } from "./expiry.js";
import { Failures, type FailureReport } from "./failures.js";
import { HandBacks } from "./hand-backs.js";
import { KindCatalogue, type DefineTaskKindInput } from "./kinds.js";
import { Leases, type Heartbeat, type Rejection } from "./leases.js";
import type { Lease, LeaseResult, Task, TaskAttempt, TaskKind, TaskPriority, TaskResult } from "./model.js";
import { OutputGuard } from "./output-guard.js";
import { PoolRegistry } from "./pools.js";
import { TaskPreparation, type PreparedTask, type RunTaskInput, type TaskCreator } from "./preparation.js";
import { readQueueStats, type QueueStats } from "./queue-stats.js";
import { Reports, type OutputReport, type ProgressReport } from "./reports.js";
import { RunTasks, type InsertedTasks } from "./run-tasks.js";
import { refuseSandboxes, type SandboxCheck } from "./sandbox-checks.js";
import { SchemaCache } from "./schemas.js";
import type { SeatSource } from "./seats.js";
import { createTaskSignals, type EndedTask, type TaskSignals } from "./signals.js";
import type { TaskListing } from "./listing.js";
import { TaskStore } from "./store.js";
import { TaskSandboxes } from "./task-sandboxes.js";
import { TaskWriter } from "./task-writer.js";
import type { CreateTaskInput } from "./validate.js";

export interface TaskConfig {
  /** How long an agent may take to accept. */
  readonly ackTimeoutMs: number;
  /** How long a lease lasts without a heartbeat. */
  readonly leaseMs: number;
  readonly backoff: BackoffConfig;
  /** Most bytes of an input or an output as JSON. */
  readonly maxTaskBytes: number;
}

export interface TaskServiceParts {
  readonly database: Database;
  readonly events: EventService;
  readonly clock: Clock;
  readonly config: TaskConfig;
  /** How many of `count` new tasks of the pool may go to the broker at once. */
  readonly admit: (poolId: string, count: number) => number;
  readonly tellAgent: (agentId: string, taskId: string, reason: string) => void;
  /** Without it a task that asks for a sandbox is refused. */
  readonly checkSandbox?: SandboxCheck | undefined;
}

/** The door of the tasks slice. It runs nothing by itself: dispatch/ drives assignment, feeding and expiry. */
export class TaskService {
  readonly signals: TaskSignals = createTaskSignals();
  readonly pools: PoolRegistry;
  readonly assignments: Assignments;
  readonly expiry: Expiry;
  readonly #database: Database;
  readonly #store: TaskStore;
  readonly #kinds: KindCatalogue;
  readonly #writer: TaskWriter;
  readonly #creation: TaskCreation;
  readonly #runTasks: RunTasks;
  readonly #leases: Leases;
  readonly #failures: Failures;
  readonly #reports: Reports;
  readonly #administration: Administration;
  readonly #sandboxes: TaskSandboxes;

  constructor({ database, events, clock, config, admit, tellAgent, ...optional }: TaskServiceParts) {
    const { signals } = this;
    const announce = events.announce.bind(events);
    const moves = { database, signals, announce };
    this.#database = database;
    this.pools = new PoolRegistry(database);
    const store = new TaskStore(database);
    const kinds = new KindCatalogue(database);
    const schemas = new SchemaCache();
    const now = clock.now.bind(clock);
    const handBacks = new HandBacks(moves);
    const failures = new Failures({ ...moves, backoff: config.backoff, now });
    const { maxTaskBytes, leaseMs, ackTimeoutMs } = config;
    const guard = new OutputGuard({ store, kinds, schemas });
    this.#store = store;
    this.#kinds = kinds;
    const preparation = new TaskPreparation({
      ...{ kinds, schemas, maxTaskBytes, now },
      checkSandbox: optional.checkSandbox ?? refuseSandboxes,
    });
    const writer = new TaskWriter({ signals, announce, admit, guard, ackTimeoutMs });
    const creating = { database, pools: this.pools, preparation, writer };
    this.#writer = writer;
    this.#creation = new TaskCreation({ ...creating, store });
    this.#runTasks = new RunTasks(creating);
    this.#leases = new Leases({ ...moves, guard, handBacks, leaseMs, maxTaskBytes, now });
    this.#failures = failures;
    this.#reports = new Reports({ database, announce, announceOutput: events.announceOutput.bind(events) });
    this.#administration = new Administration({ ...moves, store, tellAgent });
    this.#sandboxes = new TaskSandboxes({ ...moves, store, pools: this.pools });
    this.assignments = new Assignments({ ...moves, guard, ackTimeoutMs });
    this.expiry = new Expiry({ ...moves, failures, handBacks });
  }

  /** From now on tasks are given to free agents of this process as they are created. */
  seatWith(seats: SeatSource): void {
    this.#writer.seats = seats;
  }

  /** Creates one task; paths of errors are relative to the input. */
  async create(principal: Principal, input: CreateTaskInput): Promise<Task> {
    const [task] = await this.#creation.createMany(principal, [input]).catch(withoutIndex);
    if (!task) throw new Error("One input gave no task");
    return task;
  }

  /** Creates all or none; paths of errors begin with the input's index. */
  createMany(principal: Principal, inputs: readonly CreateTaskInput[]): Promise<readonly Task[]> {
    return this.#creation.createMany(principal, inputs);
  }

  /** As `prepareMany` for one, and throws what is wrong with it. */
  async prepare(creator: TaskCreator, input: RunTaskInput, client?: PoolClient): Promise<PreparedTask> {
    const [task] = await this.prepareMany(creator, [input], client);
    if (!task) throw new Error("One input gave no task");
    if (task instanceof MusterError) throw task;
    return task;
  }

  /**
   * Checks tasks of runs: answers for each the task, to be written by `insertWithin`, or what is wrong with it, its path relative
   * to the one input. Within a transaction its client is to be given: to wait for another connection while holding one
   * may be to wait for oneself.
   */
  prepareMany(
    creator: TaskCreator,
    inputs: readonly RunTaskInput[],
    client?: PoolClient,
  ): Promise<(PreparedTask | MusterError)[]> {
    return this.#runTasks.prepareMany(creator, inputs, client);
  }

  /** Writes tasks of runs in the transaction that the client is in; whoever ends it says how to what is answered. */
  insertWithin(client: PoolClient, prepared: readonly PreparedTask[]): Promise<InsertedTasks> {
    return this.#runTasks.insertWithin(client, prepared);
  }

  /** Cancels those of a tenant's tasks that are open, a thousand at a time; agents that hold them are told. `by`: null for nobody. */
  cancelOfRun(tenantId: string, taskIds: readonly string[], by: string | null): Promise<void> {
    return this.#administration.cancelMany(tenantId, taskIds, by);
  }

  /** The outputs of a tenant's tasks, by id; null of those that have none. Ids that name no task are missing. */
  outputsOf(tenantId: string, taskIds: readonly string[], client?: PoolClient): Promise<Map<string, unknown>> {
    return this.#runTasks.outputsOf(tenantId, taskIds, client);
  }

  /** Of these tasks of runs, those that have ended, as `signals.ended` tells of them; without outputs. */
  endedOf(taskIds: readonly string[], client?: PoolClient): Promise<EndedTask[]> {
    return this.#runTasks.endedOf(taskIds, client);
  }

  get(tenantId: string, id: string): Promise<Task | null> {
    return this.#store.get(tenantId, id);
  }

  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Task>> {
    return this.#store.getMany(tenantId, ids);
  }

  async list(tenantId: string, listing: TaskListing): Promise<Page<Task>> {
    const { filter } = listing;
    if (typeof filter.agentId === "string" && !isId("agent", filter.agentId))
      throw badInput("No id of an agent.", ["filter", "agentId"], "ID_INVALID");
    if (filter.labels) checkLabels(filter.labels, ["filter", "labels"]);
    return this.#store.list(tenantId, listing);
  }

  /** Open leases by agent, at most 100 each. */
  openTasksOf(tenantId: string, agentIds: readonly string[]): Promise<Map<string, Task[]>> {
    return this.#store.openTasksOf(tenantId, agentIds);
  }

  /** The task's tries, oldest first, at most the last 100. The task is known to be the caller's. */
  attempts(task: Task): Promise<TaskAttempt[]> {
    return readAttempts(this.#database, task.id);
  }

  cancel(principal: Principal, id: string): Promise<Task> {
    return this.#administration.cancel(principal, id);
  }

  redrive(principal: Principal, id: string): Promise<Task> {
    return this.#administration.redrive(principal, id);
  }

  setPriority(principal: Principal, id: string, priority: TaskPriority): Promise<Task> {
    return this.#administration.setPriority(principal, id, priority);
  }

  accept(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]> {
    return this.#leases.accept(agent, leases);
  }

  reject(agent: Principal, rejections: readonly Rejection[]): Promise<LeaseResult[]> {
    return this.#leases.reject(agent, rejections);
  }

  complete(agent: Principal, results: readonly TaskResult[]): Promise<LeaseResult[]> {
    return this.#leases.complete(agent, results);
  }

  /** Extends the leases that the agent names, and tells which are lost. */
  heartbeat(agent: Principal, leases: readonly Lease[]): Promise<Heartbeat> {
    return this.#leases.heartbeat(agent, leases);
  }

  /** Extends leases that need not be accepted yet, by the time of a lease; those not APPLIED are lost. */
  hold(agent: Principal, leases: readonly Lease[]): Promise<LeaseResult[]> {
    return this.#leases.hold(agent, leases);
  }

  /** What tasks ask to run in, as `checkSandbox` answered it or `moveToSandbox` was given it; none for those that ask for nothing. */
  async specsOf<Spec = unknown>(taskIds: readonly string[]): Promise<Map<string, Spec>> {
    return (await this.#sandboxes.specsOf(taskIds)) as Map<string, Spec>;
  }

  /**
   * Makes a task that waits ask for a place to run in, which has been checked: nobody else gets it from then on. Paths begin with `taskId`:
   * NOT_FOUND; INVALID_STATE (TASK_NOT_WAITING, TASK_HAS_SANDBOX); BAD_USER_INPUT (SANDBOX_NOT_FOR_KIND).
   */
  moveToSandbox(principal: Principal, taskId: string, spec: object): Promise<void> {
    return this.#sandboxes.move(principal, taskId, spec);
  }

  /** Of these tasks, those that have ended, and those that are gone since. */
  ended(taskIds: readonly string[]): Promise<Set<string>> {
    return this.#sandboxes.ended(taskIds);
  }

  async fail(agent: Principal, report: FailureReport): Promise<Task> {
    await this.#failures.report(agent, report);
    return this.#known(agent, report.taskId);
  }

  async progress(agent: Principal, report: ProgressReport): Promise<Task> {
    await this.#reports.progress(agent, report);
    return this.#known(agent, report.taskId);
  }

  /** Answers the number of the last chunk. */
  appendOutput(agent: Principal, report: OutputReport): Promise<number> {
    return this.#reports.output(agent, report);
  }

  defineKind(principal: Principal, input: DefineTaskKindInput): Promise<TaskKind> {
    return this.#kinds.define(principal, input);
  }

  /** The same in the transaction that `query` is in. What is answered is to be called after its commit. */
  defineKindWithin(query: Query, principal: Principal, input: DefineTaskKindInput): Promise<() => void> {
    return this.#kinds.defineWithin(query, principal, input);
  }

  async kind(tenantId: string, name: string): Promise<TaskKind | null> {
    return (await this.#kinds.find(tenantId, [name])).get(name) ?? null;
  }

  kindById(tenantId: string, id: string): Promise<TaskKind | null> {
    return this.#kinds.get(tenantId, id);
  }

  kinds(tenantId: string, page: PageRequest): Promise<Page<TaskKind>> {
    return this.#kinds.list(tenantId, page);
  }

  queueStats(tenantId: string): Promise<QueueStats> {
    return readQueueStats(this.#database, tenantId);
  }

  async #known(agent: Principal, id: string): Promise<Task> {
    const task = await this.#store.get(agent.tenantId, id);
    if (!task) throw new Error(`Task ${id} is gone after it was changed`);
    return task;
  }
}

/** A single input has no index of its own. */
function withoutIndex(error: unknown): never {
  throw error instanceof MusterError ? error.without(1) : error;
}
