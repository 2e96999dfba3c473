import { MusterAgent, type TokenSource } from "@muster/sdk";
import type { Example } from "./example.js";

export interface FleetOptions {
  readonly url: string;
  /** A person's: each agent registers for as long as the demo runs. */
  readonly token: TokenSource;
  readonly examples: readonly Example[];
}

const crew = ["ada", "ben", "carl"];

export interface Fleet {
  stop(): Promise<void>;
}

/** Starts three agents that can do the tasks of all examples; resolves when they are connected. */
export async function startFleet({ url, token, examples }: FleetOptions): Promise<Fleet> {
  const agents = crew.map((name) => {
    const agent = new MusterAgent({ url, token, name: `demo ${name}`, version: "0.1.0", concurrency: 2 });
    for (const example of examples) example.equip(agent);
    return agent;
  });
  await Promise.all(agents.map((agent) => agent.startConsuming()));
  return { stop: async () => void (await Promise.all(agents.map((agent) => agent.stop({ graceMs: 2_000 })))) };
}
