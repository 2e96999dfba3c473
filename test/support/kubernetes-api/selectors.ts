import { badRequest } from "./failure.js";
import { isFields, type KubeObject } from "./objects.js";
import { events, idOf, jobs, namespaces, pods, secrets, type Resource } from "./resources.js";

export type Selector = (object: KubeObject) => boolean;

const key = String.raw`[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?`;
const value = String.raw`(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?`;
const requirement = new RegExp(
  String.raw`\s*(?:(?<absent>!)\s*(?<absentKey>${key})|(?<setKey>${key})\s+(?<set>in|notin)\s*\((?<values>[^()]*)\)|(?<sameKey>${key})\s*(?<same>==|=|!=)\s*(?<sameValue>${value})|(?<presentKey>${key}))\s*(?:,|$)`,
  "y",
);

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export function labelSelector(text: string | null): Selector {
  const tests: ((labels: Readonly<Record<string, string>>) => boolean)[] = [];
  requirement.lastIndex = 0;
  for (const given = text ?? ""; requirement.lastIndex < given.length;) {
    const groups = requirement.exec(given)?.groups;
    if (!groups) throw badRequest(`unable to parse requirement: found unexpected text in '${given}'`);
    tests.push(testOf(groups));
  }
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

/** What is not to be among the values holds for objects without the label too. */
function testOf(
  groups: Readonly<Record<string, string | undefined>>,
): (labels: Readonly<Record<string, string>>) => boolean {
  const { absentKey, setKey, set, values, sameKey, same, sameValue = "", presentKey = "" } = groups;
  if (absentKey !== undefined) return (labels) => labels[absentKey] === undefined;
  if (setKey !== undefined) {
    const among = new Set((values ?? "").split(",").map((each) => each.trim()));
    return (labels) => (labels[setKey] !== undefined && among.has(labels[setKey])) === (set === "in");
  }
  if (sameKey !== undefined) return (labels) => (labels[sameKey] === sameValue) === (same !== "!=");
  return (labels) => labels[presentKey] !== undefined;
}

const ofAll = ["metadata.name", "metadata.namespace"];
const ofKinds: Readonly<Record<string, readonly string[]>> = {
  [idOf(pods)]: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "status.phase",
    "status.podIP",
  ],
  [idOf(jobs)]: ["status.successful"],
  [idOf(secrets)]: ["type"],
  [idOf(namespaces)]: ["status.phase"],
  [idOf(events)]: [
    "involvedObject.kind",
    "involvedObject.name",
    "involvedObject.namespace",
    "involvedObject.uid",
    "reason",
    "type",
  ],
};

/** Only few fields can be selected by: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/ */
export function fieldSelector(resource: Resource, text: string | null): Selector {
  const tests = (text ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, path = "", sign = "", wanted = ""] = /^\s*([\w.]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part) ?? [];
      if (path === "") throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
      const known = [...ofAll, ...(ofKinds[idOf(resource)] ?? [])];
      if (!known.includes(path)) throw badRequest(`field label not supported: ${path}`);
      return (object: KubeObject) => (readField(object, path) === wanted) === (sign !== "!=");
    });
  return (object) => tests.every((test) => test(object));
}

function readField(object: KubeObject, path: string): string {
  let at: unknown = object;
  const steps = path === "status.successful" ? ["status", "succeeded"] : path.split(".");
  for (const step of steps) at = isFields(at) ? at[step] : undefined;
  return typeof at === "string" || typeof at === "number" ? String(at) : "";
}
