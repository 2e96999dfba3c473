import type { Metrics } from "../platform/metrics.js";
import type { WasmResult } from "./model.js";

interface Gauges {
  readonly running: () => number;
  readonly waiting: () => number;
}

export interface RunMetrics {
  ended(result: WasmResult): void;
  refused(): void;
  restarted(): void;
  /** Whether a host with room had the module at hand. */
  chosen(hadModule: boolean): void;
}

/** Of a guest, from a millisecond to its longest time. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

export function createRunMetrics(metrics: Metrics, { running, waiting }: Gauges): RunMetrics {
  metrics.gauge({ name: "muster_wasm_runs_running", help: "Runs of WASM modules under way", collect: running });
  metrics.gauge({
    name: "muster_wasm_runs_waiting",
    help: "Runs of WASM modules that wait for a thread",
    collect: waiting,
  });
  const runs = metrics.counter({
    name: "muster_wasm_runs_total",
    help: "Runs of WASM modules ended, by how",
    labelNames: ["outcome"],
  });
  const seconds = metrics.histogram({
    name: "muster_wasm_run_seconds",
    help: "Time of a WASM module from its start to its end",
    buckets,
  });
  const restarts = metrics.counter({
    name: "muster_wasm_hosts_restarted_total",
    help: "Processes of WASM runs started in place of one that ended",
  });
  const modules = metrics.counter({
    name: "muster_wasm_modules_found_total",
    help: "Runs by whether a process with room had their module compiled",
    labelNames: ["found"],
  });
  return {
    ended: ({ failure, durationMs }) => {
      runs.inc({ outcome: failure?.reason ?? "ok" });
      seconds.observe(durationMs / 1000);
    },
    refused: () => runs.inc({ outcome: "refused" }),
    restarted: () => restarts.inc(),
    chosen: (hadModule) => modules.inc({ found: hadModule ? "yes" : "no" }),
  };
}
