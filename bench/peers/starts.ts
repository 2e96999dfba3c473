import type { ChildProcess } from "node:child_process";
import type { WorkerReport } from "./worker.js";

/** Every start of a handler in the worker process, as it tells them. */
export class Starts {
  #latenciesMs: number[] = [];
  #wake: (() => void) | null = null;

  constructor(worker: ChildProcess) {
    worker.on("message", (report: WorkerReport) => {
      if (report.type === "started") this.#latenciesMs.push(...report.latenciesMs);
      this.#wake?.();
    });
  }

  /** Resolves with the latencies when so many handlers have started since the last call. */
  async take(count: number): Promise<number[]> {
    while (this.#latenciesMs.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    const told = this.#latenciesMs;
    this.#latenciesMs = [];
    return told;
  }
}
