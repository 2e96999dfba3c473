import {
  createAgentService,
  type AgentService,
  type OpenedSession,
  type Registration,
} from "../../src/agents/index.js";
import type { StreamHead } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import { systemClock, type Clock } from "../../src/platform/clock.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { openTestDatabase, type TestDatabase } from "./database.js";

export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
}

/** What the agents slice asks of its neighbours, recorded. */
export interface Neighbours {
  readonly heads: StreamHead[];
  readonly issuedFor: string[];
  readonly revokedFor: string[];
  /** Thrown by the next key that is asked for. */
  keyFailure: Error | undefined;
}

/** A database, a broker and any number of replicas that run the agents slice against them. */
export class AgentWorld {
  readonly neighbours: Neighbours = { heads: [], issuedFor: [], revokedFor: [], keyFailure: undefined };
  readonly #services: AgentService[] = [];

  private constructor(
    readonly test: TestDatabase,
    readonly broker: Broker,
  ) {}

  static async open(): Promise<AgentWorld> {
    const broker = createEmbeddedBroker();
    await broker.start();
    return new AgentWorld(await openTestDatabase(), broker);
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.broker.stop();
    await this.test.close();
  }

  /** A further replica, started. */
  async replica(options: { clock?: Clock; replicaId?: string; broker?: Broker } = {}): Promise<AgentService> {
    const service = createAgentService({
      database: this.test.database,
      broker: this.broker,
      clock: systemClock,
      replicaId: newId("replica"),
      roles: ["api"],
      log: silentLog,
      identity: this.#identity(),
      events: { announce: (heads) => void this.neighbours.heads.push(...heads) },
      ...options,
    });
    this.#services.push(service);
    await service.start();
    return service;
  }

  #identity(): Parameters<typeof createAgentService>[0]["identity"] {
    const { neighbours } = this;
    return {
      issueAgentKey: async (tenantId, agentId, name) => {
        const failure = neighbours.keyFailure;
        neighbours.keyFailure = undefined;
        if (failure) throw failure;
        neighbours.issuedFor.push(agentId);
        const [createdAt, none] = [new Date(), null];
        const id = newId("key");
        const rest = { lastUsedAt: none, expiresAt: none, revokedAt: none, createdAt };
        return {
          apiKey: { id, tenantId, name, role: "AGENT", agentId, prefix: "msk_", ...rest },
          secret: `msk_${agentId}`,
        };
      },
      revokeAgentKeys: async (_tenantId, agentId) => {
        neighbours.revokedFor.push(agentId);
      },
    };
  }

  /** A new tenant, as its admin. */
  async tenant(): Promise<Principal> {
    const tenantId = newId("tenant");
    await this.test.database.pool.query("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [tenantId]);
    return person(tenantId);
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.test.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  eventsOf(streamId: string): Promise<LoggedEvent[]> {
    return this.rows<LoggedEvent>("SELECT seq, type, data FROM events WHERE stream_id = $1 ORDER BY seq", [streamId]);
  }

  async eventTypesOf(streamId: string): Promise<string[]> {
    return (await this.eventsOf(streamId)).map(({ type }) => type);
  }
}

export function person(tenantId: string): Principal {
  const expiresAt = null;
  return { kind: "user", id: newId("user"), tenantId, role: "ADMIN", credentialId: newId("signin"), expiresAt };
}

/** An agent as it signs in itself. */
export function asAgent({ agent }: Registration): Principal {
  const credentialId = newId("key");
  return { kind: "agent", id: agent.id, tenantId: agent.tenantId, role: "AGENT", credentialId, expiresAt: null };
}

export function register(agents: AgentService, by: Principal, name = "worker"): Promise<Registration> {
  return agents.register(by, { name, capabilities: ["text"], version: "1.0.0", labels: { team: "a" } });
}

export function connect(agents: AgentService, { agent }: Registration, capacity = 4): Promise<OpenedSession> {
  return agents.openSession({ tenantId: agent.tenantId, agentId: agent.id, capacity, kinds: null });
}
