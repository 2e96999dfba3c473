import { ApiFailure, type Subject } from "./failure.js";
import {
  describePath,
  difference,
  fieldsOf,
  isAtomic,
  isSame,
  keysOfItems,
  keyStep,
  pathsOf,
  treeOf,
  type FieldSet,
} from "./field-sets.js";
import { isFields, type Fields, type KubeObject, type ManagedFields } from "./objects.js";

/** Who writes, and how the write is to be kept in `managedFields`. */
export interface Writer {
  readonly manager: string;
  readonly apiVersion: string;
  readonly at: string;
  readonly subresource: "status" | null;
}

export interface Application {
  readonly subject: Subject;
  readonly live: KubeObject;
  /** What the manager wants of the object, from now on. */
  readonly applied: Fields;
  readonly writer: Writer;
  /** Whether it takes over what other managers want otherwise. */
  readonly isForced: boolean;
}

/**
 * Server-side apply: https://kubernetes.io/docs/reference/using-api/server-side-apply/. What the manager applies is merged in; what it
 * applied before and does not now is removed, unless others manage it too. Conflicts unless forced.
 */
export function apply({ subject, live, applied, writer, isForced }: Application): {
  readonly merged: Fields;
  readonly managedFields: readonly ManagedFields[];
} {
  const entries = live.metadata.managedFields ?? [];
  const own = entries.find((entry) => isOf(entry, writer, "Apply"));
  const others = entries.filter((entry) => entry !== own);
  const wanted = new Set(fieldsOf(applied, writer.subresource ? [] : ["status"]).keys());
  const before = fieldsOf(live);
  let merged = merge(live, applied, "") as Fields;
  const { written } = difference(before, fieldsOf(merged));
  if (!isForced) refuseConflicts(subject, others, written);
  const dropped = new Set([...(own ? pathsOf(own.fieldsV1) : [])].filter((path) => !wanted.has(path)));
  merged = without(merged, unclaimed(dropped, others));
  const left = others.flatMap((entry) => shrunk(entry, written));
  const isUnchanged = own && isSame(own.fieldsV1, treeOf(wanted));
  const time = isUnchanged ? own.time : writer.at;
  return { merged, managedFields: [...left, entryOf({ writer, operation: "Apply", paths: wanted, time })] };
}

/** What a write by other means makes of `managedFields`: who changes a field manages it alone. */
export function afterUpdate(before: KubeObject | null, after: Fields, writer: Writer): readonly ManagedFields[] {
  const entries = before?.metadata.managedFields ?? [];
  const parts = writer.subresource ? partsBeside(after, "status") : ["status"];
  const { written, removed } = difference(before ? fieldsOf(before, parts) : new Map(), fieldsOf(after, parts));
  if (written.size === 0 && removed.size === 0) return entries;
  const own = entries.find((entry) => isOf(entry, writer, "Update"));
  const touched = new Set([...written, ...removed]);
  const left = entries.filter((entry) => entry !== own).flatMap((entry) => shrunk(entry, touched));
  const paths = new Set([...(own ? pathsOf(own.fieldsV1) : []), ...written].filter((path) => !removed.has(path)));
  return paths.size === 0 ? left : [...left, entryOf({ writer, operation: "Update", paths, time: writer.at })];
}

function partsBeside(object: Fields, part: string): string[] {
  return Object.keys(object).filter((field) => field !== part);
}

function isOf(entry: ManagedFields, writer: Writer, operation: ManagedFields["operation"]): boolean {
  const isSamePart = (entry.subresource ?? null) === writer.subresource;
  return entry.manager === writer.manager && entry.operation === operation && isSamePart;
}

interface NewEntry {
  readonly writer: Writer;
  readonly operation: ManagedFields["operation"];
  readonly paths: FieldSet;
  readonly time: string;
}

function entryOf({ writer, operation, paths, time }: NewEntry): ManagedFields {
  const { manager, apiVersion, subresource } = writer;
  const fieldsV1 = treeOf(paths);
  return {
    manager,
    operation,
    apiVersion,
    time,
    fieldsType: "FieldsV1",
    fieldsV1,
    ...(subresource && { subresource }),
  };
}

/** Without the fields that another manager has written; none is left of an entry without fields. */
function shrunk(entry: ManagedFields, written: FieldSet): ManagedFields[] {
  const paths = pathsOf(entry.fieldsV1);
  const left = [...paths].filter((path) => !written.has(path));
  if (left.length === paths.size) return [entry];
  return left.length === 0 ? [] : [{ ...entry, fieldsV1: treeOf(left) }];
}

function refuseConflicts(subject: Subject, others: readonly ManagedFields[], written: FieldSet): void {
  const conflicts = others.flatMap((entry) =>
    [...pathsOf(entry.fieldsV1)]
      .filter((path) => written.has(path))
      .map((path) => ({ entry, field: describePath(path) })),
  );
  if (conflicts.length === 0) return;
  const causes = conflicts.map(({ entry, field }) => ({
    reason: "FieldManagerConflict",
    message: `conflict with "${entry.manager}"${entry.operation === "Update" ? ` using ${entry.apiVersion}` : ""}`,
    field,
  }));
  const count = `${causes.length} conflict${causes.length === 1 ? "" : "s"}`;
  const told = causes.map(({ message, field }) => `${message}: ${field}`).join("\n");
  throw new ApiFailure({
    code: 409,
    reason: "Conflict",
    message: `Apply failed with ${count}: ${told}`,
    details: { name: subject.name, kind: subject.resource.plural, group: subject.resource.group, causes },
  });
}

/** Of the paths, those that no entry has, nor anything below them. */
function unclaimed(paths: FieldSet, entries: readonly ManagedFields[]): FieldSet {
  const claimed = entries.map((entry) => pathsOf(entry.fieldsV1));
  const isClaimed = (path: string): boolean =>
    claimed.some((set) => set.has(path) || [...set].some((other) => other.startsWith(`${path}\n`)));
  return new Set([...paths].filter((path) => !isClaimed(path)));
}

/** Lists of items with an identity are merged by it, maps by their keys; all else is replaced. */
function merge(live: unknown, applied: unknown, field: string): unknown {
  const keys = keysOfItems(field);
  if (Array.isArray(live) && Array.isArray(applied) && keys)
    return mergeItems(live as Fields[], applied as Fields[], keys);
  if (Array.isArray(live) && Array.isArray(applied) && field === "finalizers")
    return [...new Set([...live, ...applied])];
  if (!isFields(live) || !isFields(applied) || isAtomic(field)) return applied;
  const merged = Object.entries(applied).map(([key, value]) => [
    key,
    key in live ? merge(live[key], value, key) : value,
  ]);
  return { ...live, ...Object.fromEntries(merged) };
}

function mergeItems(live: readonly Fields[], applied: readonly Fields[], keys: readonly string[]): Fields[] {
  const wanted = new Map(applied.map((item) => [keyStep(item, keys), item]));
  const kept = live.map((item) => {
    const key = keyStep(item, keys);
    const other = wanted.get(key);
    wanted.delete(key);
    return other ? (merge(item, other, "") as Fields) : item;
  });
  return [...kept, ...wanted.values()];
}

/** The object without these fields, and without the maps that nothing is left of. */
function without(object: Fields, paths: FieldSet): Fields {
  let left = object;
  // An item goes after what is below it, so that it goes as a whole.
  for (const path of [...paths].toSorted((a, b) => b.length - a.length))
    left = (removeAt(left, path.split("\n")) ?? {}) as Fields;
  return left;
}

function removeAt(value: unknown, [step = "", ...rest]: readonly string[]): unknown {
  const name = step.slice(2);
  if (Array.isArray(value)) {
    const isIt = (item: unknown): boolean =>
      step.startsWith("v:") ? JSON.stringify(item) === name : isFields(item) && matchesKey(item, name);
    const items = value.flatMap((item: unknown) =>
      isIt(item) ? (rest.length === 0 ? [] : [removeAt(item, rest)]) : [item],
    );
    return items.length === 0 ? undefined : items;
  }
  if (!isFields(value) || !(name in value)) return value;
  const inner = rest.length === 0 ? undefined : removeAt(value[name], rest);
  const { [name]: _, ...others } = value;
  if (inner !== undefined) return { ...others, [name]: inner };
  return Object.keys(others).length === 0 ? undefined : others;
}

function matchesKey(item: Fields, key: string): boolean {
  return Object.entries(JSON.parse(key) as Fields).every(([field, value]) => item[field] === value);
}
