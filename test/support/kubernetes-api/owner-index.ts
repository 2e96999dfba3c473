import type { KubeObject } from "./objects.js";
import type { Target } from "./incoming.js";
import type { Change } from "./store.js";

/** Which objects there are by uid, and which of them name which as their owner. */
export class OwnerIndex {
  readonly #objects = new Map<string, Target>();
  readonly #dependents = new Map<string, Map<string, Target>>();

  onChange({ type, resource, object, previous }: Change): void {
    const { uid, namespace = "", name, ownerReferences = [] } = object.metadata;
    const place = { resource, namespace, name };
    const before = previous?.metadata.ownerReferences ?? [];
    if (type === "DELETED") this.#objects.delete(uid);
    else this.#objects.set(uid, place);
    if (type === "MODIFIED" && before === ownerReferences) return;
    for (const owner of before) this.#forget(owner.uid, uid);
    if (type !== "DELETED") for (const owner of ownerReferences) this.#note(owner.uid, { uid, place });
  }

  has(uid: string): boolean {
    return this.#objects.has(uid);
  }

  get(uid: string): Target | null {
    return this.#objects.get(uid) ?? null;
  }

  dependentsOf(uid: string): Target[] {
    return [...(this.#dependents.get(uid)?.values() ?? [])];
  }

  #note(owner: string, { uid, place }: { readonly uid: string; readonly place: Target }): void {
    const known = this.#dependents.get(owner) ?? new Map<string, Target>();
    this.#dependents.set(owner, known.set(uid, place));
  }

  #forget(owner: string, uid: string): void {
    const known = this.#dependents.get(owner);
    known?.delete(uid);
    if (known?.size === 0) this.#dependents.delete(owner);
  }
}

export function controllerOf({ metadata }: KubeObject): string | null {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid ?? null;
}
