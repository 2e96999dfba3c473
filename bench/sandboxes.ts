import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median, type Latencies } from "./figures.js";
import type { ClusterFigure, ClusterOrder } from "./sandbox-cluster.js";
import { localReady } from "./sandbox-local.js";
import { warmClaims } from "./sandbox-pool.js";

export interface SandboxFigure {
  readonly cluster: ClusterFigure;
  readonly local: Latencies;
  readonly warm: Latencies;
}

/** What sandboxes take on the double of a cluster, which is a process of its own, as child processes, and from the pool. */
export async function sandboxes({ seconds = 60, callers = 64, there = 10_000 } = {}): Promise<SandboxFigure> {
  return {
    cluster: await onCluster({ seconds, callers, there }),
    local: await localReady(),
    warm: await warmClaims(),
  };
}

/** In a process of its own: nothing else's memory is in the figure. */
async function onCluster(order: ClusterOrder): Promise<ClusterFigure> {
  const main = fileURLToPath(new URL("sandbox-cluster.ts", import.meta.url));
  const child = fork(main, { execArgv: ["--import", "tsx", "--expose-gc"] });
  const ended = new AbortController();
  child.once("exit", (code) => ended.abort(new Error(`the measurement ended with ${code}`)));
  child.send(order);
  const [figure] = (await once(child, "message", { signal: ended.signal })) as [ClusterFigure];
  return figure;
}

export function describeSandboxes(figures: readonly SandboxFigure[]): string {
  const of = (read: (figure: ClusterFigure) => number): number => median(figures.map(({ cluster }) => read(cluster)));
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  const latency = (name: "local" | "warm"): string => {
    const at = (percentile: "p50Ms" | "p95Ms"): string =>
      median(figures.map((figure) => figure[name][percentile])).toFixed(1);
    return `p50 ${at("p50Ms")} ms, p95 ${at("p95Ms")} ms`;
  };
  return [
    `Jobs: ${of(({ perSecond }) => perSecond).toFixed(0)}/s from order to removal`,
    `processor per sandbox ${of(({ cpuMs }) => cpuMs).toFixed(1)} ms, of the double of the cluster ${of(({ clusterCpuMs }) => clusterCpuMs).toFixed(1)} ms`,
    `memory ${mebibytes(of(({ startBytes }) => startBytes))} MiB before and ${mebibytes(of(({ endBytes }) => endBytes))} MiB after ${of((figure) => figure.sandboxes).toFixed(0)}`,
    `10,000 listed and compared in ${of(({ reconcileMs }) => reconcileMs).toFixed(0)} ms`,
    `as a child process ready in ${latency("local")}`,
    `from the pool in ${latency("warm")}`,
  ].join("; ");
}
