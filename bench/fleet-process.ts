import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FleetOrder, FleetReport } from "./fleet.js";

export interface Fleet {
  readonly pid: number;
  /** Resolves with the latencies when so many handlers have started since the last call. */
  started(count: number): Promise<number[]>;
  stop(): Promise<void>;
}

/** A fleet in a process of its own; resolves when every agent is connected. */
export async function startFleet(order: FleetOrder): Promise<Fleet> {
  const child = fork(fileURLToPath(new URL("fleet.ts", import.meta.url)), { execArgv: ["--import", "tsx"] });
  let latenciesMs: number[] = [];
  let wake: (() => void) | null = null;
  const connected = new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the fleet ended with ${code}`)));
    child.on("message", (report: FleetReport) => {
      if (report.type === "connected") return resolve();
      latenciesMs.push(...report.latenciesMs);
      wake?.();
    });
  });
  child.send(order);
  await connected;
  return {
    // It is connected, so it runs.
    pid: child.pid as number,
    async started(count) {
      while (latenciesMs.length < count) await new Promise<void>((resolve) => (wake = resolve));
      const told = latenciesMs;
      latenciesMs = [];
      return told;
    },
    async stop() {
      child.disconnect();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
