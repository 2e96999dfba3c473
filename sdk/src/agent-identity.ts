import type { AgentSettings } from "./agent-options.js";
import { Backoff } from "./backoff.js";
import type { MusterClient } from "./client.js";
import { messageOf, MusterRequestError } from "./errors.js";
import type { TokenSource } from "./token.js";
import { wait } from "./wait.js";

/** Who the agent is on the server. */
export interface AgentIdentity {
  readonly agentId: string;
  /** What its socket authenticates with. */
  readonly token: TokenSource;
  /** Whether it was registered for this run only. */
  readonly ephemeral: boolean;
}

/**
 * Finds out whose token it is: an agent's own announces what changed, anyone else's registers an agent. Tries again, with
 * jitter, while the server cannot be reached. Rejects with MusterRequestError when it refuses, or when `signal` aborts.
 */
export async function identify(
  client: MusterClient,
  settings: AgentSettings,
  signal: AbortSignal,
): Promise<AgentIdentity> {
  const backoff = new Backoff(settings.reconnect);
  for (;;) {
    try {
      return await identifyOnce(client, settings);
    } catch (error) {
      if (!(error instanceof MusterRequestError && error.transient)) throw error;
      const waitMs = backoff.next();
      settings.logger.warn("Not connected", { reason: messageOf(error), retryInMs: Math.round(waitMs) });
      await wait(waitMs, signal);
      if (signal.aborted) throw error;
    }
  }
}

async function identifyOnce(client: MusterClient, settings: AgentSettings): Promise<AgentIdentity> {
  const viewer = await client.viewer();
  if (viewer === null) throw new MusterRequestError("UNAUTHENTICATED", "The token is not accepted.");
  const { name, capabilities, version, labels } = settings;
  const declaration = {
    ...(version === undefined ? {} : { version }),
    ...(labels === undefined ? {} : { labels }),
  };
  if (viewer.role !== "AGENT") {
    const { agent, apiKey } = await client.registerAgent({ name, capabilities: capabilities ?? [], ...declaration });
    return { agentId: agent.id, token: apiKey, ephemeral: true };
  }
  const changes = { ...declaration, ...(capabilities === undefined ? {} : { capabilities }) };
  if (Object.keys(changes).length > 0) await client.updateAgent(changes);
  return { agentId: viewer.agent?.id ?? viewer.id, token: settings.token, ephemeral: false };
}
