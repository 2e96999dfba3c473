import type { Fields, KubeObject } from "./objects.js";
import { idOf, jobs, namespaces, pods, type Resource } from "./resources.js";

/** The status that a kind begins with; null for one that has none. */
export function initialStatus(resource: Resource, object: KubeObject): Fields | null {
  switch (idOf(resource)) {
    case idOf(pods):
      return { phase: "Pending", qosClass: qosClass(object) };
    case idOf(jobs):
      return {};
    case idOf(namespaces):
      return { phase: "Active" };
    default:
      return null;
  }
}

/** Guaranteed when limits are all and the requests are the same. */
function qosClass({ spec }: KubeObject): string {
  const containers = ((spec ?? {})["containers"] ?? []) as readonly {
    resources?: { requests?: Fields; limits?: Fields };
  }[];
  const all = containers.map(({ resources = {} }) => resources);
  if (all.every(({ requests = {}, limits = {} }) => Object.keys({ ...requests, ...limits }).length === 0))
    return "BestEffort";
  const isFull = all.every(({ requests = {}, limits = {} }) =>
    ["cpu", "memory"].every((name) => limits[name] !== undefined && limits[name] === requests[name]),
  );
  return isFull ? "Guaranteed" : "Burstable";
}
