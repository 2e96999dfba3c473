import type { HostOrder } from "../host.js";
import { brief, refOf, type WorkloadFacts } from "./facts.js";
import { annotationsOf, deadlineSeconds, podTemplateOf, type PodSettings } from "./manifests.js";
import { collection, labelsOf, nameOf } from "./names.js";
import type { Condition, KubeObject } from "./objects.js";
import type { Manifest, Workload } from "./workload.js";

export const sandboxGroup = "agents.x-k8s.io";
const apiVersion = `${sandboxGroup}/v1alpha1`;

interface KubeSandbox extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** Sandboxes of https://github.com/kubernetes-sigs/agent-sandbox, in place of Jobs. */
export function agentSandboxes(namespace: string, settings: PodSettings): Workload {
  return {
    ...{ kind: "Sandbox", apiVersion, replacesPods: true },
    collection: collection(apiVersion, namespace, "sandboxes"),
    manifestOf: (order, nowMs) => manifestOf(order, { settings, nowMs }),
    factsOf,
  };
}

function manifestOf(order: HostOrder, at: { readonly settings: PodSettings; readonly nowMs: number }): Manifest {
  const { metadata, spec } = podTemplateOf(order, at.settings);
  const seconds = deadlineSeconds(order);
  return {
    ...{ apiVersion, kind: "Sandbox" },
    metadata: { name: nameOf(order.ref), labels: labelsOf(order), annotations: annotationsOf(order) },
    spec: {
      replicas: 1,
      // The pod says by itself that its time is over, which a Sandbox that is shut down does not: that is for a pod which never began.
      podTemplate: { metadata, spec: { ...spec, activeDeadlineSeconds: seconds } },
      shutdownTime: new Date(at.nowMs + (seconds + 60) * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
      shutdownPolicy: "Retain",
    },
  } as Manifest;
}

function factsOf(sandbox: KubeSandbox): WorkloadFacts | null {
  const ref = refOf(sandbox);
  if (ref === null) return null;
  const ready = sandbox.status?.conditions?.find(({ type }) => type === "Ready");
  const isExpired = ready?.status === "False" && ready.reason === "SandboxExpired";
  return {
    ref,
    uid: sandbox.metadata?.uid ?? "",
    isDeleting: sandbox.metadata?.deletionTimestamp !== undefined,
    verdict: isExpired ? "FAILED" : null,
    reason: isExpired ? "DeadlineExceeded" : null,
    message: isExpired ? brief(ready.message) : null,
  };
}
