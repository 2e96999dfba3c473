import type { Principal } from "../../src/identity/index.js";
import type { PlayedAgent, Replica, TaskWorld } from "./task-world.js";

/** An agent that has what only the one for sandboxes has: not by its own word. */
export async function sandboxAgent(
  world: TaskWorld,
  replica: Replica,
  by: Principal,
  options: { readonly capacity?: number; readonly as?: Principal } = {},
): Promise<PlayedAgent> {
  const as = options.as ?? (await registered(world, replica, by));
  return world.agent(replica, by, { ...options, as });
}

async function registered(world: TaskWorld, replica: Replica, by: Principal): Promise<Principal> {
  const { tenantId } = by;
  const { agent } = await replica.agents.register(by, { name: "muster-sandbox", capabilities: [] });
  await world.rows("UPDATE agents SET capabilities = '{muster:sandbox}' WHERE id = $1", [agent.id]);
  return { kind: "agent", id: agent.id, tenantId, role: "AGENT", credentialId: agent.id, expiresAt: null };
}
