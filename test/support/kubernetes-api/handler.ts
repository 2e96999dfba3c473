import type { IncomingMessage } from "node:http";
import { readBody, type Answer } from "./answer.js";
import { deleteOptionsOf } from "./deletion.js";
import { isOn, type Demand } from "./demand.js";
import { ApiFailure, badRequest, qualified } from "./failure.js";
import { listObjects, selectorOf } from "./listing.js";
import { isFields, type Fields, type KubeObject } from "./objects.js";
import { jsonPatch, mergePatch, patchTypes, strategicPatch, unsupportedPatch } from "./patch.js";
import type { Target } from "./incoming.js";
import { targetOf, type Registry, type WriteOptions } from "./registry.js";
import { idOf, pods } from "./resources.js";

/** Carries out what is asked, apart from streams. */
export async function handle(registry: Registry, demand: Demand, request: IncomingMessage): Promise<Answer> {
  const { resource, namespace, name, verb } = demand;
  const target = { resource, namespace, name };
  switch (verb) {
    case "get":
      return { code: 200, body: registry.get(target) };
    case "list":
      return { code: 200, body: listObjects(registry.store, demand) };
    case "create":
      return { code: 201, body: registry.create(target, await readBody(request), optionsOf(demand, request)) };
    case "update":
      return { code: 200, body: registry.update(target, await readBody(request), optionsOf(demand, request)) };
    case "patch":
      return patch(registry, demand, request);
    case "delete":
      return remove(registry, target, deleteOptionsOf((await readBody(request)) as Fields | null, demand.query));
    case "deletecollection":
      return removeAll(registry, demand, (await readBody(request)) as Fields | null);
    default:
      throw new Error(`${verb} is a stream`);
  }
}

/** Who writes is who says so, else the program that asks. */
function optionsOf({ query, subresource }: Demand, { headers }: IncomingMessage): WriteOptions {
  const agent = (headers["user-agent"] ?? "unknown").split("/")[0] ?? "unknown";
  const manager = query.get("fieldManager") ?? agent;
  if (manager.length > 128)
    throw new ApiFailure({
      code: 422,
      reason: "Invalid",
      message: "fieldManager: Too long: may not be more than 128 bytes",
    });
  return { manager, isDryRun: query.get("dryRun") === "All", subresource: subresource === "status" ? "status" : null };
}

async function patch(registry: Registry, demand: Demand, request: IncomingMessage): Promise<Answer> {
  const { resource, namespace, name, query } = demand;
  const target = { resource, namespace, name };
  const options = optionsOf(demand, request);
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (query.has("force") && type !== patchTypes.apply)
    throw badRequest("PatchOptions is invalid: force: Forbidden: may not be specified for non-apply patch");
  const body = await readBody(request);
  const change = (by: (object: KubeObject) => unknown): Answer => ({
    code: 200,
    body: registry.patch(target, by, options),
  });
  switch (type) {
    case patchTypes.apply: {
      if (!query.get("fieldManager"))
        throw new ApiFailure({
          code: 422,
          reason: "Invalid",
          message: `PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch`,
        });
      const { object, isNew } = registry.apply(target, body, { ...options, isForced: isOn(query, "force") });
      return { code: isNew ? 201 : 200, body: object };
    }
    case patchTypes.merge:
      return change((object) => mergePatch(object, body));
    case patchTypes.strategic:
      // A kind that is defined by a cluster's user says nothing of how its lists merge.
      if (resource.model === null) throw unsupportedPatch([patchTypes.json, patchTypes.merge, patchTypes.apply]);
      return change((object) => strategicPatch(object, body));
    case patchTypes.json:
      return change((object) => jsonPatch(object, body));
    default:
      throw unsupportedPatch();
  }
}

function remove(registry: Registry, target: Target, options: ReturnType<typeof deleteOptionsOf>): Answer {
  const { object, isGone } = registry.delete(target, options);
  const isLeftToSay = !isGone || idOf(target.resource) === idOf(pods);
  const { resource, name } = target;
  const details = {
    name,
    ...(resource.group !== "" && { group: resource.group }),
    kind: resource.plural,
    uid: object.metadata.uid,
  };
  const done = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
  const isOrphaning = qualified(resource) === "jobs.batch" && options.propagationPolicy === undefined;
  return {
    code: !isGone && options.orphanDependents === false ? 202 : 200,
    body: isLeftToSay ? object : done,
    ...(isOrphaning && {
      headers: {
        warning:
          '299 - "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning"',
      },
    }),
  };
}

function removeAll(registry: Registry, demand: Demand, body: Fields | null): Answer {
  const options = deleteOptionsOf(isFields(body) ? body : null, demand.query);
  const matches = selectorOf(demand);
  const { resource, namespace } = demand;
  const chosen = registry.store.list(resource, namespace === "" ? null : namespace).filter(matches);
  const items = chosen.map((object) => registry.delete(targetOf(resource, object), options).object);
  return {
    code: 200,
    body: {
      kind: `${resource.kind}List`,
      apiVersion: items[0]?.apiVersion ?? "v1",
      metadata: { resourceVersion: String(registry.store.version) },
      items,
    },
  };
}
