import { ApiFailure, badRequest, expired } from "./failure.js";
import type { Demand } from "./demand.js";
import { keyOf, type KubeObject } from "./objects.js";
import { groupVersionOf } from "./resources.js";
import { fieldSelector, labelSelector, type Selector } from "./selectors.js";
import type { ObjectStore } from "./store.js";

interface List {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly KubeObject[];
}

/** Where a list goes on: behind which object, as of which version; null where that is compacted and the client has agreed to newer ones. */
interface Place {
  readonly version: number | null;
  readonly behind: string;
}

/** Pages are of one moment: what changed meanwhile is not seen, and a page whose moment is compacted is refused. */
export function listObjects(store: ObjectStore, demand: Demand): List {
  const { resource, query } = demand;
  const place = placeOf(store, query);
  const version = place?.version ?? store.version;
  const namespace = demand.namespace === "" ? null : demand.namespace;
  const objects =
    version === store.version ? store.list(resource, namespace) : store.listAt(resource, namespace, version);
  const matches = selectorOf(demand);
  const behind = place?.behind ?? "";
  const wanted = objects.filter((object) => keyOf(object) > behind && matches(object)).sort(byKey);
  const limit = Number(query.get("limit") ?? 0);
  const items = limit > 0 ? wanted.slice(0, limit) : wanted;
  const last = items.at(-1);
  const left = wanted.length - items.length;
  const isSelected = query.get("labelSelector") || query.get("fieldSelector");
  return {
    kind: `${resource.kind}List`,
    apiVersion: groupVersionOf(resource),
    metadata: {
      resourceVersion: String(version),
      ...(left > 0 && last && { continue: writePlace({ version, behind: keyOf(last) }) }),
      ...(left > 0 && !isSelected && { remainingItemCount: left }),
    },
    items,
  };
}

function byKey(a: KubeObject, b: KubeObject): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** Labels, fields, and the name that a path ends with. */
export function selectorOf({ resource, query, name }: Demand): Selector {
  const byLabels = labelSelector(query.get("labelSelector"));
  const byFields = fieldSelector(resource, query.get("fieldSelector"));
  return (object) => (name === "" || object.metadata.name === name) && byLabels(object) && byFields(object);
}

function placeOf(store: ObjectStore, query: URLSearchParams): Place | null {
  const next = query.get("continue");
  if (next) return readPlace(store, next);
  const wanted = Number(query.get("resourceVersion") ?? 0);
  if (!Number.isInteger(wanted)) throw badRequest(`invalid resource version: ${query.get("resourceVersion")}`);
  if (wanted > store.version) throw tooLarge(wanted, store.version);
  if (query.get("resourceVersionMatch") !== "Exact") return null;
  if (wanted < store.compactedVersion) throw expired(`The resourceVersion for the provided list is too old.`);
  return { version: wanted, behind: "" };
}

function tooLarge(wanted: number, current: number): ApiFailure {
  return new ApiFailure({
    code: 504,
    reason: "Timeout",
    message: `Too large resource version: ${wanted}, current: ${current}`,
    details: {
      retryAfterSeconds: 1,
      causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    },
  });
}

const tooOld =
  "The provided continue parameter is too old to display a consistent list result. You can start a new list without " +
  "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. " +
  "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or " +
  "deleted between the time the first chunk was returned and now may show up in the list.";

function readPlace(store: ObjectStore, text: string): Place {
  let place: Place;
  try {
    place = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Place;
  } catch {
    throw badRequest("continue key is not valid: invalid character");
  }
  if (place.version !== null && place.version < store.compactedVersion)
    throw expired(tooOld, writePlace({ version: null, behind: place.behind }));
  return place;
}

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}
