import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { delaysWanted, type AudienceOrder, type AudienceReport } from "./audience.js";
import type { Latencies } from "./figures.js";

export interface Audience {
  /** Resolves when so many events have arrived, over all subscriptions, since the beginning. */
  received(deliveries: number): Promise<void>;
  /** Delays of what has arrived since the last call. */
  delays(): Promise<Latencies>;
  stop(): Promise<void>;
}

/** Subscribers in a process of their own. Whoever waits for one that is lost is failed. */
export function startAudience(order: AudienceOrder): Audience {
  const child = fork(fileURLToPath(new URL("audience.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
  let arrived = 0;
  let delays: Latencies | null = null;
  let wake: (() => void) | null = null;
  child.on("message", (report: AudienceReport) => {
    if (report.type === "received") arrived = report.deliveries;
    else delays = report.delays;
    wake?.();
  });
  child.once("exit", () => wake?.());
  const reported = async (): Promise<void> => {
    await new Promise<void>((resolve) => (wake = resolve));
    if (child.exitCode !== null) throw new Error(`the audience ended with ${child.exitCode}`);
  };
  child.send(order);
  return {
    async received(deliveries) {
      for (;;) {
        if (arrived >= deliveries) return;
        await reported();
      }
    },
    async delays() {
      delays = null;
      child.send(delaysWanted);
      for (;;) {
        await reported();
        if (delays !== null) return delays;
      }
    },
    async stop() {
      child.disconnect();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
