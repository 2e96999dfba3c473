import { createAgentService, type AgentService } from "../../src/agents/index.js";
import { DispatchService, PoolGauge, type ReconcilerTimes } from "../../src/dispatch/index.js";
import { createEventService, type EventService } from "../../src/events/index.js";
import { createIdentityService, type IdentityService, type Principal } from "../../src/identity/index.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import type { Expirer } from "../../src/platform/expirer.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog, type Log } from "../../src/platform/log.js";
import { createMetrics } from "../../src/platform/metrics.js";
import { startAll, stopAll, type Service } from "../../src/platform/service.js";
import { TaskService, type Assignment, type SandboxCheck, type TaskConfig } from "../../src/tasks/index.js";
import { openTestServices, type TestServices } from "./services.js";

export interface Replica {
  readonly agents: AgentService;
  readonly events: EventService;
  readonly tasks: TaskService;
  readonly dispatch: DispatchService;
  /** What runs, in the order of its start. */
  readonly services: readonly Service[];
  /** Stops it as SIGTERM would. */
  stop(): Promise<void>;
}

/** An agent as a test plays it. */
export interface PlayedAgent {
  readonly principal: Principal;
  /** The next frame of its session. */
  next(): Promise<readonly Assignment[]>;
  /** Ends its session. */
  leave(): Promise<void>;
}

export interface ReplicaOptions {
  readonly roles?: readonly string[];
  readonly config?: Partial<TaskConfig>;
  readonly broker?: Broker;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Started unless said otherwise. */
  readonly start?: boolean;
  readonly times?: { readonly reconcilerTimes: ReconcilerTimes };
  /** What sandboxes are; none are to be had unless said. */
  readonly checkSandbox?: SandboxCheck;
  /** What its reaper deletes; nothing unless said. */
  readonly expirers?: readonly Expirer[];
}

const defaults: TaskConfig = {
  ackTimeoutMs: 10_000,
  leaseMs: 30_000,
  backoff: { baseMs: 1, maxMs: 5 },
  maxTaskBytes: 262_144,
};

const allRoles = ["api", "dispatcher", "feeder", "reaper"];

/** A database, a broker and any number of replicas that run everything but the server against them. */
export class TaskWorld {
  readonly #replicas: Replica[] = [];

  private constructor(
    readonly services: TestServices,
    readonly identity: IdentityService,
  ) {}

  static async open(): Promise<TaskWorld> {
    const services = await openTestServices({ poolSize: 10 });
    const identity = createIdentityService({
      ...services,
      clock: systemClock,
      log: silentLog,
      config: { jwtSecret: "x".repeat(32), accessTokenMs: 900_000, refreshTokenMs: 900_000 },
    });
    await identity.start();
    return new TaskWorld(services, identity);
  }

  async close(): Promise<void> {
    for (const replica of this.#replicas) await replica.stop();
    await this.identity.stop();
    await this.services.close();
  }

  /** A further replica, started. */
  async replica(options: ReplicaOptions = {}): Promise<Replica> {
    const { roles = allRoles, config, broker = this.services.broker, clock = systemClock, log = silentLog } = options;
    const parts = { database: this.services.database, broker, clock, log, metrics: createMetrics() };
    const { identity } = this;
    const events = createEventService({ ...parts, config: { subscriberBuffer: 1_000, sweepMs: 500 } });
    const agents = createAgentService({ ...parts, identity, events, roles, replicaId: newId("replica") });
    const gauge = new PoolGauge(parts);
    const tasks = new TaskService({
      ...parts,
      events,
      config: { ...defaults, ...config },
      checkSandbox: options.checkSandbox,
      admit: (poolId, count) => gauge.admit(poolId, count),
      tellAgent: (agentId, taskId, reason) => agents.sendCommand(agentId, { type: "CancelTask", taskId, reason }),
    });
    const dispatch = new DispatchService({
      ...parts,
      identity,
      agents,
      tasks,
      gauge,
      roles: new Set(roles),
      ...(options.expirers && { expirers: options.expirers }),
      ...options.times,
    });
    const running: Service[] = [events, agents, gauge, dispatch];
    if (options.start !== false) await startAll(running);
    const replica = { agents, events, tasks, dispatch, services: running, stop: () => stopAll(running) };
    this.#replicas.push(replica);
    return replica;
  }

  /** A new tenant's admin. */
  async tenant(): Promise<Principal> {
    const tenantId = newId("tenant");
    await this.services.database.pool.query("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [tenantId]);
    return { kind: "user", id: newId("user"), tenantId, role: "ADMIN", credentialId: newId("signin"), expiresAt: null };
  }

  /** Registers an agent and opens a session for it. */
  async agent(
    { agents, dispatch }: Replica,
    by: Principal,
    options: { capabilities?: readonly string[]; capacity?: number; kinds?: readonly string[]; as?: Principal } = {},
  ): Promise<PlayedAgent> {
    const principal = options.as ?? (await this.#register(agents, by, options.capabilities ?? []));
    const session = await dispatch.openSession(principal, {
      capacity: options.capacity ?? 4,
      kinds: options.kinds ?? null,
    });
    return {
      principal,
      next: async () => {
        const result = await session.next();
        if (result.done) throw new Error("the session has ended");
        return result.value;
      },
      leave: async () => void (await session.return?.()),
    };
  }

  async #register(agents: AgentService, by: Principal, capabilities: readonly string[]): Promise<Principal> {
    const { agent } = await agents.register(by, { name: "worker", capabilities });
    return {
      kind: "agent",
      id: agent.id,
      tenantId: by.tenantId,
      role: "AGENT",
      credentialId: newId("key"),
      expiresAt: null,
    };
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.services.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  async eventTypesOf(taskId: string): Promise<string[]> {
    const rows = await this.rows<{ seq: number; type: string }>(
      "SELECT seq, type FROM events WHERE stream_id = $1 ORDER BY seq",
      [taskId],
    );
    rows.forEach(({ seq }, index) => {
      if (seq !== index + 1) throw new Error(`stream ${taskId} has a gap at ${index + 1}`);
    });
    return rows.map(({ type }) => type);
  }
}

/** The one assignment of a frame. */
export function only(assignments: readonly Assignment[]): Assignment {
  const [first, ...more] = assignments;
  if (!first || more.length > 0) throw new Error(`expected one assignment, got ${assignments.length}`);
  return first;
}

export function leaseOf({ task, leaseToken }: Assignment): { taskId: string; leaseToken: string } {
  return { taskId: task.id, leaseToken };
}
