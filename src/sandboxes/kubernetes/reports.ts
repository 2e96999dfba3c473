import type { HostReport } from "../host.js";
import type { SandboxReason } from "../model.js";
import type { PodFacts, WorkloadFacts } from "./facts.js";
import { containerName } from "./names.js";
import { endOf, keepsFromStarting, whyItIsEnded, type Cause } from "./causes.js";

/** All that is known of one ref. */
export interface Standing {
  readonly ref: string;
  readonly namespace: string;
  readonly workload: WorkloadFacts | null;
  readonly pod: PodFacts | null;
  /** The pod as it was when it vanished, while its workload is still there. */
  readonly lastPod: PodFacts | null;
  /** Why the workload's controller cannot make a pod. */
  readonly stuck: Cause | null;
  readonly usage: Usage | null;
  /** Whether a workload says at last how it ended, as a Job does: until then it is not said of a pod that somebody has deleted. */
  readonly hasVerdicts: boolean;
  /** Whether Muster has asked for its end: what comes of that is nothing that happened to it. */
  readonly isRemoved: boolean;
  /** Whether it was reported to have ended. */
  readonly hasEnded: boolean;
}

export interface Usage {
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

type Verdict = Pick<HostReport, "phase" | "reason" | "message">;

const nothing = { reason: null, message: null } as const;

/**
 * Where a sandbox stands by what the cluster says. Its clock is never compared with ours: times are passed on as they are. That a container
 * has ended is believed of the pod before its Job, which learns of it later and knows less.
 */
export function reportOf(standing: Standing): HostReport {
  const pod = standing.pod ?? standing.lastPod;
  const container = pod?.container ?? null;
  const isBegun = container !== null && container.state !== "WAITING";
  return {
    ref: standing.ref,
    ...verdictOf(standing),
    exitCode: exitCodeOf(standing, pod),
    containerId: isBegun ? container.id : null,
    connection: pod && {
      namespace: standing.namespace,
      pod: pod.name,
      container: containerName,
      address: pod.address,
    },
    startedAt: instant(isBegun ? container.startedAt : null),
    finishedAt: instant(container?.state === "TERMINATED" ? container.finishedAt : null),
    cpuMs: standing.usage?.cpuMs ?? null,
    peakMemoryBytes: standing.usage?.peakMemoryBytes ?? null,
  };
}

function exitCodeOf({ workload }: Standing, pod: PodFacts | null): number | null {
  if (pod?.container?.state === "TERMINATED") return pod.container.exitCode;
  return workload?.verdict === "COMPLETE" ? 0 : null;
}

function instant(text: string | null): Date | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms);
}

function verdictOf(standing: Standing): Verdict {
  const { workload, pod, hasVerdicts, isRemoved, hasEnded } = standing;
  if (!workload && !pod) return gone(isRemoved || hasEnded);
  if (isRemoved || workload?.isDeleting || (!workload && pod?.isDeleting)) return { phase: "ENDING", ...nothing };
  const verdict = (pod && byPod(pod, workload)) ?? byWorkload(standing);
  // A Job whose time is over deletes its pod, and says so only afterwards.
  const isGuess = verdict.phase === "FAILED" && verdict.reason === "DELETED" && hasVerdicts;
  return isGuess && workload?.verdict === null ? { ...verdict, phase: "ENDING" } : verdict;
}

function gone(isExpected: boolean): Verdict {
  if (isExpected) return { phase: "GONE", ...nothing };
  return { phase: "GONE", reason: "DELETED", message: "It was deleted on the cluster." };
}

/** Null where the pod alone does not tell. */
function byPod(pod: PodFacts, workload: WorkloadFacts | null): Verdict | null {
  const end = endOf(pod, workload);
  if (end) return end === "SUCCEEDED" ? { phase: "SUCCEEDED", ...nothing } : { phase: "FAILED", ...end };
  if (workload?.verdict === "COMPLETE") return null;
  if (workload?.verdict === "FAILED" && workload.reason === "DeadlineExceeded") return null;
  if (pod.isDeleting) {
    const why = whyItIsEnded(pod);
    // Its machine will not say that it has ended.
    return { phase: why.reason === "NODE_LOST" ? "FAILED" : "ENDING", ...why };
  }
  if (pod.container?.state === "RUNNING") return { phase: "RUNNING", ...nothing };
  const cause = keepsFromStarting(pod);
  return { phase: cause?.reason === "CRASH_LOOP" ? "FAILED" : "STARTING", ...(cause ?? nothing) };
}

function byWorkload({ workload, lastPod, stuck }: Standing): Verdict {
  if (workload?.verdict === "COMPLETE") return { phase: "SUCCEEDED", ...nothing };
  if (workload?.verdict === "FAILED" && workload.reason === "DeadlineExceeded") {
    return failed("DEADLINE_EXCEEDED", workload.message);
  }
  if (lastPod) {
    const end = endOf(lastPod, workload);
    if (end === "SUCCEEDED") return { phase: "SUCCEEDED", ...nothing };
    return { phase: "FAILED", ...(end ?? whyItIsEnded(lastPod)) };
  }
  if (workload?.verdict === "FAILED") return failed("DELETED", "Its pod was deleted on the cluster.");
  return { phase: "STARTING", ...(stuck ?? nothing) };
}

function failed(reason: SandboxReason, message: string | null): Verdict {
  return { phase: "FAILED", reason, message };
}
