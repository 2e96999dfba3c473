import { isFields, type FieldTree, type Fields } from "./objects.js";

/**
 * Fields of an object as paths of FieldsV1 steps (`f:spec`, `k:{"name":"main"}`, `v:"text"`), joined by newlines, which no step has.
 * An item of a list is a path of its own beside those below it.
 */
export type FieldSet = ReadonlySet<string>;

/** Lists whose items have an identity, and the fields that make it; the names mean the same wherever they occur. */
const itemKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  volumes: ["name"],
  env: ["name"],
  volumeMounts: ["mountPath"],
  imagePullSecrets: ["name"],
  ownerReferences: ["uid"],
  hostAliases: ["ip"],
};

/** Fields that are one value however much is in them, as the schema of Kubernetes marks them. */
const atomic = new Set([
  "selector",
  "secretKeyRef",
  "fieldRef",
  "nodeSelector",
  "podSelector",
  "namespaceSelector",
  "labelSelector",
]);

/** Metadata that the server keeps, and what tells which object it is: nobody manages them. */
const unmanaged = new Set([
  "f:apiVersion",
  "f:kind",
  ...[
    "name",
    "namespace",
    "generateName",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "managedFields",
  ].map((field) => `f:metadata\nf:${field}`),
]);

export function keysOfItems(field: string): readonly string[] | null {
  return itemKeys[field] ?? null;
}

export function isAtomic(field: string): boolean {
  return atomic.has(field);
}

/** Every field that the object has, but those that nobody manages; `without` leaves out the parts that a subresource keeps. */
export function fieldsOf(object: Fields, without: readonly string[] = []): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [field, value] of Object.entries(object)) {
    if (!without.includes(field)) collect({ path: `f:${field}`, field, value }, found);
  }
  return found;
}

interface Spot {
  readonly path: string;
  readonly field: string;
  readonly value: unknown;
}

function collect({ path, field, value }: Spot, found: Map<string, unknown>): void {
  if (unmanaged.has(path)) return;
  const keys = itemKeys[field];
  if (Array.isArray(value) && field === "finalizers") {
    for (const item of value) found.set(`${path}\nv:${JSON.stringify(item)}`, item);
  } else if (Array.isArray(value) && keys) {
    for (const item of value as readonly Fields[]) {
      const at = `${path}\nk:${keyStep(item, keys)}`;
      found.set(at, null);
      for (const [inner, each] of Object.entries(item))
        collect({ path: `${at}\nf:${inner}`, field: inner, value: each }, found);
    }
  } else if (isFields(value) && !atomic.has(field) && Object.keys(value).length > 0) {
    for (const [inner, each] of Object.entries(value))
      collect({ path: `${path}\nf:${inner}`, field: inner, value: each }, found);
  } else found.set(path, value);
}

export function keyStep(item: Fields, keys: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, item[key]])));
}

/** Fields of `after` that `before` has not, or has otherwise; and those that it had more. */
export function difference(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): { readonly written: Set<string>; readonly removed: Set<string> } {
  const written = [...after].filter(([path, value]) => !before.has(path) || !isSame(before.get(path), value));
  const removed = [...before.keys()].filter((path) => !after.has(path));
  return { written: new Set(written.map(([path]) => path)), removed: new Set(removed) };
}

/** Equal as JSON, whatever the order of fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isFields(a) || !isFields(b)) return false;
  const fields = Object.keys(a);
  return fields.length === Object.keys(b).length && fields.every((field) => field in b && isSame(a[field], b[field]));
}

export function treeOf(paths: Iterable<string>): FieldTree {
  const root: Record<string, FieldTree> = {};
  for (const path of paths) {
    let at = root;
    const steps = path.split("\n");
    for (const step of steps) at = at[step] ??= {};
    if (steps.at(-1)?.startsWith("k:")) at["."] = {};
  }
  return root;
}

export function pathsOf(tree: FieldTree, above = ""): Set<string> {
  const paths = new Set<string>();
  for (const [step, inner] of Object.entries(tree)) {
    if (step === ".") paths.add(above);
    else {
      const path = above === "" ? step : `${above}\n${step}`;
      if (Object.keys(inner).length === 0) paths.add(path);
      for (const each of pathsOf(inner, path)) paths.add(each);
    }
  }
  return paths;
}

/** `.spec.template.spec.containers[name="main"].image`: as conflicts name it. */
export function describePath(path: string): string {
  return path
    .split("\n")
    .map((step) => {
      const rest = step.slice(2);
      if (step.startsWith("f:")) return `.${rest}`;
      if (step.startsWith("v:")) return `[=${rest}]`;
      const key = JSON.parse(rest) as Readonly<Record<string, unknown>>;
      return `[${Object.entries(key)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(",")}]`;
    })
    .join("");
}
