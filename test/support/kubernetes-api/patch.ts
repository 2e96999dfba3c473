import { ApiFailure, badRequest } from "./failure.js";
import { isSame } from "./field-sets.js";
import { isFields, type Fields } from "./objects.js";

export const patchTypes = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
} as const;

export function unsupportedPatch(accepted: readonly string[] = Object.values(patchTypes)): ApiFailure {
  return new ApiFailure({
    code: 415,
    reason: "UnsupportedMediaType",
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(", ")}`,
  });
}

/** RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const merged: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else merged[field] = mergePatch(merged[field], value);
  }
  return merged;
}

/** By which field the items of a list are told apart, where a patch merges them. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: "name",
  initContainers: "name",
  volumes: "name",
  env: "name",
  volumeMounts: "mountPath",
  imagePullSecrets: "name",
  ownerReferences: "uid",
  conditions: "type",
};

/** As a merge patch, but that some lists are merged by item; `$patch: delete` and `$patch: replace` say otherwise. */
export function strategicPatch(target: unknown, patch: unknown, field = ""): unknown {
  const key = mergeKeys[field];
  if (Array.isArray(patch)) {
    if (field === "finalizers") return [...new Set([...(Array.isArray(target) ? target : []), ...patch])];
    return key === undefined ? patch : patchItems(Array.isArray(target) ? target : [], patch as Fields[], key);
  }
  if (!isFields(patch)) return patch;
  const { $patch, $retainKeys: _, ...fields } = patch;
  const merged: Record<string, unknown> = isFields(target) && $patch !== "replace" ? { ...target } : {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("$")) continue;
    if (value === null) delete merged[name];
    else merged[name] = strategicPatch(merged[name], value, name);
  }
  return merged;
}

function patchItems(target: readonly Fields[], patch: readonly Fields[], key: string): Fields[] {
  let items = [...target];
  for (const { $patch, ...item } of patch) {
    const at = items.findIndex((each) => each[key] === item[key]);
    if ($patch === "delete") items = items.filter((_, index) => index !== at);
    else if (at < 0) items.push(item);
    else items[at] = strategicPatch(items[at], item) as Fields;
  }
  return items;
}

interface Operation {
  readonly op: "add" | "remove" | "replace" | "test" | "move" | "copy";
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** RFC 6902. */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations))
    throw badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
  return (operations as readonly Operation[]).reduce(operate, target);
}

function operate(target: unknown, { op, path, from = "", value }: Operation): unknown {
  const steps = stepsOf(path);
  switch (op) {
    case "add":
      return changeAt(target, steps, (at, step) => insert(at, step, value));
    case "replace":
      readAt(target, path);
      return changeAt(target, steps, (at, step) => assign(at, step, value));
    case "remove":
      readAt(target, path);
      return changeAt(target, steps, removeStep);
    case "move":
      return operate(operate(target, { op: "remove", path: from }), { op: "add", path, value: readAt(target, from) });
    case "copy":
      return operate(target, { op: "add", path, value: readAt(target, from) });
    case "test":
      if (isSame(readAt(target, path), value)) return target;
      throw unprocessable(`testing path ${path} failed`);
    default:
      throw unprocessable(`Unexpected kind: ${String(op)}`);
  }
}

function unprocessable(why: string): ApiFailure {
  const message = `the server rejected our request due to an error in our request: ${why}`;
  return new ApiFailure({ code: 422, reason: "Invalid", message });
}

function stepsOf(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function readAt(target: unknown, path: string): unknown {
  let at = target;
  for (const step of stepsOf(path)) {
    const next: unknown = Array.isArray(at) ? at[Number(step)] : isFields(at) ? at[step] : undefined;
    if (next === undefined) throw unprocessable(`path ${path} does not exist`);
    at = next;
  }
  return at;
}

type Change = (at: Fields | readonly unknown[], step: string) => unknown;

function changeAt(target: unknown, [step, ...rest]: readonly string[], change: Change): unknown {
  if (step === undefined || !(isFields(target) || Array.isArray(target))) throw unprocessable("path does not exist");
  if (rest.length === 0) return change(target, step);
  const inner = changeAt(Array.isArray(target) ? target[Number(step)] : target[step], rest, change);
  return assign(target, step, inner);
}

function assign(at: Fields | readonly unknown[], step: string, value: unknown): unknown {
  if (isList(at)) return at.with(Number(step), value);
  return { ...at, [step]: value };
}

function insert(at: Fields | readonly unknown[], step: string, value: unknown): unknown {
  return isList(at) ? at.toSpliced(step === "-" ? at.length : Number(step), 0, value) : { ...at, [step]: value };
}

function removeStep(at: Fields | readonly unknown[], step: string): unknown {
  if (isList(at)) return at.toSpliced(Number(step), 1);
  const { [step]: _, ...others } = at;
  return others;
}

function isList(at: Fields | readonly unknown[]): at is readonly unknown[] {
  return Array.isArray(at);
}
