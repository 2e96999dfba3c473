import type { ContainerLog } from "./container-log.js";
import { withCondition, type Condition, type Pod } from "./objects.js";
import { PodWorker, type NodeParts } from "./pod-worker.js";
import { targetOf } from "./registry.js";
import { idOf, pods, secrets } from "./resources.js";
import type { Change } from "./store.js";
import type { WorkQueue } from "./work-queue.js";

export interface ClusterParts extends Omit<NodeParts, "onNodeLost"> {
  readonly queue: WorkQueue;
  readonly nodes: readonly string[];
  /** From a node's loss until its pods are deleted. */
  readonly evictionMs: number;
}

/** Scheduler, kubelets, and what looks after nodes that are lost. */
export class Nodes {
  readonly #parts: ClusterParts & NodeParts;
  readonly #workers = new Map<string, PodWorker>();
  /** The pods of the workers, as they were when they came. */
  readonly #places = new Map<string, Pod>();
  /** Pods that no node was there for, by uid. */
  readonly #waiting = new Map<string, Pod>();
  readonly #lost = new Set<string>();
  #isStopped = false;
  #count = 0;

  constructor(parts: ClusterParts) {
    this.#parts = { ...parts, onNodeLost: (node) => this.lose(node) };
  }

  onChange({ type, resource, object }: Change): void {
    if (idOf(resource) === idOf(secrets) && type !== "DELETED") this.#lookForSecrets();
    if (idOf(resource) !== idOf(pods)) return;
    const pod = object as Pod;
    const { uid, deletionTimestamp } = pod.metadata;
    if (type === "ADDED") this.#parts.queue.add(`schedule ${uid}`, () => this.#schedule(pod));
    else if (type === "DELETED") this.#drop(uid);
    else if (deletionTimestamp) this.#parts.queue.add(`terminate ${uid}`, () => this.#terminate(pod));
  }

  log(
    pod: Pod,
    { container, isPrevious }: { readonly container: string; readonly isPrevious: boolean },
  ): ContainerLog | null {
    return this.#workers.get(pod.metadata.uid)?.log(container, isPrevious) ?? null;
  }

  usage(pod: Pod, container: string): ReturnType<PodWorker["usage"]> {
    return this.#workers.get(pod.metadata.uid)?.usage(container) ?? null;
  }

  /** Its pods go on unseen; after a while they are deleted, which nobody on the node hears. */
  lose(node: string): void {
    this.#lost.add(node);
    const { clock, evictionMs } = this.#parts;
    const affected = [...this.#workers.values()].filter((worker) => worker.node === node);
    for (const worker of affected) {
      worker.cutOff();
      this.#tell(worker.uid, { type: "Ready", status: "False", reason: "NodeNotReady" });
    }
    clock.after(evictionMs, () => {
      if (this.#lost.has(node) && !this.#isStopped) for (const worker of affected) this.#evict(worker.uid);
    });
  }

  restore(node: string): void {
    this.#lost.delete(node);
    for (const worker of this.#workers.values()) {
      const pod = this.#find(worker.uid);
      if (worker.node === node && pod) worker.reconnect(pod);
    }
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const pod of waiting) this.#schedule(pod);
  }

  /** The machine is gone for good: so are its pods. */
  remove(node: string): void {
    const message = "PodGC: node no longer exists";
    for (const worker of [...this.#workers.values()].filter((each) => each.node === node)) {
      const pod = this.#find(worker.uid);
      if (!pod) continue;
      this.#tell(worker.uid, { type: "DisruptionTarget", status: "True", reason: "DeletionByPodGC", message });
      const target = targetOf(pods, pod);
      this.#parts.registry.change(target, (object) => ({ ...object, status: { ...object.status, phase: "Failed" } }));
      this.#parts.registry.delete(target, { gracePeriodSeconds: 0 });
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const worker of this.#workers.values()) worker.dispose();
    this.#workers.clear();
    await this.#parts.runtime.close();
  }

  #lookForSecrets(): void {
    this.#parts.queue.add("secrets", () => {
      for (const worker of this.#workers.values()) worker.lookForSecrets();
    });
  }

  #schedule({ metadata }: Pod): void {
    const pod = this.#parts.registry.find({
      resource: pods,
      namespace: metadata.namespace ?? "",
      name: metadata.name,
    }) as Pod | null;
    if (!pod || pod.metadata.uid !== metadata.uid || pod.metadata.deletionTimestamp) return;
    const { registry, events, scriptOf, nodes } = this.#parts;
    const at = registry.timestamp();
    const reasons = pod.spec.containers.flatMap((container) => scriptOf(pod, container).unschedulable ?? []);
    const free = nodes.filter((node) => !this.#lost.has(node));
    const node = free[this.#count++ % Math.max(1, free.length)];
    const why =
      reasons[0] ?? (node === undefined ? "0/0 nodes are available: no nodes available to schedule pods." : null);
    if (why !== null || node === undefined) {
      this.#waiting.set(metadata.uid, pod);
      events.record(pod, {
        type: "Warning",
        reason: "FailedScheduling",
        message: why ?? "",
        from: "default-scheduler",
      });
      this.#tell(
        metadata.uid,
        { type: "PodScheduled", status: "False", reason: "Unschedulable", message: why ?? "" },
        pod,
      );
      return;
    }
    events.record(pod, {
      reason: "Scheduled",
      message: `Successfully assigned ${metadata.namespace}/${metadata.name} to ${node}`,
      from: "default-scheduler",
    });
    const scheduled: Condition = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: at };
    const bound = registry.change(targetOf(pods, pod), (object) => ({
      ...object,
      spec: { ...object.spec, nodeName: node },
      status: { ...object.status, conditions: withCondition((object as Pod).status.conditions, scheduled) },
    }));
    if (bound) this.#run(bound as Pod, node);
  }

  #run(pod: Pod, node: string): void {
    const count = this.#count;
    const ip = `10.244.${Math.floor(count / 250) % 250}.${(count % 250) + 2}`;
    const worker = new PodWorker(this.#parts, pod, { node, ip });
    this.#workers.set(pod.metadata.uid, worker);
    this.#places.set(pod.metadata.uid, pod);
    worker.begin();
  }

  #find(uid: string): Pod | null {
    const known = this.#places.get(uid);
    const pod = known && (this.#parts.registry.find(targetOf(pods, known)) as Pod | null);
    return pod?.metadata.uid === uid ? pod : null;
  }

  #terminate({ metadata }: Pod): void {
    const pod = this.#find(metadata.uid);
    if (pod?.metadata.deletionTimestamp) this.#workers.get(metadata.uid)?.terminate(pod);
  }

  #drop(uid: string): void {
    const worker = this.#workers.get(uid);
    worker?.dispose();
    this.#workers.delete(uid);
    this.#places.delete(uid);
    this.#waiting.delete(uid);
    if (worker) void this.#parts.runtime.remove(uid);
  }

  #evict(uid: string): void {
    const pod = this.#find(uid);
    if (!pod || pod.metadata.deletionTimestamp) return;
    const message = "Taint manager: deleting due to NoExecute taint";
    this.#tell(uid, { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager", message });
    this.#parts.registry.delete(targetOf(pods, pod));
  }

  #tell(uid: string, condition: Omit<Condition, "lastTransitionTime">, pod = this.#find(uid)): void {
    if (!pod) return;
    const { registry } = this.#parts;
    const lastTransitionTime = registry.timestamp();
    registry.change(targetOf(pods, pod), (object) => ({
      ...object,
      status: {
        ...object.status,
        conditions: withCondition((object as Pod).status.conditions, { ...condition, lastTransitionTime }),
      },
    }));
  }
}
