import type { EventService } from "../events/index.js";
import type { IdentityService, Principal } from "../identity/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Clock } from "../platform/clock.js";
import type { Database } from "../platform/db/database.js";
import { isId } from "../platform/ids.js";
import type { Log } from "../platform/log.js";
import type { Page } from "../platform/page.js";
import type { Service } from "../platform/service.js";
import { createBuiltInAgents, type BuiltInAgents } from "./built-ins.js";
import { createAgentChanges, type AgentChanges } from "./changes.js";
import { createAgentCommands, type AgentCommands } from "./commands.js";
import { createAgentDeclarations, isWithinReach, type AgentDeclarations } from "./declarations.js";
import type {
  Fault,
  ListAgentsInput,
  OpenedSession,
  OpenSessionInput,
  Saturation,
  SessionEndReason,
} from "./inputs.js";
import type { Agent, AgentCommand, AgentSession } from "./model.js";
import { createAgentMoves, type AgentMoves } from "./moves.js";
import { createReplicas } from "./replicas.js";
import { createAgentSessions } from "./sessions.js";
import { createAgentStore, type AgentStore } from "./store.js";

/** The agents of all tenants: what they are declared to be, where they stand, which sessions they have. */
export interface AgentService extends Service, AgentDeclarations, AgentMoves, BuiltInAgents {
  /** Null when it does not exist, is removed, is another tenant's, or an agent asks for another. */
  view(principal: Principal, id: string): Promise<Agent | null>;
  /** Null when it does not exist, is removed or is another tenant's. */
  get(tenantId: string, id: string): Promise<Agent | null>;
  /** Removed ones too, since history names them; ids that name nothing are missing. */
  getMany(tenantId: string, ids: readonly string[]): Promise<Map<string, Agent>>;
  /** Removed ones are not listed. */
  list(tenantId: string, input: ListAgentsInput): Promise<Page<Agent>>;
  /** Null when it does not exist, has ended or is another tenant's. */
  session(tenantId: string, id: string): Promise<AgentSession | null>;
  /** Live sessions, oldest first; an agent without one is missing. */
  sessionsOf(tenantId: string, agentIds: readonly string[]): Promise<Map<string, AgentSession[]>>;
  /**
   * Begins a session held by this replica; the agent becomes READY unless a person holds or drains it. NOT_FOUND when it is
   * no agent of the tenant, QUOTA_EXCEEDED beyond 100 live sessions.
   */
  openSession(input: OpenSessionInput): Promise<OpenedSession>;
  /** Ends a session, once or more; with its last one the agent goes OFFLINE. If it rejects, it is tried again by itself. */
  closeSession(sessionId: string, reason: SessionEndReason): Promise<void>;
  /** Tells of sessions opened here that were ended by somebody else: their agent was removed, or this replica was taken for dead. */
  onSessionLost(listener: (sessionId: string) => void): () => void;
  /** READY <-> BUSY, for those that stand there; a person's hold stays. */
  setSaturation(changes: readonly Saturation[]): Promise<void>;
  /** READY, BUSY -> FAULTED. */
  fault(faults: readonly Fault[]): Promise<void>;
  /** FAULTED -> READY: the agents have accepted or completed something. Call it for those that are FAULTED. */
  recover(agentIds: readonly string[]): Promise<void>;
  /**
   * Heartbeats, coalesced; written at most once per agent and second. An agent FAULTED for LEASE_LOST recovers at once, one for
   * ACK_TIMEOUT after 60 s: else an agent that beats and never accepts would be offered work for ever.
   */
  reportLoad: AgentMoves["reportLoad"];
  /**
   * Tells on every replica of each change of status, declaration or removal, in order, but for READY <-> BUSY. Best effort when
   * the broker is away; after it is back, agents connected here are read again. The listener must not throw.
   */
  onAgentChanged(listener: (agent: Agent) => void): () => void;
  /** To the agent's watchers on every replica. Best effort. */
  sendCommand(agentId: string, command: AgentCommand): void;
  /**
   * What the agent is told from now on; begins with Drain when it is DRAINING. At most 256 wait: then it throws
   * SubscriberOverflow. Ends on `return()` and when the service stops. With a `taskId` it is that this one task is cancelled, and
   * nothing else.
   */
  watchCommands(agentId: string, taskId?: string | null): AsyncIterableIterator<AgentCommand>;
  /** Ends sessions of replicas that were not seen for 20 s, and answers their ids. Any number of replicas may call it at once. */
  sweepReplicas(): Promise<string[]>;
}

export interface AgentServiceOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly identity: Pick<IdentityService, "issueAgentKey" | "revokeAgentKeys">;
  readonly events: Pick<EventService, "announce">;
  readonly clock: Clock;
  readonly log: Log;
  /** `replica_...`, new for each process. */
  readonly replicaId: string;
  /** What this process does, for people who look. */
  readonly roles: readonly string[];
}

export function createAgentService(options: AgentServiceOptions): AgentService {
  const store = createAgentStore(options.database);
  const changes = createAgentChanges(options);
  const sessions = createAgentSessions({ ...options, changes });
  const commands = createAgentCommands({ ...options, changes, store });
  const replicas = createReplicas({ ...options, changes, sessions });
  const reading = createReading(store);
  return {
    ...createLife({ ...options, store, changes, commands, replicas }),
    ...createAgentDeclarations({ ...options, changes, store }),
    ...createAgentMoves({ ...options, changes }),
    ...createBuiltInAgents({ ...options, changes }),
    ...reading,
    view: async (principal, id) => {
      const agent = await reading.get(principal.tenantId, id);
      return agent && isWithinReach(principal, agent) ? agent : null;
    },
    openSession: sessions.open,
    closeSession: sessions.close,
    onSessionLost: sessions.onLost,
    onAgentChanged: changes.on,
    sendCommand: commands.send,
    watchCommands: commands.watch,
    sweepReplicas: replicas.sweep,
  };
}

function createReading(store: AgentStore): Pick<AgentService, "get" | "getMany" | "list" | "session" | "sessionsOf"> {
  const getMany = (tenantId: string, ids: readonly string[]): Promise<Map<string, Agent>> =>
    store.find(
      tenantId,
      ids.filter((id) => isId("agent", id)),
    );
  return {
    getMany,
    async get(tenantId, id) {
      const agent = (await getMany(tenantId, [id])).get(id);
      return agent && agent.removedAt === null ? agent : null;
    },
    list: store.list,
    session: async (tenantId, id) => (isId("session", id) ? store.session(tenantId, id) : null),
    sessionsOf: store.sessionsOf,
  };
}

interface LifeOptions extends AgentServiceOptions {
  readonly store: AgentStore;
  readonly changes: AgentChanges;
  readonly commands: AgentCommands;
  readonly replicas: Service;
}

/** Hears first, then makes itself known; goes the other way round. */
function createLife({ broker, changes, commands, log, replicaId, replicas, store }: LifeOptions): Service {
  const ends: (() => Promise<void> | void)[] = [];
  const catchUp = async (): Promise<void> => {
    try {
      changes.catchUp(await store.findConnected(replicaId));
    } catch (error) {
      log.warn({ err: error }, "agents could not be read again after the broker was away");
    }
  };
  return {
    name: "agents",
    async start() {
      ends.push(await changes.listen());
      ends.push(await commands.listen());
      ends.push(broker.onReconnect(() => void catchUp()));
      await replicas.start();
    },
    async stop() {
      await replicas.stop();
      for (const end of ends.splice(0).toReversed()) await end();
    },
  };
}
