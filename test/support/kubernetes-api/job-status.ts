import { isTrue, withCondition, type Condition, type Job, type JobStatus, type Pod } from "./objects.js";

/** What a Job counts while it is not yet told apart from its deletion. */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking";

export interface JobPods {
  readonly active: readonly Pod[];
  readonly terminating: readonly Pod[];
  /** Ended, and not yet counted. */
  readonly succeeded: readonly Pod[];
  readonly failed: readonly Pod[];
}

/** A pod that is being deleted has failed, whatever becomes of it, unless it has succeeded already. */
export function sortPods(pods: readonly Pod[]): JobPods {
  const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(trackingFinalizer) ?? false;
  const isDeleted = ({ metadata }: Pod): boolean => metadata.deletionTimestamp !== undefined;
  const isOver = ({ status }: Pod): boolean => status.phase === "Succeeded" || status.phase === "Failed";
  const hasFailed = (pod: Pod): boolean =>
    pod.status.phase === "Failed" || (isDeleted(pod) && pod.status.phase !== "Succeeded");
  return {
    active: pods.filter((pod) => !isOver(pod) && !isDeleted(pod)),
    terminating: pods.filter((pod) => !isOver(pod) && isDeleted(pod)),
    succeeded: pods.filter((pod) => isTracked(pod) && pod.status.phase === "Succeeded"),
    failed: pods.filter((pod) => isTracked(pod) && hasFailed(pod)),
  };
}

export function hasFinished({ status }: Job): boolean {
  return isTrue(status.conditions, "Complete") || isTrue(status.conditions, "Failed");
}

export interface Failure {
  readonly reason: "BackoffLimitExceeded" | "DeadlineExceeded";
  readonly message: string;
}

const backoffLimitExceeded: Failure = {
  reason: "BackoffLimitExceeded",
  message: "Job has reached the specified backoff limit",
};
const deadlineExceeded: Failure = {
  reason: "DeadlineExceeded",
  message: "Job was active longer than specified deadline",
};

/** Why it fails now; what it began to fail for stays the reason. */
export function failureOf(
  job: Job,
  { failed, pods, nowMs }: { failed: number; pods: JobPods; nowMs: number },
): Failure | null {
  const { backoffLimit, template } = job.spec;
  const began = job.status.conditions?.find(({ type, status }) => type === "FailureTarget" && status === "True");
  if (began) return { reason: began.reason as Failure["reason"], message: began.message ?? "" };
  const restarts = pods.active
    .flatMap(({ status }) => status.containerStatuses ?? [])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  const isRestarted =
    template.spec.restartPolicy === "OnFailure" && (backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit);
  if (failed > backoffLimit || isRestarted) return backoffLimitExceeded;
  const overAtMs = deadlineMs(job);
  return overAtMs !== null && nowMs >= overAtMs ? deadlineExceeded : null;
}

/** When it has been active for too long; null without a limit, and while it is suspended. */
export function deadlineMs({ spec, status }: Job): number | null {
  if (spec.activeDeadlineSeconds === undefined || status.startTime === undefined) return null;
  return Date.parse(status.startTime) + spec.activeDeadlineSeconds * 1_000;
}

export function isComplete({ spec }: Job, { succeeded, active }: { succeeded: number; active: number }): boolean {
  return spec.completions === undefined ? succeeded > 0 && active === 0 : succeeded >= spec.completions;
}

export function wantedPods({ spec }: Job, succeeded: number): number {
  if (spec.suspend) return 0;
  return spec.completions === undefined ? spec.parallelism : Math.min(spec.parallelism, spec.completions - succeeded);
}

/** Its conditions with this one; the same again when it holds already. */
export function stated(
  status: JobStatus,
  condition: Omit<Condition, "lastTransitionTime">,
  at: string,
): readonly Condition[] {
  const known = status.conditions?.find(({ type }) => type === condition.type);
  if (known?.status === condition.status && known.reason === condition.reason) return status.conditions ?? [];
  return withCondition(status.conditions, { ...condition, lastProbeTime: at, lastTransitionTime: at });
}
