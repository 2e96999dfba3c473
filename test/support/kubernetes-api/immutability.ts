import type { Problem } from "./failure.js";
import { isSame } from "./field-sets.js";
import { wrong } from "./names.js";
import { isFields, type Fields, type KubeObject } from "./objects.js";
import { idOf, jobs, pods, secrets, type Resource } from "./resources.js";

/** Of a Job these never change, whatever else of it does. */
const ofJobs = [
  "completionMode",
  "completions",
  "selector",
  "template",
  "podFailurePolicy",
  "successPolicy",
  "manualSelector",
];
/** Of a pod only these may. */
const mutableOfPods = [
  "activeDeadlineSeconds",
  "tolerations",
  "terminationGracePeriodSeconds",
  "schedulingGates",
  "nodeName",
];

/** What a change touches that may not change any more. */
export function changeProblems(resource: Resource, before: KubeObject, after: KubeObject): Problem[] {
  return [...finalizerProblems(before, after), ...ofKind(resource, before, after)];
}

function ofKind(resource: Resource, before: KubeObject, after: KubeObject): Problem[] {
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  switch (idOf(resource)) {
    case idOf(jobs):
      return ofJobs
        .filter((field) => !isSame(old[field], now[field]))
        .map((field) => wrong(`spec.${field}`, now[field], "field is immutable"));
    case idOf(pods):
      return podProblems(old, now);
    case idOf(secrets):
      return secretProblems(before, after);
    default:
      return [];
  }
}

function finalizerProblems(before: KubeObject, after: KubeObject): Problem[] {
  if (!before.metadata.deletionTimestamp) return [];
  const had = new Set(before.metadata.finalizers);
  const added = (after.metadata.finalizers ?? []).filter((each) => !had.has(each));
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`;
  return added.length === 0 ? [] : [{ field: "metadata.finalizers", reason: "FieldValueForbidden", message }];
}

function podProblems(old: Fields, now: Fields): Problem[] {
  const fixed = (spec: Fields): Fields => {
    const kept = Object.entries(spec).filter(([field]) => !mutableOfPods.includes(field) && field !== "containers");
    const containers = Array.isArray(spec["containers"]) ? spec["containers"] : [];
    const withoutImage = containers.map((container: Fields) =>
      isFields(container) ? { ...container, image: "", imagePullPolicy: "" } : container,
    );
    return { ...Object.fromEntries(kept), containers: withoutImage };
  };
  const message =
    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
    "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
  return isSame(fixed(old), fixed(now)) ? [] : [{ field: "spec", reason: "FieldValueForbidden", message }];
}

function secretProblems(before: KubeObject, after: KubeObject): Problem[] {
  const isFixed = before["immutable"] === true;
  const message = "Forbidden: field is immutable when `immutable` is set";
  return [
    ...(isSame(before["type"], after["type"]) ? [] : [wrong("type", after["type"], "field is immutable")]),
    ...(isFixed && !isSame(before["data"], after["data"])
      ? [{ field: "data", reason: "FieldValueForbidden" as const, message }]
      : []),
    ...(isFixed && after["immutable"] !== true
      ? [{ field: "immutable", reason: "FieldValueForbidden" as const, message }]
      : []),
  ];
}
