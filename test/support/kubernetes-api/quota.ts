import { readQuantity } from "../../../src/sandboxes/quantities.js";
import { forbidden, qualified, type ApiFailure } from "./failure.js";
import type { KubeObject, Pod } from "./objects.js";
import { idOf, pods, resourceQuotas, type Resource } from "./resources.js";
import type { ObjectStore } from "./store.js";

interface Hard {
  readonly name: string;
  readonly hard: Readonly<Record<string, string>>;
}

/** Why the namespace's ResourceQuotas do not allow one more; null where they do. */
export function quotaRefusal(store: ObjectStore, resource: Resource, object: KubeObject): ApiFailure | null {
  const namespace = object.metadata.namespace ?? "";
  const subject = { resource, name: object.metadata.name };
  for (const { name, hard } of quotasOf(store, namespace)) {
    const told = Object.entries(hard).flatMap(([what, limit]) => {
      const requested = askedFor(resource, object, what);
      if (requested === null) return [];
      if (Number.isNaN(requested)) return [{ what, requested, used: 0, limit }];
      const used = usedOf(store, namespace, { resource, what });
      return used + requested > (readQuantity(limit) ?? 0) ? [{ what, requested, used, limit }] : [];
    });
    const unsaid = told.filter(({ requested }) => Number.isNaN(requested)).map(({ what }) => what);
    if (unsaid.length > 0) return forbidden(subject, `failed quota: ${name}: must specify ${unsaid.join(",")}`);
    if (told.length === 0) continue;
    const list = (of: (entry: (typeof told)[number]) => string): string => told.map(of).join(",");
    return forbidden(
      subject,
      `exceeded quota: ${name}, requested: ${list(({ what, requested }) => `${what}=${amount(what, requested)}`)}, ` +
        `used: ${list(({ what, used }) => `${what}=${amount(what, used)}`)}, ` +
        `limited: ${list(({ what, limit }) => `${what}=${limit}`)}`,
    );
  }
  return null;
}

function quotasOf(store: ObjectStore, namespace: string): Hard[] {
  return store.list(resourceQuotas, namespace).map(({ metadata, spec }) => ({
    name: metadata.name,
    hard: ((spec ?? {})["hard"] ?? {}) as Readonly<Record<string, string>>,
  }));
}

function amount(what: string, value: number): string {
  if (what.endsWith("cpu")) return Number.isInteger(value) ? String(value) : `${Math.round(value * 1_000)}m`;
  return String(value);
}

function usedOf(
  store: ObjectStore,
  namespace: string,
  { resource, what }: { resource: Resource; what: string },
): number {
  const counted = store.list(resource, namespace).filter((object) => !isOver(resource, object));
  return counted.reduce((sum, object) => sum + (askedFor(resource, object, what) || 0), 0);
}

/** Pods that have ended use nothing. */
function isOver(resource: Resource, object: KubeObject): boolean {
  const phase = object.status?.["phase"];
  return idOf(resource) === idOf(pods) && (phase === "Succeeded" || phase === "Failed");
}

/** How much of `what` an object takes; null where it has nothing to do with it, NaN where it must say and does not. */
function askedFor(resource: Resource, object: KubeObject, what: string): number | null {
  if (what === `count/${qualified(resource)}` || (resource.group === "" && what === resource.plural)) return 1;
  if (idOf(resource) !== idOf(pods)) return null;
  const [, kind = "requests", name = what] = /^(requests|limits)\.(.+)$/.exec(what) ?? [];
  if (!["cpu", "memory", "ephemeral-storage"].includes(name)) return null;
  const { containers } = (object as Pod).spec;
  const amounts = containers.map(({ resources }) => resources?.[kind as "requests" | "limits"]?.[name]);
  if (amounts.some((each) => each === undefined)) return Number.NaN;
  return amounts.reduce((sum, each) => sum + (readQuantity(each ?? "0") ?? 0), 0);
}
