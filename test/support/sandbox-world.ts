import type { Agent } from "../../src/agents/index.js";
import { createEventService, type EventRecord, type EventService } from "../../src/events/index.js";
import type { Principal } from "../../src/identity/index.js";
import { systemClock } from "../../src/platform/clock.js";
import type { Database } from "../../src/platform/db/database.js";
import { newId } from "../../src/platform/ids.js";
import { silentLog } from "../../src/platform/log.js";
import { createSandboxDesk, type SandboxDesk, type SandboxDeskParts } from "../../src/sandboxes/desk.js";
import type { Sandbox, SandboxInput, SandboxStatus } from "../../src/sandboxes/index.js";
import type { Keeping, KeptSandbox, LedgerConfig, SandboxChange } from "../../src/sandboxes/ledger.js";
import { PostgresLedger } from "../../src/sandboxes/postgres-ledger.js";
import { sandboxPolicy, specOf } from "./sandbox-specs.js";
import { FakeSandboxTasks } from "./sandbox-tasks.js";
import { openTestServices, type TestServices } from "./services.js";

const ledgerConfig: LedgerConfig = { costPerCpuSecond: 2, readyTimeoutMs: 60_000, maxPerTenant: 20 };

interface Wanted extends SandboxInput {
  readonly taskId?: string;
  readonly agentId?: string;
  readonly releaseId?: string;
}

/** Enough for all that a test may have waiting. */
const manyWaiting = 100_000;

/** A database, a broker, events, and any number of ledgers and desks on them; tasks and agents are played. */
export class SandboxWorld {
  readonly tasks = new FakeSandboxTasks();
  readonly #agents = new Map<string, Agent>();

  private constructor(
    readonly services: TestServices,
    readonly events: EventService,
  ) {}

  static async open(): Promise<SandboxWorld> {
    const services = await openTestServices({ poolSize: 20 });
    const config = { subscriberBuffer: 1_000, sweepMs: 500 };
    const events = createEventService({ ...services, clock: systemClock, log: silentLog, config });
    await events.start();
    return new SandboxWorld(services, events);
  }

  async close(): Promise<void> {
    await this.events.stop();
    await this.services.close();
  }

  ledger(config: Partial<LedgerConfig> = {}, database: Database = this.services.database): PostgresLedger {
    return new PostgresLedger({
      ...{ database, events: this.events, tasks: this.tasks },
      config: { ...ledgerConfig, ...config },
    });
  }

  desk(more: Partial<SandboxDeskParts> = {}): SandboxDesk {
    const { database, broker } = this.services;
    return createSandboxDesk({
      ...{ database, broker, events: this.events, ledger: this.ledger(), tasks: this.tasks },
      agents: {
        get: async (tenantId, id) =>
          (this.#agents.get(id)?.tenantId === tenantId ? this.#agents.get(id) : null) ?? null,
      },
      ...{ policy: sandboxPolicy, maxWaiting: manyWaiting, ...more },
    });
  }

  /** A new tenant's admin. */
  async tenant(): Promise<Principal> {
    const tenantId = newId("tenant");
    await this.rows("INSERT INTO tenants (id, name) VALUES ($1, 'Test')", [tenantId]);
    return { kind: "user", id: newId("user"), tenantId, role: "ADMIN", credentialId: newId("signin"), expiresAt: null };
  }

  /** An agent that is there; answers its id. */
  agent({ tenantId }: Principal, capabilities: readonly string[] = []): string {
    const id = newId("agent");
    // What is asked of an agent here is whether it is there and what it can do.
    this.#agents.set(id, { id, tenantId, capabilities } as unknown as Agent);
    return id;
  }

  /** A process that lives, and what it keeps sandboxes with. */
  async process(host = "kubernetes:test"): Promise<Keeping> {
    const ownerId = newId("replica");
    await this.rows("INSERT INTO replicas (id, roles) VALUES ($1, '{sandboxes}')", [ownerId]);
    return { host, ownerId };
  }

  /** One that waits. */
  waiting(by: Principal, { taskId, agentId, releaseId, ...input }: Wanted = {}): Promise<Sandbox> {
    const subject = { taskId: taskId ?? null, agentId: agentId ?? null, releaseId: releaseId ?? null };
    return this.ledger().insert(
      {
        ...{ id: newId("sandbox"), tenantId: by.tenantId, spec: specOf(input), createdBy: by.id },
        ...{ ...subject, idempotencyKey: null, inputHash: null },
      },
      manyWaiting,
    );
  }

  /** One that has come so far by moves, each of which is made by a ledger: PROVISIONING unless said. */
  async at(status: SandboxStatus, by: Principal, wanted: Wanted = {}): Promise<KeptSandbox> {
    const { id } = await this.waiting(by, wanted);
    const ledger = this.ledger({ maxPerTenant: manyWaiting });
    const keeping = await this.process();
    const claimed = await ledger.claim(keeping, manyWaiting);
    let sandbox = claimed.find((one) => one.id === id);
    for (const change of waysTo[status]) [sandbox] = await ledger.move([{ id, ...change }]);
    if (sandbox?.status !== status) throw new Error(`it is ${sandbox?.status}, not ${status}`);
    return sandbox;
  }

  /** A release of an item, for sandboxes to be of. */
  async release({ tenantId }: Principal): Promise<string> {
    const [publisherId, itemId, releaseId] = [newId("publisher"), newId("item"), newId("release")];
    await this.rows(
      "INSERT INTO publishers (id, tenant_id, name, display_name, created_by) VALUES ($1, $2, $3, 'P', 'user')",
      [publisherId, tenantId, `p-${publisherId.slice(-26)}`],
    );
    await this.rows(
      `INSERT INTO marketplace_items (id, tenant_id, publisher_id, name, type, description)
       VALUES ($1, $2, $3, $4, 'AGENT', '')`,
      [itemId, tenantId, publisherId, `p/${itemId}`],
    );
    await this.rows(
      `INSERT INTO releases (id, tenant_id, item_id, version, status, manifest, image, digest, published_by)
       VALUES ($1, $2, $3, '1.0.0', 'LISTED', '{}', 'x', repeat('ab', 32), 'user')`,
      [releaseId, tenantId, itemId],
    );
    return releaseId;
  }

  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.services.database.pool.query(text, [...values]);
    return rows as Row[];
  }

  /** A sandbox's events, which have no gap. */
  async eventsOf(id: string): Promise<EventRecord[]> {
    const events = await this.events.read(id, 0, 1_000);
    events.forEach(({ seq }, index) => {
      if (seq !== index + 1) throw new Error(`stream ${id} has a gap at ${index + 1}`);
    });
    return events;
  }

  async eventTypesOf(id: string): Promise<string[]> {
    return (await this.eventsOf(id)).map(({ type }) => type.replace("SANDBOX_", ""));
  }
}

type Change = Omit<SandboxChange, "id">;
const ready: Change = { move: "ready" };
const terminate: Change = { move: "terminate", reason: "REQUESTED" };

const waysTo: Readonly<Record<SandboxStatus, readonly Change[]>> = {
  PENDING: [{ move: "postpone", reason: "HOST_QUOTA", message: "no room", delayMs: 3_600_000 }],
  PROVISIONING: [],
  READY: [ready],
  SUCCEEDED: [ready, { move: "succeed", exitCode: 0 }],
  FAILED: [ready, { move: "fail", reason: "EXIT_CODE", message: "1", exitCode: 1 }],
  TERMINATING: [ready, terminate],
  TERMINATED: [ready, terminate, { move: "terminated" }],
  LOST: [ready, { move: "lose", reason: "DELETED", message: "gone" }],
};
