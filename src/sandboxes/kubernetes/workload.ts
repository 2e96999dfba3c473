import type { HostOrder } from "../host.js";
import { brief, refOf, type WorkloadFacts } from "./facts.js";
import { jobOf, type PodSettings } from "./manifests.js";
import { collection, type Collection } from "./names.js";
import { isTrue, type KubeJob, type KubeObject } from "./objects.js";

/** What is written to the API. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

/** What a sandbox is made of on the cluster, which makes its pod and takes it away: all in which the two kinds differ. */
export interface Workload {
  readonly kind: "Job" | "Sandbox";
  readonly apiVersion: string;
  readonly collection: Collection;
  /** Whether a pod that vanished gets a successor: then the vanishing has to be remembered. */
  readonly replacesPods: boolean;
  /** `nowMs`: of the cluster's clock, for an instant that it is to keep. */
  manifestOf(order: HostOrder, nowMs: number): Manifest;
  /** Null where the object is not ours. */
  factsOf(object: KubeObject): WorkloadFacts | null;
}

export function jobs(namespace: string, settings: PodSettings): Workload {
  return {
    kind: "Job",
    apiVersion: "batch/v1",
    collection: collection("batch/v1", namespace, "jobs"),
    replacesPods: false,
    manifestOf: (order) => jobOf(order, settings),
    factsOf: jobFactsOf,
  };
}

function jobFactsOf(job: KubeJob): WorkloadFacts | null {
  const ref = refOf(job);
  if (ref === null) return null;
  const conditions = job.status?.conditions;
  const failed = isTrue(conditions, "Failed") ?? isTrue(conditions, "FailureTarget");
  const isComplete = isTrue(conditions, "Complete") ?? isTrue(conditions, "SuccessCriteriaMet");
  return {
    ref,
    uid: job.metadata?.uid ?? "",
    isDeleting: job.metadata?.deletionTimestamp !== undefined,
    verdict: failed ? "FAILED" : isComplete ? "COMPLETE" : null,
    reason: failed?.reason ?? null,
    message: brief(failed?.message),
  };
}
