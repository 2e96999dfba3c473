import { containerName, refLabel } from "./names.js";
import { isTrue, type KubeObject, type KubePod } from "./objects.js";

/** What is kept of a Job or a Sandbox: no more than reports need, as there may be thousands. */
export interface WorkloadFacts {
  readonly ref: string;
  readonly uid: string;
  readonly isDeleting: boolean;
  /** Whether it has said how it ended. */
  readonly verdict: "COMPLETE" | "FAILED" | null;
  readonly reason: string | null;
  readonly message: string | null;
}

/** What is kept of a pod. */
export interface PodFacts {
  readonly ref: string;
  readonly name: string;
  readonly uid: string;
  /** Of the cluster's clock: for comparison with other pods only. */
  readonly createdAt: string;
  readonly isDeleting: boolean;
  readonly phase: string;
  readonly reason: string | null;
  readonly message: string | null;
  readonly address: string | null;
  /** Why the cluster ends it: the reason of its condition DisruptionTarget. */
  readonly disruption: string | null;
  /** Why no machine takes it. */
  readonly unschedulable: string | null;
  readonly container: ContainerFacts | null;
}

export type ContainerFacts =
  | { readonly state: "WAITING"; readonly reason: string | null; readonly message: string | null }
  | { readonly state: "RUNNING"; readonly id: string | null; readonly startedAt: string | null }
  | {
      readonly state: "TERMINATED";
      readonly id: string | null;
      readonly exitCode: number | null;
      readonly reason: string | null;
      readonly message: string | null;
      readonly startedAt: string | null;
      readonly finishedAt: string | null;
    };

const maxMessageLength = 500;

/** Of others' words so much as fits into a sandbox's message. */
export function brief(text: string | undefined | null): string | null {
  if (!text) return null;
  const clean = text.replaceAll(/\s+/g, " ").trim();
  return clean.length > maxMessageLength ? `${clean.slice(0, maxMessageLength - 1)}…` : clean;
}

/** Null where the object says not whose it is: then it is not ours. */
export function refOf({ metadata }: KubeObject): string | null {
  return metadata?.labels?.[refLabel] ?? null;
}

export function podFactsOf(pod: KubePod): PodFacts | null {
  const ref = refOf(pod);
  const { name, uid = "", creationTimestamp = "", deletionTimestamp } = pod.metadata ?? {};
  if (ref === null || name === undefined) return null;
  const { phase = "Pending", reason, message, podIP, conditions } = pod.status ?? {};
  const placed = conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
  return {
    ...{ ref, name, uid, phase },
    createdAt: creationTimestamp,
    isDeleting: deletionTimestamp !== undefined,
    reason: reason ?? null,
    message: brief(message),
    address: podIP ?? null,
    disruption: isTrue(conditions, "DisruptionTarget")?.reason ?? null,
    unschedulable: placed?.reason === "Unschedulable" ? (brief(placed.message) ?? "No machine takes it.") : null,
    container: containerFactsOf(pod),
  };
}

function containerFactsOf({ status }: KubePod): ContainerFacts | null {
  const found = status?.containerStatuses?.find(({ name }) => name === containerName);
  const { waiting, running, terminated } = found?.state ?? {};
  const id = found?.containerID ?? null;
  if (terminated) {
    return {
      ...{ state: "TERMINATED", id, exitCode: terminated.exitCode ?? null },
      ...{ reason: terminated.reason ?? null, message: brief(terminated.message) },
      ...{ startedAt: terminated.startedAt ?? null, finishedAt: terminated.finishedAt ?? null },
    };
  }
  if (running) return { state: "RUNNING", id, startedAt: running.startedAt ?? null };
  return waiting ? { state: "WAITING", reason: waiting.reason ?? null, message: brief(waiting.message) } : null;
}
