import type { IncomingMessage } from "node:http";
import { pathNotFound, unsupportedMethod } from "./failure.js";
import { groupVersionOf, type Resource, type Verb } from "./resources.js";

export type ResourceVerb = Verb;

/** What a request asks of which objects. */
export interface Demand {
  readonly verb: ResourceVerb;
  readonly resource: Resource;
  /** Empty where it is of all namespaces, or the kind knows none. */
  readonly namespace: string;
  /** Empty where it is of all. */
  readonly name: string;
  readonly subresource: "status" | "log" | null;
  readonly query: URLSearchParams;
}

/** `/api/v1/...` or `/apis/<group>/<version>/...`: what follows, and of which group. */
function splitGroup(path: string): { readonly groupVersion: string; readonly rest: readonly string[] } | null {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  if (parts[0] === "api" && parts.length > 1) return { groupVersion: parts[1] ?? "", rest: parts.slice(2) };
  if (parts[0] === "apis" && parts.length > 2) return { groupVersion: `${parts[1]}/${parts[2]}`, rest: parts.slice(3) };
  return null;
}

/** Null where the path is no resource's: discovery, health. */
export function demandOf(
  { method = "GET" }: Pick<IncomingMessage, "method">,
  url: URL,
  resources: readonly Resource[],
): Demand | null {
  const split = splitGroup(url.pathname);
  if (!split || split.rest.length === 0) return null;
  const offered = resources.filter((resource) => groupVersionOf(resource) === split.groupVersion);
  const isWithin = split.rest[0] === "namespaces" && split.rest.length > 2 && split.rest[2] !== "status";
  const [plural = "", name = "", sub] = isWithin ? split.rest.slice(2) : split.rest;
  const resource = offered.find((each) => each.plural === plural && (each.isNamespaced || !isWithin));
  if (!resource) throw pathNotFound();
  if (resource.isNamespaced && !isWithin && name !== "") throw pathNotFound();
  const subresource = sub === undefined ? null : resource.subresources.find((each) => each === sub);
  if (subresource === undefined) throw pathNotFound();
  const verb = verbOf(method, { isOne: name !== "", isWatch: isOn(url.searchParams, "watch") });
  if (!verb || !resource.verbs.includes(verb) || (subresource === "log" && verb !== "get"))
    throw unsupportedMethod({ resource, name });
  const namespace = isWithin ? (split.rest[1] ?? "") : "";
  return { verb, resource, namespace, name, subresource, query: url.searchParams };
}

function verbOf(method: string, { isOne, isWatch }: { isOne: boolean; isWatch: boolean }): Verb | null {
  switch (method) {
    case "GET":
      return isWatch ? "watch" : isOne ? "get" : "list";
    case "POST":
      return isOne ? null : "create";
    case "PUT":
      return isOne ? "update" : null;
    case "PATCH":
      return isOne ? "patch" : null;
    case "DELETE":
      return isOne ? "delete" : "deletecollection";
    default:
      return null;
  }
}

export function isOn(query: URLSearchParams, name: string): boolean {
  return ["1", "true"].includes(query.get(name) ?? "");
}

/** `jobs.batch`, `pods/log`: as roles and counters name it. */
export function subjectOf({ resource, subresource }: Demand): string {
  const name = resource.group === "" ? resource.plural : `${resource.plural}.${resource.group}`;
  return subresource === null ? name : `${name}/${subresource}`;
}
