import { LRUCache } from "lru-cache";
import type { EventService } from "../events/index.js";
import type { Broker } from "../platform/broker/broker.js";
import type { Log } from "../platform/log.js";
import { Signal } from "../platform/signal.js";
import type { Agent } from "./model.js";

/** Enough to tell late news from new ones for all agents that change at about the same time. */
const rememberedAgents = 20_000;

/** Tells whoever must know that agents have changed: followers of their events, and the dispatchers of all replicas. */
export interface AgentChanges {
  /** After the commit: to the event log's followers, to listeners here and on other replicas. */
  tell(agents: readonly Agent[]): void;
  /** As `tell`, to the event log's followers only: for READY <-> BUSY, which the dispatcher itself causes. */
  tellFollowers(agents: readonly Agent[]): void;
  /** To listeners here, of agents that were read again: only what they do not know yet. */
  catchUp(agents: readonly Agent[]): void;
  /** The answer unregisters. */
  on(listener: (agent: Agent) => void): () => void;
  /** Begins to hear other replicas; the answer ends it. */
  listen(): Promise<() => Promise<void>>;
}

export interface AgentChangesOptions {
  readonly broker: Broker;
  readonly events: Pick<EventService, "announce">;
  readonly replicaId: string;
  readonly log: Log;
}

interface Message {
  readonly from: string;
  readonly agent: Agent;
}

export function createAgentChanges({ broker, events, replicaId, log }: AgentChangesOptions): AgentChanges {
  const signal = new Signal<Agent>();
  const latestSeqs = new LRUCache<string, number>({ max: rememberedAgents });
  const emit = (agent: Agent): void => {
    // Two replicas may tell of one agent out of order: the count of its events says which is the newer.
    if ((latestSeqs.get(agent.id) ?? 0) >= agent.eventSeq) return;
    latestSeqs.set(agent.id, agent.eventSeq);
    signal.emit(agent);
  };
  const tellFollowers = (agents: readonly Agent[]): void =>
    events.announce(agents.map(({ id, tenantId, eventSeq }) => ({ tenantId, streamId: id, seq: eventSeq })));
  return {
    tellFollowers,
    tell(agents) {
      tellFollowers(agents);
      for (const agent of agents) {
        emit(agent);
        broker.broadcast(`agents.${agent.tenantId}`, JSON.stringify({ from: replicaId, agent } satisfies Message));
      }
    },
    catchUp: (agents) => agents.forEach(emit),
    on: (listener) => signal.on(listener),
    listen: () =>
      broker.subscribe("agents.*", (body) => {
        const message = parse(body, log);
        if (message && message.from !== replicaId) emit(message.agent);
      }),
  };
}

/** The bodies are written by replicas like this one, of this version or of the one before. */
function parse(body: string, log: Log): Message | undefined {
  try {
    const message = JSON.parse(body) as Message;
    return { from: message.from, agent: revive(message.agent) };
  } catch (error) {
    log.warn({ err: error }, "agent change not understood");
    return undefined;
  }
}

function revive(agent: Agent): Agent {
  const date = (value: Date | null): Date | null => (value === null ? null : new Date(value));
  const { lastSeenAt, removedAt, createdAt } = agent;
  return { ...agent, lastSeenAt: date(lastSeenAt), removedAt: date(removedAt), createdAt: new Date(createdAt) };
}
