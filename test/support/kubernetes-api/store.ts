import type { KubeObject } from "./objects.js";
import { idOf, type Resource } from "./resources.js";

/** One write, as watches tell of it. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly resource: Resource;
  /** As it is after the write; of a deletion as it was at last, with the version of its deletion. */
  readonly object: KubeObject;
  readonly previous: KubeObject | null;
  readonly version: number;
}

type Names = Map<string, KubeObject>;

/** Objects with one rising version over all of them, and the last changes. Older ones are compacted: memory does not grow with what has been. */
export class ObjectStore {
  readonly #maxHistory: number;
  readonly #objects = new Map<string, Map<string, Names>>();
  readonly #listeners = new Set<(change: Change) => void>();
  #history: Change[] = [];
  #version = 1_000;
  #compactedVersion = 0;

  constructor(maxHistory: number) {
    this.#maxHistory = maxHistory;
  }

  /** Of the last write. */
  get version(): number {
    return this.#version;
  }

  /** What changed up to this version is forgotten. */
  get compactedVersion(): number {
    return this.#compactedVersion;
  }

  get size(): number {
    let size = 0;
    for (const spaces of this.#objects.values()) for (const names of spaces.values()) size += names.size;
    return size;
  }

  get(
    resource: Resource,
    { namespace, name }: { readonly namespace: string; readonly name: string },
  ): KubeObject | null {
    return this.#objects.get(idOf(resource))?.get(namespace)?.get(name) ?? null;
  }

  /** In no order; `namespace` null for all of them. */
  list(resource: Resource, namespace: string | null): KubeObject[] {
    const spaces = this.#objects.get(idOf(resource));
    if (!spaces) return [];
    if (namespace !== null) return [...(spaces.get(namespace)?.values() ?? [])];
    return [...spaces.values()].flatMap((names) => [...names.values()]);
  }

  /** As it was at that version, which must not be compacted: what was written since is taken back. */
  listAt(resource: Resource, namespace: string | null, version: number): KubeObject[] {
    const objects = new Map(this.list(resource, namespace).map((object) => [object.metadata.uid, object]));
    for (const change of this.changesSince(version).toReversed()) {
      if (change.resource !== resource) continue;
      if (namespace !== null && (change.object.metadata.namespace ?? "") !== namespace) continue;
      if (change.previous) objects.set(change.previous.metadata.uid, change.previous);
      else objects.delete(change.object.metadata.uid);
    }
    return [...objects.values()];
  }

  put(resource: Resource, object: KubeObject): KubeObject {
    const names = this.#names(resource, object.metadata.namespace ?? "");
    const previous = names.get(object.metadata.name) ?? null;
    const kept = this.#versioned(object);
    names.set(object.metadata.name, kept);
    this.#tell({ type: previous ? "MODIFIED" : "ADDED", resource, object: kept, previous, version: this.#version });
    return kept;
  }

  /** Answers it as it was at last; `object` may differ from what is kept. */
  remove(resource: Resource, object: KubeObject): KubeObject {
    const names = this.#names(resource, object.metadata.namespace ?? "");
    const previous = names.get(object.metadata.name) ?? null;
    names.delete(object.metadata.name);
    const last = this.#versioned(object);
    this.#tell({ type: "DELETED", resource, object: last, previous, version: this.#version });
    return last;
  }

  /** Behind `version`, oldest first. */
  changesSince(version: number): readonly Change[] {
    let first = this.#history.length;
    while (first > 0 && (this.#history[first - 1]?.version ?? 0) > version) first--;
    return this.#history.slice(first);
  }

  compact(): void {
    this.#history = [];
    this.#compactedVersion = this.#version;
  }

  /** Called within each write. The answer ends it. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #names(resource: Resource, namespace: string): Names {
    const id = idOf(resource);
    const spaces = this.#objects.get(id) ?? new Map<string, Names>();
    this.#objects.set(id, spaces);
    const names: Names = spaces.get(namespace) ?? new Map<string, KubeObject>();
    spaces.set(namespace, names);
    return names;
  }

  #versioned(object: KubeObject): KubeObject {
    this.#version += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
  }

  #tell(change: Change): void {
    this.#history.push(change);
    // In batches: to shift one change at a time would move all the others each time.
    if (this.#history.length >= 2 * this.#maxHistory) {
      this.#compactedVersion = this.#history[this.#maxHistory - 1]?.version ?? this.#compactedVersion;
      this.#history = this.#history.slice(this.#maxHistory);
    }
    for (const listener of this.#listeners) listener(change);
  }
}
