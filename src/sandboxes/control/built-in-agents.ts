import { LRUCache } from "lru-cache";
import type { Principal } from "../../identity/index.js";
import type { ControllerNeighbours } from "./parts.js";

/** More tenants than that at a time are asked for again and again. */
const maxTenants = 10_000;

/** Who does the tasks of a tenant's sandboxes: its built-in agent, which is registered if it is the first. */
export class BuiltInAgents {
  readonly #agents: Pick<ControllerNeighbours["agents"], "ensureBuiltIn">;
  readonly #known = new LRUCache<string, Principal>({ max: maxTenants });

  constructor(agents: Pick<ControllerNeighbours["agents"], "ensureBuiltIn">) {
    this.#agents = agents;
  }

  async of(tenantId: string): Promise<Principal> {
    const known = this.#known.get(tenantId);
    if (known) return known;
    const { id } = await this.#agents.ensureBuiltIn(tenantId, "sandbox");
    const agent: Principal = { kind: "agent", id, tenantId, role: "AGENT", credentialId: id, expiresAt: null };
    this.#known.set(tenantId, agent);
    return agent;
  }
}
