import { maxSlots, type AgentService } from "../agents/index.js";
import type { IdentityService, Principal } from "../identity/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import type { Expirer } from "../platform/expirer.js";
import { badInput, unavailable } from "../platform/errors.js";
import type { Log } from "../platform/log.js";
import type { Metrics } from "../platform/metrics.js";
import { startAll, stopAll, type Service } from "../platform/service.js";
import type { Assignment, QueuedTask, Seat, TaskService } from "../tasks/index.js";
import { Backlog } from "./backlog.js";
import { createDispatchMetrics, type DispatchMetrics } from "./dispatch-metrics.js";
import { Dispatcher } from "./dispatcher.js";
import { Feeder, feederTopic, madeRoom } from "./feeder.js";
import { PoolDirectory, poolsTopic } from "./pool-directory.js";
import type { PoolGauge } from "./pool-gauge.js";
import { Reaper } from "./reaper.js";
import { Reconciler, type ReconcilerTimes } from "./reconciler.js";
import { Relay } from "./relay.js";
import { Retention } from "./retention.js";
import { Saturation } from "./saturation.js";
import { SeatQueue } from "./seat-queue.js";
import { Sessions } from "./sessions.js";
import { TaskSessions } from "./task-sessions.js";

/** What a process may do for the dispatch of tasks. */
export type DispatchRole = "dispatcher" | "feeder" | "reaper";

export interface DispatchParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly identity: Pick<IdentityService, "sweep">;
  readonly agents: AgentService;
  readonly tasks: TaskService;
  readonly gauge: PoolGauge;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly roles: ReadonlySet<string>;
  /** What is deleted when it is old enough; nothing unless said. */
  readonly expirers?: readonly Expirer[];
  /** How soon lost messages are found; 10 to 15 s unless said. */
  readonly reconcilerTimes?: ReconcilerTimes;
}

/** What opens a session; what is left out or null is as `SessionWish` says. */
interface SessionInput {
  readonly capacity: number;
  readonly prefetch?: number | null | undefined;
  readonly kinds?: readonly string[] | null | undefined;
}

const maxKinds = 100;
/** Feeders in other processes are told of room at most this often. */
const askEveryMs = 20;

/** Brings tasks to agents: the fast path to the broker, the feeder, the dispatcher, the reaper and the reconciler. */
export class DispatchService implements Service {
  readonly name = "dispatch";
  readonly #parts: DispatchParts;
  readonly #relay: Relay;
  readonly #dispatcher: Dispatcher;
  readonly #backlog: Backlog;
  readonly #seats: SeatQueue;
  readonly #directory: PoolDirectory;
  readonly #saturation: Saturation;
  readonly #sessions: Sessions;
  readonly #taskSessions: TaskSessions;
  readonly #feeder: Feeder;
  readonly #services: readonly Service[];
  readonly #metrics: DispatchMetrics;
  readonly #ends: (() => unknown)[] = [];
  #askedAtMs = 0;
  #draining = true;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
    const { gauge } = parts;
    this.#relay = new Relay(parts);
    this.#dispatcher = new Dispatcher({
      ...parts,
      onTaken: () => this.#askForMore(),
      onSlot: () => {
        this.#backlog.wake();
        this.#seats.wake();
      },
    });
    this.#backlog = new Backlog({ ...parts, holdSeats: this.#dispatcher.holdSeats.bind(this.#dispatcher) });
    this.#seats = new SeatQueue({
      ...parts,
      outlook: (poolId) => this.#dispatcher.outlook(poolId),
      waitingBefore: (poolId) => this.#backlog.count(poolId),
      hold: (poolId, count) => this.#seatsForNew(poolId, count),
    });
    this.#directory = new PoolDirectory({ ...parts, onPools: (pools) => this.#dispatcher.learn(pools) });
    this.#saturation = new Saturation(parts);
    const { dispatcher, directory, saturation } = {
      dispatcher: this.#dispatcher,
      directory: this.#directory,
      saturation: this.#saturation,
    };
    this.#sessions = new Sessions({ ...parts, dispatcher, directory, saturation, slots: gauge.slots });
    this.#taskSessions = new TaskSessions(parts);
    this.#metrics = createDispatchMetrics(parts, () => this.sessionCount);
    this.#feeder = new Feeder({
      ...parts,
      relay: this.#relay,
      onLocal: (poolId) => this.#backlog.add(poolId, Infinity),
    });
    this.#services = this.#servicesOf(parts);
  }

  async start(): Promise<void> {
    const { broker, roles, tasks } = this.#parts;
    this.#ends.push(
      tasks.signals.queued.on((queued) => this.#route(queued)),
      tasks.signals.feedable.on((at) => this.#feeder.wakeAt(at)),
      tasks.pools.created.on((pools) => {
        this.#dispatcher.learn(pools);
        for (const tenantId of new Set(pools.map((pool) => pool.tenantId)))
          broker.broadcast(poolsTopic(tenantId), tenantId);
      }),
    );
    await startAll(this.#services);
    if (roles.has("dispatcher")) {
      this.#directory.start();
      this.#saturation.start();
      await this.#sessions.start();
      this.#taskSessions.start();
      this.#dispatcher.start();
      this.#backlog.start();
      this.#seats.start();
      tasks.seatWith(this.#seats);
    }
    this.#draining = false;
  }

  /** Offers nothing more; what agents run goes on. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#seats.stop();
    await Promise.all([this.#dispatcher.drain(), this.#backlog.drain()]);
  }

  async stop(): Promise<void> {
    await this.drain();
    await this.#taskSessions.stop();
    await this.#sessions.stop();
    await this.#saturation.stop();
    await this.#directory.stop();
    await stopAll(this.#services);
    for (const end of this.#ends.splice(0)) end();
    await this.#dispatcher.settled();
    await this.#relay.settled();
  }

  /**
   * Opens a session for an agent: batches of assignments, never more outstanding than `capacity`; `return` ends it.
   * UNAVAILABLE where this process has no dispatcher or is about to stop. An agent with a key for one task alone gets that one, as
   * it is held, and its stream ends with the lease.
   */
  async openSession(
    agent: Principal,
    { capacity, ...optional }: SessionInput,
  ): Promise<AsyncIterableIterator<readonly Assignment[]>> {
    const prefetch = optional.prefetch ?? 0;
    const kinds = optional.kinds ?? null;
    if (capacity < 1 || capacity > maxSlots)
      throw badInput(`A capacity is 1 to ${maxSlots}.`, ["capacity"], "NUMBER_OUT_OF_RANGE");
    if (prefetch < 0 || prefetch >= capacity)
      throw badInput("A prefetch is 0 or more, and below the capacity.", ["prefetch"], "NUMBER_OUT_OF_RANGE");
    if (kinds && kinds.length > maxKinds) throw badInput(`At most ${maxKinds} kinds.`, ["kinds"], "LIST_TOO_LONG");
    if (!this.#parts.roles.has("dispatcher")) throw unavailable("This process takes no agents.", "DISPATCHER_NOT_HERE");
    if (this.#draining) throw unavailable("This process is stopping; connect again.", "DISPATCHER_STOPPING");
    if (agent.taskId) return this.#taskSessions.open(agent, agent.taskId);
    return this.#sessions.open(agent, { capacity, prefetch, kinds });
  }

  /** Sessions that this process holds. */
  get sessionCount(): number {
    return this.#sessions.count;
  }

  #servicesOf(parts: DispatchParts): Service[] {
    const { identity, roles, expirers = [] } = parts;
    const { onReaped, onReturned, onDeleted } = this.#metrics;
    const services: Service[] = [];
    if (roles.has("feeder"))
      services.push(new Reconciler({ ...parts, onReturned, times: parts.reconcilerTimes }), this.#feeder);
    if (roles.has("reaper")) services.push(new Reaper({ ...parts, onReaped, sweep: () => identity.sweep() }));
    if (roles.has("reaper") && expirers.length > 0) services.push(new Retention({ ...parts, expirers, onDeleted }));
    return services;
  }

  /** Nothing that waits may be overtaken. */
  #seatsForNew(poolId: string, count: number): readonly Seat[] {
    const { gauge } = this.#parts;
    return this.#backlog.has(poolId) || gauge.isBehind(poolId) ? [] : this.#dispatcher.holdSeats(poolId, count);
  }

  /** New tasks that found no free agent here: to the broker where there is room, else they wait where they can be found. */
  #route(queued: readonly QueuedTask[]): void {
    this.#publish(queued.filter(({ direct }) => direct));
    let isLeft = false;
    for (const { direct, poolId } of queued) {
      if (direct) continue;
      if (this.#parts.gauge.isLocal(poolId)) this.#backlog.add(poolId, 1);
      else isLeft = true;
    }
    if (isLeft) this.#wakeFeeder();
  }

  #publish(tasks: readonly QueuedTask[]): void {
    if (tasks.length > 0) void this.#relay.publish(tasks).then((confirmed) => confirmed || this.#wakeFeeder());
  }

  /** Something waits in the backlog. */
  #wakeFeeder(): void {
    if (this.#parts.roles.has("feeder")) this.#feeder.wake();
    else this.#parts.broker.broadcast(feederTopic, "");
  }

  /** The broker holds fewer tasks than before. */
  #askForMore(): void {
    if (this.#parts.roles.has("feeder")) return this.#feeder.refill();
    const nowMs = this.#parts.clock.now().getTime();
    if (nowMs - this.#askedAtMs < askEveryMs) return;
    this.#askedAtMs = nowMs;
    this.#parts.broker.broadcast(feederTopic, madeRoom);
  }
}
