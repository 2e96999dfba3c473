import { createClient, type Client } from "graphql-ws";
import { expect } from "vitest";
import { WebSocket } from "ws";
import type { MusterClient } from "../../sdk/src/index.js";
import { eventually } from "./eventually.js";

/** An agent that takes tasks and works on none: it holds their leases for sandboxes, as a worker of the tenant's own agent does. */
export class Holder {
  readonly agentId: string;
  readonly tenantId: string;
  readonly #client: MusterClient;
  readonly #socket: Client;

  private constructor(parts: { agentId: string; tenantId: string; client: MusterClient; socket: Client }) {
    this.agentId = parts.agentId;
    this.tenantId = parts.tenantId;
    this.#client = parts.client;
    this.#socket = parts.socket;
  }

  static async register(client: MusterClient, url: string): Promise<Holder> {
    const { agent, apiKey } = await client.registerAgent({ name: "holder", capabilities: [] });
    const viewer = await client.viewer();
    const socket = createClient({
      url: `${url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${apiKey}` },
    });
    // What is assigned is not asked for: it is there to be held.
    const query = "subscription { taskAssignments(capacity: 10) { assignments { leaseToken } } }";
    socket.subscribe({ query }, { next: () => {}, error: () => {}, complete: () => {} });
    return new Holder({ agentId: agent.id, tenantId: viewer?.tenant.id ?? "", client, socket });
  }

  /** Resolves when the task is its own. */
  async holds(taskId: string): Promise<void> {
    await eventually(async () => {
      expect(await this.#client.task(taskId)).toMatchObject({ status: "ASSIGNED", agent: { id: this.agentId } });
    });
  }

  /** Takes no more. */
  async leave(): Promise<void> {
    await this.#socket.dispose();
    await this.#client.removeAgent(this.agentId);
  }
}
