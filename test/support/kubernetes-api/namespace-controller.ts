import { idOf, namespaces, type Resource } from "./resources.js";
import { targetOf, type Registry } from "./registry.js";
import type { Change } from "./store.js";
import type { WorkQueue } from "./work-queue.js";

interface NamespaceControllerParts {
  readonly registry: Registry;
  readonly queue: WorkQueue;
  readonly resources: readonly Resource[];
}

/** Empties namespaces that are deleted, then lets them go. */
export class NamespaceController {
  readonly #parts: NamespaceControllerParts;

  constructor(parts: NamespaceControllerParts) {
    this.#parts = parts;
  }

  onChange({ type, resource, object }: Change): void {
    const isNamespace = idOf(resource) === idOf(namespaces);
    const name = isNamespace ? object.metadata.name : (object.metadata.namespace ?? "");
    if (isNamespace ? object.metadata.deletionTimestamp : type === "DELETED") this.#lookSoon(name);
  }

  #lookSoon(name: string): void {
    this.#parts.queue.add(`namespace ${name}`, () => this.#empty(name));
  }

  #empty(name: string): void {
    const { registry, resources } = this.#parts;
    const target = { resource: namespaces, namespace: "", name };
    if (!registry.find(target)?.metadata.deletionTimestamp) return;
    registry.change(target, (object) => ({ ...object, status: { phase: "Terminating" } }));
    const kinds = resources.filter(({ isNamespaced }) => isNamespaced);
    const left = kinds.flatMap((resource) =>
      registry.store.list(resource, name).map((object) => ({ resource, object })),
    );
    for (const { resource, object } of left)
      if (!object.metadata.deletionTimestamp)
        registry.delete(targetOf(resource, object), { propagationPolicy: "Background" });
    const isEmpty = kinds.every((resource) => registry.store.list(resource, name).length === 0);
    if (!isEmpty) return;
    registry.change(target, (object) => ({ ...object, spec: { finalizers: [] } }));
  }
}
