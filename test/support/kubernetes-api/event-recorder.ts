import type { KubeObject } from "./objects.js";
import { suffix } from "./incoming.js";
import type { Registry } from "./registry.js";
import { events } from "./resources.js";

/** What controllers and kubelets tell people, as objects of their own. The oldest go: a real server forgets them after an hour. */
export class EventRecorder {
  readonly #registry: Registry;
  readonly #maxEvents: number;
  readonly #names: { readonly namespace: string; readonly name: string }[] = [];

  constructor(registry: Registry, maxEvents: number) {
    this.#registry = registry;
    this.#maxEvents = maxEvents;
  }

  record(about: KubeObject, { type = "Normal", reason, message, from }: EventText): void {
    if (this.#maxEvents === 0) return;
    const { name, namespace = "", uid, resourceVersion } = about.metadata;
    const { store } = this.#registry;
    const at = this.#registry.timestamp();
    const own = { name: `${name}.${suffix(16)}`, namespace };
    store.put(events, {
      apiVersion: "v1",
      kind: "Event",
      metadata: { ...own, uid: crypto.randomUUID(), creationTimestamp: at, resourceVersion: "" },
      involvedObject: { apiVersion: about.apiVersion, kind: about.kind, name, namespace, uid, resourceVersion },
      type,
      reason,
      message,
      source: { component: from },
      reportingComponent: from,
      reportingInstance: "",
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
    });
    this.#names.push(own);
    const oldest = this.#names.length > this.#maxEvents ? this.#names.shift() : undefined;
    const object = oldest && store.get(events, oldest);
    if (object) store.remove(events, object);
  }
}

export interface EventText {
  readonly type?: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  readonly from:
    | "job-controller"
    | "kubelet"
    | "default-scheduler"
    | "taint-eviction-controller"
    | "sandbox-controller";
}
