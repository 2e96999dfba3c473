import type { Clock } from "../../platform/clock.js";
import type { Log } from "../../platform/log.js";
import { Repeater } from "../../platform/repeater.js";
import { readQuantity } from "../quantities.js";
import type { KubeClient } from "./client.js";
import { collection, containerName, managedSelector } from "./names.js";
import type { KubeObject } from "./objects.js";
import type { Timings } from "./options.js";
import type { Placements } from "./placements.js";
import { CallFailure } from "./refusals.js";
import type { Usage } from "./reports.js";

interface PodMetrics extends KubeObject {
  readonly timestamp?: string;
  /** What the rates are averages of, as `15.2s`. */
  readonly window?: string;
  readonly containers?: readonly {
    readonly name?: string;
    readonly usage?: { readonly cpu?: string; readonly memory?: string };
  }[];
}

/** One look at what a pod uses. */
export interface Sample {
  /** Of the cluster's clock, in milliseconds. */
  readonly atMs: number;
  readonly windowMs: number;
  /** Cores, on average over the window. */
  readonly cores: number;
  readonly memoryBytes: number;
}

export interface UsageOptions {
  readonly client: KubeClient;
  readonly namespace: string;
  readonly placements: Placements;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at what the running pods use, all in one call, where the cluster has metrics.k8s.io. */
export function watchUsage(options: UsageOptions): Repeater {
  const { client, namespace, placements, timings, clock, log } = options;
  const { path } = collection("metrics.k8s.io/v1beta1", namespace, "pods");
  const sampledAtMs = new Map<string, number>();
  const look = async (): Promise<number> => {
    const running = placements.running();
    for (const name of sampledAtMs.keys()) if (!running.has(name)) sampledAtMs.delete(name);
    if (running.size === 0) return timings.usageMs;
    const list = await client.list(path, { labelSelector: managedSelector });
    for (const item of list.items ?? []) {
      const name = item.metadata?.name ?? "";
      const ref = running.get(name);
      const sample = sampleOf(item);
      if (ref === undefined || sample === null) continue;
      placements.setUsage(ref, addSample(placements.usageOf(ref), sampledAtMs.get(name) ?? null, sample));
      sampledAtMs.set(name, sample.atMs);
    }
    return timings.usageMs;
  };
  const run = (): Promise<number> =>
    look().catch((error: unknown) => {
      const isAbsent = error instanceof CallFailure && (error.status === 404 || error.status === 403);
      if (isAbsent) log.info({ said: error.message }, "the cluster does not tell what pods use");
      return isAbsent ? timings.absentMs : timings.usageMs;
    });
  return new Repeater({ name: "kubernetes usage", clock, log, firstMs: timings.usageMs, run });
}

export function sampleOf(item: PodMetrics): Sample | null {
  const used = item.containers?.find(({ name }) => name === containerName)?.usage;
  const atMs = Date.parse(item.timestamp ?? "");
  const cores = readCores(used?.cpu ?? "");
  const memoryBytes = readQuantity(used?.memory ?? "");
  if (Number.isNaN(atMs) || cores === null || memoryBytes === null) return null;
  return { atMs, windowMs: readDuration(item.window ?? "") ?? 0, cores, memoryBytes };
}

/** `12345678n`, `250m`, `1`. */
function readCores(text: string): number | null {
  const [, number, unit] = /^(\d+)([nu])$/.exec(text) ?? [];
  if (number === undefined) return readQuantity(text);
  return Number(number) * (unit === "n" ? 1e-9 : 1e-6);
}

/** As Go writes them: `30s`, `1m0.5s`. */
function readDuration(text: string): number | null {
  const [whole, minutes = "0", seconds = "0"] = /^(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  return whole ? (Number(minutes) * 60 + Number(seconds)) * 1000 : null;
}

/**
 * The rates summed up over the time between two samples; of the first, over its window. So what a process did not look at, as before it was
 * started, is not counted: it is an estimate from below.
 */
export function addSample(usage: Usage | null, lastAtMs: number | null, sample: Sample): Usage {
  const sinceMs = lastAtMs === null ? sample.windowMs : Math.max(0, sample.atMs - lastAtMs);
  return {
    cpuMs: Math.round((usage?.cpuMs ?? 0) + sample.cores * sinceMs),
    peakMemoryBytes: Math.max(usage?.peakMemoryBytes ?? 0, sample.memoryBytes),
  };
}
