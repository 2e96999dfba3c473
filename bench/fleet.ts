import { setTimeout } from "node:timers/promises";
import { MusterAgent, type TaskHandler } from "@muster/sdk";
import { tellStartsMs } from "./conditions.js";

/** What a task of the fleet's does: nothing, or take as many milliseconds as its input says. */
export type FleetKind = "noop" | "simulated";

/** What the parent process asks for. One message, then the fleet runs until it is told to stop by a disconnect. */
export interface FleetOrder {
  readonly url: string;
  /** API keys, one agent each. */
  readonly keys: readonly string[];
  readonly concurrency: number;
  /** Assignments to have at hand beyond the slots. */
  readonly prefetch: number;
  /** The one kind that it takes; no-ops unless said. */
  readonly kind?: FleetKind;
}

/** What the fleet tells: that all are connected, and every handler's start. */
export type FleetReport =
  | { readonly type: "connected" }
  | { readonly type: "started"; readonly latenciesMs: readonly number[] };

/** Agents in a process of their own. The latency is from the time in the input, on the machine's monotonic clock. */
async function run({ url, keys, concurrency, prefetch, kind = "noop" }: FleetOrder): Promise<void> {
  let latenciesMs: number[] = [];
  const handlers: Readonly<Record<FleetKind, TaskHandler>> = {
    noop(input) {
      const sent = (input as { readonly at?: string } | null)?.at;
      latenciesMs.push(sent === undefined ? 0 : Number(process.hrtime.bigint() - BigInt(sent)) / 1e6);
      return null;
    },
    async simulated(input) {
      const { ms } = input as { readonly ms: number };
      latenciesMs.push(0);
      if (ms > 0) await setTimeout(ms);
      return null;
    },
  };
  const agents = keys.map((token) => {
    const agent = new MusterAgent({ url, token, concurrency, prefetch });
    agent.handle(kind, handlers[kind]);
    return agent;
  });
  const wave = 100;
  for (let from = 0; from < agents.length; from += wave) {
    await Promise.all(agents.slice(from, from + wave).map((agent) => agent.startConsuming()));
  }
  tell({ type: "connected" });
  const timer = setInterval(() => {
    if (latenciesMs.length > 0) tell({ type: "started", latenciesMs });
    latenciesMs = [];
  }, tellStartsMs);
  process.once("disconnect", () => {
    clearInterval(timer);
    process.exit(0);
  });
}

function tell(report: FleetReport): void {
  process.send?.(report);
}

process.once("message", (order) => void run(order as FleetOrder));
