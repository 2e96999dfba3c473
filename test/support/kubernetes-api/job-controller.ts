import type { Clock } from "../../../src/platform/clock.js";
import { Alarms } from "./alarms.js";
import { ApiFailure } from "./failure.js";
import type { EventRecorder } from "./event-recorder.js";
import { withoutFinalizer, type ControllerParts } from "./garbage-collector.js";
import {
  deadlineMs,
  failureOf,
  hasFinished,
  isComplete,
  sortPods,
  stated,
  trackingFinalizer,
  wantedPods,
  type JobPods,
} from "./job-status.js";
import { isTrue, type Job, type JobStatus, type Pod } from "./objects.js";
import { controllerOf } from "./owner-index.js";
import { suffix, type Target } from "./incoming.js";
import { targetOf } from "./registry.js";
import { idOf, jobs, pods } from "./resources.js";
import type { Change } from "./store.js";

export interface JobControllerParts extends ControllerParts {
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** Until a failed pod is replaced; doubled each time. */
  readonly podBackoffMs: number;
}

/** Makes pods of Jobs, counts how they end, and ends Jobs: https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export class JobController {
  readonly #parts: JobControllerParts;
  /** By uid of the Job, what it waits for: `deadline`, `expiry`, `pods`. */
  readonly #alarms: Alarms;

  constructor(parts: JobControllerParts) {
    this.#parts = parts;
    this.#alarms = new Alarms(parts.clock);
  }

  onChange({ type, resource, object }: Change): void {
    if (idOf(resource) === idOf(jobs)) {
      if (type === "DELETED") this.#forget(object.metadata.uid);
      else this.#syncSoon(object.metadata.uid);
    } else if (idOf(resource) === idOf(pods)) {
      const owner = controllerOf(object);
      if (owner !== null && this.#parts.owners.has(owner)) this.#syncSoon(owner);
      else if (type !== "DELETED") this.#untrack(targetOf(pods, object));
    }
  }

  stop(): void {
    this.#alarms.clearAll();
  }

  /** Its pods are left to the garbage collector, and need not wait to be counted any more. */
  #forget(uid: string): void {
    for (const what of ["deadline", "expiry", "pods"]) this.#alarms.clear(`${uid} ${what}`);
    for (const pod of this.#parts.owners.dependentsOf(uid)) this.#untrack(pod);
  }

  #syncSoon(uid: string): void {
    this.#parts.queue.add(`job ${uid}`, () => this.#sync(uid));
  }

  #sync(uid: string): void {
    const { owners, registry } = this.#parts;
    const target = owners.get(uid);
    if (target?.resource !== jobs) return;
    const job = registry.find(target) as Job | null;
    if (!job) return;
    const all = owners.dependentsOf(uid).flatMap((place) => (registry.find(place) as Pod | null) ?? []);
    const mine = all.filter((pod) => pod.kind === "Pod");
    if (job.metadata.deletionTimestamp || hasFinished(job)) {
      for (const pod of mine) this.#untrack(targetOf(pods, pod));
      if (!job.metadata.deletionTimestamp) this.#expire(target, job);
    } else this.#advance(target, { job, sorted: sortPods(mine) });
  }

  #advance(target: Target, { job, sorted }: { job: Job; sorted: JobPods }): void {
    const { registry } = this.#parts;
    const nowMs = registry.now().getTime();
    const succeeded = (job.status.succeeded ?? 0) + sorted.succeeded.length;
    const failed = (job.status.failed ?? 0) + sorted.failed.length;
    const failure = failureOf(job, { failed, pods: sorted, nowMs });
    const isDone = !failure && isComplete(job, { succeeded, active: sorted.active.length });
    const isOver = failure !== null || isDone;
    const wanted = isOver ? 0 : wantedPods(job, succeeded);
    if (sorted.active.length > wanted) this.#remove(sorted.active.slice(wanted));
    // What is removed now has failed, and is counted when its deletion is seen.
    const left = isOver ? sorted.active.length + sorted.terminating.length : 0;
    const status = this.#statusOf(job, { succeeded, failed, sorted });
    const conditions = failure
      ? this.#concluded(status, { began: "FailureTarget", ends: "Failed", isLast: left === 0, ...failure })
      : isDone
        ? this.#concluded(status, { began: "SuccessCriteriaMet", ends: "Complete", isLast: left === 0, ...reached })
        : status.conditions;
    const ended = isDone && left === 0 ? { completionTime: registry.timestamp() } : {};
    const written = { ...status, ...ended, ...(conditions && { conditions }) };
    registry.change(target, (current) => ({ ...current, status: written }));
    for (const pod of [...sorted.succeeded, ...sorted.failed]) this.#untrack(targetOf(pods, pod));
    if (isOver && left === 0) this.#tellEnd(job, failure ?? reached);
    if (!isOver) this.#create({ ...job, status: written }, { wanted, sorted, failed });
    const deadline = isOver ? null : deadlineMs({ ...job, status: written });
    if (deadline === null) this.#alarms.clear(`${job.metadata.uid} deadline`);
    else this.#syncLater(job.metadata.uid, deadline - nowMs, "deadline");
  }

  #statusOf(
    job: Job,
    { succeeded, failed, sorted }: { succeeded: number; failed: number; sorted: JobPods },
  ): JobStatus {
    const at = this.#parts.registry.timestamp();
    const { startTime, active: _, succeeded: __, failed: ___, ...status } = job.status;
    const { suspend } = job.spec;
    const wasSuspended = isTrue(status.conditions, "Suspended");
    const ready = sorted.active.filter((pod) => isTrue(pod.status.conditions, "Ready")).length;
    const suspended = { type: "Suspended", status: "True", reason: "JobSuspended", message: "Job suspended" } as const;
    const resumed = { type: "Suspended", status: "False", reason: "JobResumed", message: "Job resumed" } as const;
    const conditions = suspend
      ? stated(status, suspended, at)
      : wasSuspended
        ? stated(status, resumed, at)
        : status.conditions;
    return {
      ...status,
      ...(!suspend && { startTime: startTime ?? at }),
      ...(conditions && { conditions }),
      ...withoutZeros({ active: sorted.active.length, succeeded, failed }),
      ready,
      terminating: sorted.terminating.length,
      uncountedTerminatedPods: {},
    };
  }

  /** First that it will end so, then, when no pod of it is left, that it has. */
  #concluded(
    status: JobStatus,
    {
      began,
      ends,
      isLast,
      reason,
      message,
    }: { began: string; ends: string; isLast: boolean; reason: string; message: string },
  ): JobStatus["conditions"] & object {
    const at = this.#parts.registry.timestamp();
    const conditions = stated(status, { type: began, status: "True", reason, message }, at);
    return isLast ? stated({ ...status, conditions }, { type: ends, status: "True", reason, message }, at) : conditions;
  }

  #create(job: Job, { wanted, sorted, failed }: { wanted: number; sorted: JobPods; failed: number }): void {
    const missing = wanted - sorted.active.length;
    if (missing <= 0) return;
    const { uid } = job.metadata;
    const delayMs = this.#parts.podBackoffMs * 2 ** Math.min(failed - 1, 5);
    if (sorted.failed.length > 0) this.#syncLater(uid, delayMs, "pods");
    if (this.#alarms.has(`${uid} pods`)) return;
    for (let each = 0; each < missing; each++) if (!this.#createPod(job)) break;
  }

  /** A quota may refuse it: it is tried again, and people are told. */
  #createPod(job: Job): boolean {
    const { registry, events } = this.#parts;
    const { namespace = "", uid } = job.metadata;
    const { apiVersion, kind } = job;
    const owner = { apiVersion, kind, name: job.metadata.name, uid, controller: true, blockOwnerDeletion: true };
    const name = `${`${job.metadata.name}-`.slice(0, 58)}${suffix()}`;
    const { metadata = {}, spec } = job.spec.template;
    const own = {
      ...metadata,
      name,
      ownerReferences: [owner],
      finalizers: [...(metadata.finalizers ?? []), trackingFinalizer],
    };
    try {
      registry.create(
        { resource: pods, namespace, name: "" },
        { metadata: { ...own, generateName: `${job.metadata.name}-` }, spec },
        { manager: "kube-controller-manager" },
      );
      events.record(job, { reason: "SuccessfulCreate", message: `Created pod: ${name}`, from: "job-controller" });
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      events.record(job, {
        type: "Warning",
        reason: "FailedCreate",
        message: `Error creating: ${error.message}`,
        from: "job-controller",
      });
      this.#syncLater(uid, retryMs, "pods");
      return false;
    }
  }

  #remove(chosen: readonly Pod[]): void {
    for (const pod of chosen) this.#parts.registry.delete(targetOf(pods, pod));
  }

  #untrack(target: Target): void {
    this.#parts.registry.change(target, (pod) => withoutFinalizer(pod, trackingFinalizer));
  }

  #tellEnd(job: Job, { reason, message }: { reason: string; message: string }): void {
    const isGood = reason === reached.reason;
    this.#parts.events.record(job, {
      type: isGood ? "Normal" : "Warning",
      reason: isGood ? "Completed" : reason,
      message: isGood ? "Job completed" : message,
      from: "job-controller",
    });
  }

  #syncLater(uid: string, delayMs: number, what: "deadline" | "expiry" | "pods"): void {
    this.#alarms.set(delayMs, () => this.#syncSoon(uid), `${uid} ${what}`);
  }

  /** Finished for long enough: it goes, its pods first. */
  #expire(target: Target, { spec, status, metadata }: Job): void {
    const { ttlSecondsAfterFinished } = spec;
    const { registry } = this.#parts;
    const ended = status.conditions?.find(({ type }) => type === "Complete" || type === "Failed")?.lastTransitionTime;
    if (ttlSecondsAfterFinished === undefined || ended === undefined) return;
    const leftMs = Date.parse(ended) + ttlSecondsAfterFinished * 1_000 - registry.now().getTime();
    if (leftMs > 0) this.#syncLater(metadata.uid, leftMs, "expiry");
    else registry.delete(target, { propagationPolicy: "Foreground", preconditions: { uid: metadata.uid } });
  }
}

/** Until a pod that the server refused is asked for again. */
const retryMs = 1_000;

const reached = { reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };

/** Counts that are 0 are left out. */
function withoutZeros(counts: Readonly<Record<string, number>>): Partial<JobStatus> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
