import { systemClock } from "../src/platform/clock.js";
import { silentLog } from "../src/platform/log.js";
import { createKubernetesHost } from "../src/sandboxes/kubernetes/index.js";
import type { HostReport, SandboxHost } from "../src/sandboxes/index.js";
import { startKubernetesProcess } from "../test/support/kubernetes-api/own-process.js";
import { median, secondsSince } from "./figures.js";
import { orderOf, Phases, sideBySide } from "./sandbox-rounds.js";

export interface ClusterFigure {
  /** Sandboxes from their order to their removal, which the cluster has confirmed. */
  readonly perSecond: number;
  readonly sandboxes: number;
  /** Of the process that does it, before and after, with what is garbage collected. */
  readonly startBytes: number;
  readonly endBytes: number;
  /** Its processor time, and the cluster's, for each sandbox. */
  readonly cpuMs: number;
  readonly clusterCpuMs: number;
  /** To list what is on the cluster and to tell what is not ours. */
  readonly reconcileMs: number;
}

export interface ClusterOrder {
  readonly seconds: number;
  readonly callers: number;
  /** Sandboxes that are there when all are listed. */
  readonly there: number;
}

/** Runs for a moment in the double of a cluster. */
const brief = "brief";
const warmUpSeconds = 5;
const lists = 5;

async function measure({ seconds, callers, there }: ClusterOrder): Promise<ClusterFigure> {
  const cluster = await startKubernetesProcess({ maxEvents: 0 });
  const host = createKubernetesHost({ config: configOf(cluster.kubeconfig), clock: systemClock, log: silentLog });
  await host.start();
  try {
    const phases = new Phases(host);
    const round = () => phases.round(orderOf({ image: brief }));
    await sideBySide(callers, warmUpSeconds, round);
    const [startBytes, before, own] = [settledBytes(), await cluster.report(), process.cpuUsage()];
    const startMs = performance.now();
    const sandboxes = await sideBySide(callers, seconds, round);
    const perSecond = sandboxes / secondsSince(startMs);
    const [endBytes, after, used] = [settledBytes(), await cluster.report(), process.cpuUsage(own)];
    return {
      perSecond,
      sandboxes,
      startBytes,
      endBytes,
      cpuMs: (used.user + used.system) / 1_000 / sandboxes,
      clusterCpuMs: (after.cpuMs - before.cpuMs) / sandboxes,
      reconcileMs: await reconcile(host, phases, { callers, there }),
    };
  } finally {
    await host.stop();
    await cluster.stop();
  }
}

/** With this many on the cluster, all of which are known. */
async function reconcile(
  host: SandboxHost,
  phases: Phases,
  { callers, there }: Pick<ClusterOrder, "callers" | "there">,
): Promise<number> {
  const orders = Array.from({ length: there }, () => orderOf({}));
  const waiting = orders.values();
  const caller = async (): Promise<void> => {
    for (const order of waiting) await phases.run(order);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const known = new Map(orders.map(({ ref }) => [ref, "RUNNING"]));
  const timesMs: number[] = [];
  for (let round = 0; round < lists; round++) {
    const startMs = performance.now();
    const differing = differences(await host.list(), known);
    timesMs.push(performance.now() - startMs);
    if (differing !== 0) throw new Error(`${differing} of ${there} sandboxes are not as they should be`);
  }
  return median(timesMs);
}

/** Strangers, those that are elsewhere, and those that are missing. */
function differences(reports: readonly HostReport[], known: ReadonlyMap<string, string>): number {
  const otherwise = reports.filter(({ ref, phase }) => known.get(ref) !== phase).length;
  const listed = new Set(reports.map(({ ref }) => ref));
  return otherwise + [...known.keys()].filter((ref) => !listed.has(ref)).length;
}

function settledBytes(): number {
  gc?.();
  return process.memoryUsage.rss();
}

function configOf(kubeconfig: string): Parameters<typeof createKubernetesHost>[0]["config"] {
  return {
    kubeConfigData: Buffer.from(kubeconfig).toString("base64"),
    kubeConfig: null,
    namespace: "muster-sandboxes",
    sandboxApi: "jobs",
    runtimeClass: null,
    pullSecrets: [],
    nodeSelector: [],
    tolerations: [],
    musterNamespace: "muster",
    musterNetworks: [],
  };
}

/** In a process of its own, whose memory is that of the adapter. */
process.once("message", (order) => {
  void measure(order as ClusterOrder).then((figure) =>
    process.send?.(figure, undefined, undefined, () => process.exit(0)),
  );
});
