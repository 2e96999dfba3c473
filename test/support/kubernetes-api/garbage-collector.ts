import { foregroundFinalizer, orphanFinalizer } from "./deletion.js";
import type { KubeObject, OwnerReference } from "./objects.js";
import type { OwnerIndex } from "./owner-index.js";
import type { Target } from "./incoming.js";
import type { Registry } from "./registry.js";
import type { Change } from "./store.js";
import type { WorkQueue } from "./work-queue.js";

export interface ControllerParts {
  readonly registry: Registry;
  readonly queue: WorkQueue;
  readonly owners: OwnerIndex;
}

/** Takes away what its owners have left behind: https://kubernetes.io/docs/concepts/architecture/garbage-collection/ */
export class GarbageCollector {
  readonly #registry: Registry;
  readonly #queue: WorkQueue;
  readonly #owners: OwnerIndex;

  constructor({ registry, queue, owners }: ControllerParts) {
    this.#registry = registry;
    this.#queue = queue;
    this.#owners = owners;
  }

  onChange({ type, resource, object }: Change): void {
    const { uid, namespace = "", name, ownerReferences = [], deletionTimestamp } = object.metadata;
    const place = { resource, namespace, name };
    if (type === "DELETED") {
      for (const owner of ownerReferences) this.#settleSoon(owner.uid);
      if (this.#owners.dependentsOf(uid).length > 0) this.#queue.add(`gc owner ${uid}`, () => this.#collect(uid));
    } else if (deletionTimestamp) this.#settleSoon(uid);
    else if (ownerReferences.length > 0) this.#queue.add(`gc dependent ${uid}`, () => this.#lookAt(place));
  }

  #settleSoon(uid: string): void {
    this.#queue.add(`gc deleted ${uid}`, () => this.#settle(uid));
  }

  #collect(owner: string): void {
    for (const dependent of this.#owners.dependentsOf(owner)) this.#lookAt(dependent);
  }

  /** Nobody is left who owns it: it goes too. */
  #lookAt(place: Target): void {
    const object = this.#registry.find(place);
    const { ownerReferences = [], deletionTimestamp, uid = "" } = object?.metadata ?? {};
    if (!object || deletionTimestamp || ownerReferences.length === 0) return;
    const left = ownerReferences.filter((owner) => this.#owners.has(owner.uid));
    if (left.length === 0) this.#registry.delete(place, { propagationPolicy: "Background", preconditions: { uid } });
    else if (left.length < ownerReferences.length) this.#setOwners(place, left);
  }

  /** One that waits for its dependents: they are let go, or go first. */
  #settle(uid: string): void {
    const place = this.#owners.get(uid);
    const object = place && this.#registry.find(place);
    if (!place || !object?.metadata.deletionTimestamp) return;
    const finalizers = object.metadata.finalizers ?? [];
    const dependents = this.#owners.dependentsOf(uid);
    if (finalizers.includes(orphanFinalizer)) {
      for (const dependent of dependents) this.#letGo(dependent, uid);
      this.#registry.change(place, (current) => withoutFinalizer(current, orphanFinalizer));
    } else if (finalizers.includes(foregroundFinalizer)) {
      for (const dependent of dependents) this.#deleteOnce(dependent);
      const isFree = dependents.every((dependent) => !this.#blocks(dependent, uid));
      if (isFree) this.#registry.change(place, (current) => withoutFinalizer(current, foregroundFinalizer));
    }
  }

  #deleteOnce(place: Target): void {
    const object = this.#registry.find(place);
    if (object && !object.metadata.deletionTimestamp) this.#registry.delete(place, { propagationPolicy: "Background" });
  }

  #blocks(place: Target, owner: string): boolean {
    const references = this.#registry.find(place)?.metadata.ownerReferences ?? [];
    return references.some(({ uid, blockOwnerDeletion }) => uid === owner && blockOwnerDeletion === true);
  }

  #letGo(place: Target, owner: string): void {
    const references = this.#registry.find(place)?.metadata.ownerReferences ?? [];
    this.#setOwners(
      place,
      references.filter(({ uid }) => uid !== owner),
    );
  }

  #setOwners(place: Target, owners: readonly OwnerReference[]): void {
    this.#registry.change(place, (object) => {
      const { ownerReferences: _, ...metadata } = object.metadata;
      return { ...object, metadata: { ...metadata, ...(owners.length > 0 && { ownerReferences: owners }) } };
    });
  }
}

export function withoutFinalizer(object: KubeObject, finalizer: string): KubeObject {
  const { finalizers = [], ...metadata } = object.metadata;
  if (!finalizers.includes(finalizer)) return object;
  const left = finalizers.filter((each) => each !== finalizer);
  return { ...object, metadata: { ...metadata, ...(left.length > 0 && { finalizers: left }) } };
}
