import { createHash } from "node:crypto";
import { Alarms } from "./alarms.js";
import { ApiFailure } from "./failure.js";
import type { ControllerParts } from "./garbage-collector.js";
import type { Target } from "./incoming.js";
import type { JobControllerParts } from "./job-controller.js";
import {
  isTrue,
  withCondition,
  type Condition,
  type Fields,
  type KubeObject,
  type Pod,
  type PodTemplate,
} from "./objects.js";
import { controllerOf } from "./owner-index.js";
import { targetOf } from "./registry.js";
import { idOf, pods, sandboxes } from "./resources.js";
import type { Change } from "./store.js";

interface SandboxSpec extends Fields {
  readonly podTemplate: PodTemplate;
  readonly replicas: number;
  readonly shutdownTime?: string;
  readonly shutdownPolicy: "Delete" | "Retain";
}

type SandboxParts = ControllerParts & Pick<JobControllerParts, "clock" | "events">;

const retryMs = 1_000;

/** Makes the pod of each Sandbox, by its name, and takes it away at the shutdown time: as https://github.com/kubernetes-sigs/agent-sandbox does. */
export class SandboxController {
  readonly #parts: SandboxParts;
  readonly #alarms: Alarms;

  constructor(parts: SandboxParts) {
    this.#parts = parts;
    this.#alarms = new Alarms(parts.clock);
  }

  onChange({ type, resource, object }: Change): void {
    if (idOf(resource) === idOf(sandboxes)) {
      if (type === "DELETED") this.#alarms.clear(object.metadata.uid);
      else this.#syncSoon(object.metadata.uid);
    } else if (idOf(resource) === idOf(pods)) {
      const owner = controllerOf(object);
      if (owner !== null && this.#parts.owners.get(owner)?.resource === sandboxes) this.#syncSoon(owner);
    }
  }

  stop(): void {
    this.#alarms.clearAll();
  }

  #syncSoon(uid: string): void {
    this.#parts.queue.add(`sandbox ${uid}`, () => this.#sync(uid));
  }

  #sync(uid: string): void {
    const { owners, registry } = this.#parts;
    const target = owners.get(uid);
    const sandbox = target && registry.find(target);
    if (!target || !sandbox || sandbox.metadata.deletionTimestamp) return;
    const { shutdownTime, shutdownPolicy, replicas } = sandbox.spec as SandboxSpec;
    const leftMs = shutdownTime === undefined ? null : Date.parse(shutdownTime) - registry.now().getTime();
    const pod = registry.find({ ...target, resource: pods }) as Pod | null;
    const isOurs = pod !== null && controllerOf(pod) === uid;
    if (leftMs !== null && leftMs <= 0)
      return this.#expire(target, { pod: isOurs ? pod : null, isDeleted: shutdownPolicy === "Delete" });
    if (leftMs !== null) this.#alarms.set(leftMs, () => this.#sync(uid), uid);
    if (replicas === 0) {
      if (isOurs && !pod.metadata.deletionTimestamp) registry.delete(targetOf(pods, pod));
      return this.#report(target, {
        pod: null,
        reason: "SandboxSuspended",
        message: "Pod does not exist, replicas is 0",
      });
    }
    const refusal = pod ? (isOurs ? null : "a pod of that name is controlled by another") : this.#create(sandbox);
    const now = registry.find({ ...target, resource: pods }) as Pod | null;
    this.#report(target, {
      pod: isOurs || !pod ? now : null,
      reason: "DependenciesNotReady",
      message: refusal ?? "Pod is not ready",
    });
  }

  /** Why it was not made; null when it was. */
  #create({ metadata, apiVersion, kind, spec }: KubeObject): string | null {
    const { registry, events } = this.#parts;
    const { name, namespace = "", uid } = metadata;
    const { podTemplate } = spec as SandboxSpec;
    const owner = { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
    const labels = { ...podTemplate.metadata?.labels, "agents.x-k8s.io/sandbox-name-hash": hashOf(name) };
    const body = {
      metadata: { name, labels, annotations: podTemplate.metadata?.annotations, ownerReferences: [owner] },
      spec: podTemplate.spec,
    };
    try {
      registry.create({ resource: pods, namespace, name: "" }, body, { manager: "agent-sandbox-controller" });
      return null;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const { message } = error;
      events.record(
        { metadata, apiVersion, kind },
        { type: "Warning", reason: "ReconcileError", message, from: "sandbox-controller" },
      );
      this.#alarms.set(retryMs, () => this.#syncSoon(uid), `${uid} retry`);
      return `Error seen: ${message}`;
    }
  }

  #report(target: Target, { pod, reason, message }: { pod: Pod | null; reason: string; message: string }): void {
    const isReady = pod !== null && pod.status.phase === "Running" && isTrue(pod.status.conditions, "Ready");
    const condition = isReady
      ? { type: "Ready", status: "True" as const, reason: "DependenciesReady", message: "Pod is Ready" }
      : {
          type: "Ready",
          status: "False" as const,
          reason,
          message: pod ? `Pod exists with phase: ${pod.status.phase}` : message,
        };
    const hash = hashOf(target.name);
    this.#setStatus(target, condition, {
      replicas: pod ? 1 : 0,
      ...(pod && { selector: `agents.x-k8s.io/sandbox-name-hash=${hash}` }),
      ...(pod?.status.podIP !== undefined && { podIPs: [pod.status.podIP] }),
    });
  }

  #expire(target: Target, { pod, isDeleted }: { pod: Pod | null; isDeleted: boolean }): void {
    const { registry } = this.#parts;
    if (isDeleted) return void registry.delete(target, { propagationPolicy: "Background" });
    if (pod && !pod.metadata.deletionTimestamp) registry.delete(targetOf(pods, pod));
    this.#setStatus(
      target,
      { type: "Ready", status: "False", reason: "SandboxExpired", message: "Sandbox has expired" },
      { replicas: pod ? 1 : 0 },
    );
  }

  #setStatus(target: Target, condition: Omit<Condition, "lastTransitionTime">, status: Fields): void {
    const { registry } = this.#parts;
    registry.change(target, (object) => {
      const before = (object.status?.["conditions"] ?? []) as readonly Condition[];
      const known = before.find(({ type }) => type === condition.type);
      const lastTransitionTime = known?.status === condition.status ? known.lastTransitionTime : registry.timestamp();
      const observed = { observedGeneration: object.metadata.generation, lastTransitionTime };
      return {
        ...object,
        status: { ...status, conditions: withCondition(before, { ...condition, ...observed } as Condition) },
      };
    });
  }
}

function hashOf(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 8);
}
