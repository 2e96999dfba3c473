import type { SandboxReason } from "../model.js";
import type { ContainerFacts, PodFacts, WorkloadFacts } from "./facts.js";

/** Why something is not as it was to be, in the words of sandboxes and of the cluster. */
export interface Cause {
  readonly reason: SandboxReason;
  readonly message: string | null;
}

type Waiting = Extract<ContainerFacts, { state: "WAITING" }>;
type Terminated = Extract<ContainerFacts, { state: "TERMINATED" }>;

/** Reasons of a container that waits: https://github.com/kubernetes/kubernetes/tree/master/pkg/kubelet, `images/types.go`, `container/sync_result.go`. */
const waitingReasons: Readonly<Record<string, SandboxReason>> = {
  ErrImagePull: "IMAGE_PULL_FAILED",
  ImagePullBackOff: "IMAGE_PULL_FAILED",
  ErrImageNeverPull: "IMAGE_PULL_FAILED",
  ImageInspectError: "IMAGE_PULL_FAILED",
  RegistryUnavailable: "IMAGE_PULL_FAILED",
  SignatureValidationFailed: "IMAGE_PULL_FAILED",
  InvalidImageName: "IMAGE_INVALID",
  CreateContainerConfigError: "START_FAILED",
  CreateContainerError: "START_FAILED",
  CreatePodSandboxError: "START_FAILED",
  RunContainerError: "START_FAILED",
  PreCreateHookError: "START_FAILED",
  PostStartHookError: "START_FAILED",
  CrashLoopBackOff: "CRASH_LOOP",
};

/** Of a pod that the machine did not take or put out: `status.reason`. */
const podReasons: Readonly<Record<string, SandboxReason>> = {
  Evicted: "EVICTED",
  Preempting: "EVICTED",
  Preempted: "EVICTED",
  DeadlineExceeded: "DEADLINE_EXCEEDED",
  NodeLost: "NODE_LOST",
  NodeShutdown: "NODE_LOST",
  Shutdown: "NODE_LOST",
  Terminated: "NODE_LOST",
  NodeAffinity: "UNSCHEDULABLE",
  UnexpectedAdmissionError: "UNSCHEDULABLE",
};

/** Of a pod that the cluster ends: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions */
const disruptions: Readonly<Record<string, SandboxReason>> = {
  PreemptionByScheduler: "EVICTED",
  EvictionByEvictionAPI: "EVICTED",
  TerminationByKubelet: "EVICTED",
  DeletionByTaintManager: "NODE_LOST",
  DeletionByPodGC: "NODE_LOST",
};

const containerReasons: Readonly<Record<string, SandboxReason>> = {
  OOMKilled: "OUT_OF_MEMORY",
  StartError: "START_FAILED",
  ContainerCannotRun: "START_FAILED",
  ContainerStatusUnknown: "NODE_LOST",
  DeadlineExceeded: "DEADLINE_EXCEEDED",
  Evicted: "EVICTED",
};

/** What a pod that has not begun waits for; null where it takes the usual course. */
export function keepsFromStarting(pod: PodFacts): Cause | null {
  if (pod.unschedulable !== null) return { reason: "UNSCHEDULABLE", message: pod.unschedulable };
  return pod.container?.state === "WAITING" ? causeOfWaiting(pod.container) : null;
}

/** That its Secret is not there yet is our own doing, and passes: see Provisioning. */
const isAhead = /^secret "muster-[a-z0-9-]+" not found$/;

function causeOfWaiting({ reason, message }: Waiting): Cause | null {
  if (message !== null && isAhead.test(message)) return null;
  const cause = waitingReasons[reason ?? ""];
  return cause ? { reason: cause, message: message ?? reason } : null;
}

/** Why a pod is ended, or is gone, of which nobody says how it ended. */
export function whyItIsEnded(pod: PodFacts): Cause {
  const cause = causeOfPod(pod);
  return cause ?? { reason: "DELETED", message: "Its pod was deleted on the cluster." };
}

function causeOfPod({ reason, message, disruption }: PodFacts): Cause | null {
  if (reason === "Evicted" && isOverItsStorage(message)) return { reason: "OUT_OF_STORAGE", message };
  const known = podReasons[reason ?? ""] ?? (reason?.startsWith("OutOf") ? "UNSCHEDULABLE" : undefined);
  if (known) return { reason: known, message: message ?? reason };
  const disrupted = disruptions[disruption ?? ""];
  return disrupted ? { reason: disrupted, message: message ?? disruption } : null;
}

/** `Pod ephemeral local storage usage exceeds ...`, `Usage of EmptyDir volume "tmp" exceeds ...`; else the machine has too little itself. */
function isOverItsStorage(message: string | null): boolean {
  return (
    message !== null && !/^the node /i.test(message) && /exceed/i.test(message) && /storage|emptydir/i.test(message)
  );
}

/** How a pod's container ended; null where it has not. */
export function endOf(pod: PodFacts, workload: WorkloadFacts | null): "SUCCEEDED" | Cause | null {
  const container = pod.container?.state === "TERMINATED" ? pod.container : null;
  if (pod.phase === "Succeeded" || (container?.exitCode === 0 && pod.phase !== "Failed")) return "SUCCEEDED";
  if (!container && pod.phase !== "Failed") return null;
  if (workload?.verdict === "FAILED" && workload.reason === "DeadlineExceeded") {
    return { reason: "DEADLINE_EXCEEDED", message: workload.message };
  }
  // What the container says of memory and of its start is nearer to the cause than that its pod is put out.
  const own = containerReasons[container?.reason ?? ""];
  if (container && (own === "OUT_OF_MEMORY" || own === "START_FAILED")) {
    return { reason: own, message: saidOf(container) };
  }
  return causeOfPod(pod) ?? endOfContainer(pod, container);
}

function endOfContainer(pod: PodFacts, container: Terminated | null): Cause {
  const own = containerReasons[container?.reason ?? ""];
  if (container && own) return { reason: own, message: saidOf(container) };
  if (pod.isDeleting) return whyItIsEnded(pod);
  if (container && container.exitCode !== null) return { reason: "EXIT_CODE", message: saidOf(container) };
  return { reason: "START_FAILED", message: pod.message ?? pod.reason };
}

/** `Error` and `Completed` say no more than the exit code does. */
function saidOf({ exitCode, reason, message }: Terminated): string {
  if (message !== null) return message;
  return reason === null || reason === "Error" ? `It ended with exit code ${exitCode}.` : `It ended as ${reason}.`;
}
