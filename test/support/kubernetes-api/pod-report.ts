import type { EventRecorder } from "./event-recorder.js";
import type { Container, ContainerStatus, Pod } from "./objects.js";
import { statusOf, waitingContainer, type NodeView } from "./pod-status.js";
import { targetOf, type Registry } from "./registry.js";
import { pods } from "./resources.js";

/** Why a pod ended as a whole, where it did not end by itself. */
export interface Ending {
  readonly reason: string;
  readonly message: string;
}

/** What a kubelet knows of a pod, and tells the server as the pod's status, as long as it can reach it. */
export class PodReport {
  isCutOff = false;
  readonly #registry: Registry;
  readonly #events: EventRecorder;
  readonly #pod: Pod;
  #view: NodeView;

  constructor({ registry, events }: { readonly registry: Registry; readonly events: EventRecorder }, pod: Pod) {
    this.#registry = registry;
    this.#events = events;
    this.#pod = pod;
    const containers = pod.spec.containers.map((each) => waitingContainer(each, "ContainerCreating"));
    this.#view = { containers, podIP: null, hostIP: "10.0.0.1", startTime: registry.timestamp(), ending: null };
  }

  get ending(): Ending | null {
    return this.#view.ending ?? null;
  }

  statusOf(container: Container): ContainerStatus {
    const known = this.#view.containers.find(({ name }) => name === container.name);
    return known ?? waitingContainer(container, "ContainerCreating");
  }

  set(status: ContainerStatus): void {
    const containers = this.#view.containers.map((each) => (each.name === status.name ? status : each));
    this.#view = { ...this.#view, containers };
  }

  /** Waits, with what it was before of what stays. */
  wait(container: Container, reason: string, message?: string): void {
    const { restartCount, lastState } = this.statusOf(container);
    this.set({ ...waitingContainer(container, reason, message), restartCount, lastState });
    this.write();
  }

  setAddress(podIP: string): void {
    this.#view = { ...this.#view, podIP };
  }

  end(ending: Ending): void {
    this.#view = { ...this.#view, ending };
  }

  write(): void {
    if (this.isCutOff) return;
    const { uid } = this.#pod.metadata;
    this.#registry.change(targetOf(pods, this.#pod), (object) =>
      object.metadata.uid === uid
        ? { ...object, status: statusOf(object as Pod, this.#view, this.#registry.timestamp()) }
        : object,
    );
  }

  tell(reason: string, message: string): void {
    if (!this.isCutOff) this.#events.record(this.#pod, { reason, message, from: "kubelet" });
  }

  warn(reason: string, message: string): void {
    if (!this.isCutOff) this.#events.record(this.#pod, { type: "Warning", reason, message, from: "kubelet" });
  }
}
