import type { Metrics } from "../platform/metrics.js";
import type { ExecutionStatus } from "./model.js";

export interface ExecutionMetrics {
  readonly onEnded: (status: Exclude<ExecutionStatus, "RUNNING">, durationMs: number) => void;
  readonly onLost: (count: number) => void;
}

/** From a module that answers at once to the longest that one may run. */
const seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const;

/** What the process counts of the modules that it runs. `countRunning`: runs under way. */
export function createExecutionMetrics(metrics: Metrics, countRunning: () => number): ExecutionMetrics {
  const ended = metrics.counter({
    name: "muster_executions_total",
    help: "WASM runs that ended in this process, or were given up by it for lost, by how.",
    labelNames: ["status"],
  });
  const duration = metrics.histogram({
    name: "muster_execution_seconds",
    help: "Time of a WASM run from the module's start to its end.",
    buckets: seconds,
  });
  metrics.gauge({
    name: "muster_executions_running",
    help: "WASM runs of this process that run, or wait for a place to.",
    collect: countRunning,
  });
  return {
    onEnded(status, durationMs) {
      ended.inc({ status });
      duration.observe(durationMs / 1_000);
    },
    onLost: (count) => ended.inc({ status: "LOST" }, count),
  };
}
