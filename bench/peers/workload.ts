import type { Latencies } from "../figures.js";

export type TaskWorkload = "bulk" | "single" | "latency";
/** Of runs of steps. */
export type RunWorkload = "chain" | "spread";
export type Workload = TaskWorkload | RunWorkload;

export const workloads: readonly Workload[] = ["bulk", "single", "latency", "chain", "spread"];

export type Figures =
  | { readonly tasksPerSecond: number }
  | Latencies
  | { readonly msPerStep: number }
  | { readonly stepsPerSecond: number };

export function isOfRuns(workload: Workload): workload is RunWorkload {
  return workload === "chain" || workload === "spread";
}
