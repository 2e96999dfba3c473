import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Execution } from "../../src/executions/index.js";
import type { Principal } from "../../src/identity/index.js";
import type { Task } from "../../src/tasks/index.js";
import { eventually } from "./eventually.js";
import {
  ExecutionWorld,
  type ExecutionReplica,
  type ExecutionReplicaOptions,
  type Published,
} from "./execution-world.js";

export const itemName = "acme/words";
export const kind = `wasm:${itemName}`;

interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly capabilities: string[];
}

/** Tenants with tasks of a kind that an installed module does; a tenant for each test, whose replicas end with it. */
export class WasmTasks {
  readonly #replicas: ExecutionReplica[] = [];
  #world: ExecutionWorld | null = null;
  admin: Principal = { kind: "user", id: "", tenantId: "", role: "ADMIN", credentialId: "", expiresAt: null };
  /** Lets runs go on that a test holds. */
  release: () => void = () => undefined;
  released: Promise<void> = Promise.resolve();

  /** Hooks of the tests that use it. */
  static use(): WasmTasks {
    const tasks = new WasmTasks();
    beforeAll(async () => {
      tasks.#world = await ExecutionWorld.open();
    });
    afterAll(() => tasks.#world?.close());
    beforeEach(() => tasks.#begin());
    afterEach(() => tasks.#end());
    return tasks;
  }

  get world(): ExecutionWorld {
    if (!this.#world) throw new Error("the world is not open yet");
    return this.#world;
  }

  async start(options: ExecutionReplicaOptions = {}): Promise<ExecutionReplica> {
    const replica = await this.world.replica(options);
    this.#replicas.push(replica);
    return replica;
  }

  /** The module becomes what the tasks' kind is done by. */
  async install({ tasks }: ExecutionReplica, module: Uint8Array, manifest = {}): Promise<Published> {
    await tasks.defineKind(this.admin, { name: kind, requiredCapabilities: ["muster:wasm"], defaultMaxRetries: 1 });
    const item = await this.world.shelf.publish(this.admin, { name: itemName, module, manifest, pricePerRun: 3 });
    this.world.shelf.install(this.admin, item);
    return item;
  }

  async stateOf({ tasks }: ExecutionReplica, { id, tenantId }: Task): Promise<Task> {
    const task = await tasks.get(tenantId, id);
    if (!task) throw new Error("the task is gone");
    return task;
  }

  until(replica: ExecutionReplica, task: Task, status: Task["status"]): Promise<Task> {
    return eventually(async () => {
      const now = await this.stateOf(replica, task);
      expect(now.status).toBe(status);
      return now;
    });
  }

  /** Newest first. */
  async executionsOf({ id, tenantId }: Task): Promise<Execution[]> {
    const [replica] = this.#replicas;
    if (!replica) throw new Error("no replica");
    const { items } = await replica.executions.list(tenantId, {});
    return items.filter(({ taskId }) => taskId === id);
  }

  agentsOf({ tenantId } = this.admin): Promise<AgentRow[]> {
    const text = "SELECT id, name, status::text, capabilities FROM agents WHERE tenant_id = $1";
    return this.world.rows<AgentRow>(text, [tenantId]);
  }

  sessionsOf({ tenantId } = this.admin): Promise<{ id: string; kinds: string[] }[]> {
    return this.world.rows("SELECT id, kinds FROM agent_sessions WHERE tenant_id = $1", [tenantId]);
  }

  /** Holds every run until `release`. */
  hold(): void {
    this.world.intercept = async (request, run) => {
      await this.released;
      return run(request);
    };
  }

  async #begin(): Promise<void> {
    this.released = new Promise((resolve) => (this.release = resolve));
    this.admin = await this.world.tenant();
  }

  async #end(): Promise<void> {
    this.release();
    this.world.intercept = (request, run) => run(request);
    for (const one of this.#replicas.splice(0)) await one.stop();
  }
}
