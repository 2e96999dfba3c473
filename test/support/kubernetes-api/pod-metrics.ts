import type { Answer } from "./answer.js";
import type { Demand } from "./demand.js";
import { notFound } from "./failure.js";
import type { Nodes } from "./kubelet.js";
import { selectorOf } from "./listing.js";
import type { Pod } from "./objects.js";
import type { Registry } from "./registry.js";
import { pods } from "./resources.js";

/** What metrics-server answers: only of pods that run. */
export function metricsAnswer(registry: Registry, nodes: Nodes, demand: Demand): Answer {
  const { namespace, name, resource } = demand;
  const matches = selectorOf(demand);
  const running = registry.store
    .list(pods, namespace === "" ? null : namespace)
    .filter(matches)
    .flatMap((object) => metricsOf(registry, nodes, object as Pod) ?? []);
  if (name === "")
    return {
      code: 200,
      body: { kind: "PodMetricsList", apiVersion: "metrics.k8s.io/v1beta1", metadata: {}, items: running },
    };
  const [one] = running;
  if (!one) throw notFound({ resource, name: `${namespace}/${name}` });
  return { code: 200, body: { kind: "PodMetrics", apiVersion: "metrics.k8s.io/v1beta1", ...one } };
}

function metricsOf(registry: Registry, nodes: Nodes, pod: Pod): object | null {
  const containers = pod.spec.containers.flatMap(({ name }) => {
    const usage = nodes.usage(pod, name);
    return usage
      ? [{ name, usage: { cpu: `${usage.cpuNanos}n`, memory: `${Math.ceil(usage.memoryBytes / 1_024)}Ki` } }]
      : [];
  });
  if (containers.length === 0) return null;
  const { name, namespace, labels } = pod.metadata;
  return {
    metadata: { name, namespace, labels, creationTimestamp: registry.timestamp() },
    timestamp: registry.timestamp(),
    window: "15s",
    containers,
  };
}
