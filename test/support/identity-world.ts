import {
  createIdentityService,
  type IdentityConfig,
  type IdentityService,
  type Principal,
  type Role,
  type User,
} from "../../src/identity/index.js";
import { createPasswords } from "../../src/identity/passwords.js";
import type { Broker } from "../../src/platform/broker/broker.js";
import { createEmbeddedBroker } from "../../src/platform/broker/embedded-broker.js";
import { silentLog } from "../../src/platform/log.js";
import { newId } from "../../src/platform/ids.js";
import { openTestDatabase, type TestDatabase } from "./database.js";
import { ManualClock } from "./manual-clock.js";

export const password = "correct horse battery";
/** Costs next to nothing: what a real hash takes is not what these tests are about. */
const cheapPasswords = createPasswords({ ln: 4, r: 8, p: 1 });
const operatorEmail = "operator@example.com";

interface ReplicaOptions {
  readonly broker?: Broker;
  readonly config?: Partial<IdentityConfig>;
}

/** A database, a broker, a clock and any number of replicas that run the identity slice against them. */
export class IdentityWorld {
  readonly clock = new ManualClock();
  readonly #services: IdentityService[] = [];
  #users = 0;

  private constructor(
    readonly test: TestDatabase,
    readonly broker: Broker,
  ) {}

  static async open(): Promise<IdentityWorld> {
    const broker = createEmbeddedBroker();
    await broker.start();
    return new IdentityWorld(await openTestDatabase(), broker);
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.broker.stop();
    await this.test.close();
  }

  /** A further replica, started. */
  async replica({ broker = this.broker, config }: ReplicaOptions = {}): Promise<IdentityService> {
    const service = createIdentityService({
      database: this.test.database,
      broker,
      clock: this.clock,
      config: { jwtSecret: null, accessTokenMs: 900_000, refreshTokenMs: 30 * 86_400_000, ...config },
      log: silentLog,
      passwords: cheapPasswords,
    });
    this.#services.push(service);
    await service.start();
    return service;
  }

  /** The operator's admin, signed in; the first call makes it. */
  async operator(service: IdentityService): Promise<Principal> {
    await service.bootstrap({ email: operatorEmail, password });
    return this.signIn(service, operatorEmail);
  }

  /** The admin of a tenant of its own, signed in. */
  async admin(service: IdentityService): Promise<Principal> {
    const email = this.newEmail();
    const input = { name: "a tenant", adminEmail: email, adminPassword: password };
    await service.createTenant(await this.operator(service), input);
    return this.signIn(service, email);
  }

  async user(service: IdentityService, admin: Principal, role: Role = "VIEWER"): Promise<User> {
    return service.createUser(admin, { email: this.newEmail(), name: "somebody", role, password });
  }

  newEmail(): string {
    return `user${++this.#users}@example.com`;
  }

  /** Signs in and answers what the access token stands for. */
  async signIn(service: IdentityService, email: string): Promise<Principal> {
    const { accessToken } = await service.signIn({ email, password, clientAddress: "192.0.2.1" });
    return service.authenticate(accessToken);
  }

  tokens(service: IdentityService, email: string): ReturnType<IdentityService["signIn"]> {
    return service.signIn({ email, password, clientAddress: "192.0.2.1" });
  }

  /** An agent of the principal's tenant, as the agents slice would have made it. */
  async agent({ tenantId }: Principal): Promise<string> {
    const id = newId("agent");
    const text = "INSERT INTO agents (id, tenant_id, name, capabilities) VALUES ($1, $2, 'an agent', '{}')";
    await this.test.database.pool.query(text, [id, tenantId]);
    return id;
  }
}

/** Drops every broadcast: what a broker may do at any time. */
export function deafBroker(broker: Broker): Broker {
  return new Proxy(broker, {
    get: (target, property) => {
      if (property === "broadcast") return () => undefined;
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
