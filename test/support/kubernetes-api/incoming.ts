import { randomUUID } from "node:crypto";
import { badRequest, conflict, invalid, modifiedMeanwhile } from "./failure.js";
import { isFields, type Fields, type KubeObject } from "./objects.js";
import { groupVersionOf, type Resource } from "./resources.js";
import { checkApplied, type Body } from "./schema.js";

/** One object by where it is. */
export interface Target {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
}

/** What a client sends to be made, with what only the server says of it. */
export function newObject({ resource, namespace, name }: Target, body: Body, at: string): Body {
  const { status: _, ...rest } = body;
  const said = body.metadata as { name?: string; namespace?: string; generateName?: string };
  if (said.namespace !== undefined && resource.isNamespaced && said.namespace !== namespace)
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  const own = name !== "" ? name : (said.name ?? (said.generateName ? said.generateName + suffix() : ""));
  if (own === "")
    throw invalid({ resource, name: own, kind: resource.kind }, [
      {
        field: "metadata.name",
        reason: "FieldValueRequired",
        message: "Required value: name or generateName is required",
      },
    ]);
  const { resourceVersion, managedFields: __, ...kept } = body.metadata;
  if (resourceVersion !== undefined) throw badRequest("resourceVersion should not be set on objects to be created");
  const metadata = {
    ...kept,
    name: own,
    ...(resource.isNamespaced && { namespace }),
    uid: randomUUID(),
    creationTimestamp: at,
    ...(resource.hasGeneration && { generation: 1 }),
  };
  return { ...(rest as Body), metadata };
}

/** What a client applies: the fields that it wants to manage. */
export function appliedFields(target: Target, sent: unknown, live: KubeObject | null): Fields {
  const { resource } = target;
  if (!isFields(sent)) throw badRequest("the body of an apply is not an object");
  const body = sent as Body;
  const wanted = { apiVersion: groupVersionOf(resource), kind: resource.kind };
  if (body.apiVersion !== wanted.apiVersion || body.kind !== wanted.kind)
    throw badRequest(`invalid object type: ${body.apiVersion}, Kind=${body.kind}`);
  checkApplied(resource, body);
  const { managedFields, resourceVersion, uid, name = target.name } = body.metadata ?? {};
  if (managedFields !== undefined) throw badRequest("metadata.managedFields must be nil");
  if (name !== target.name)
    throw badRequest(`the name of the object (${String(name)}) does not match the name on the URL (${target.name})`);
  if (live && resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion)
    throw conflict(target, modifiedMeanwhile);
  if (uid !== undefined && uid !== live?.metadata.uid)
    throw conflict(
      target,
      `Precondition failed: UID in precondition: ${JSON.stringify(uid)}, UID in object meta: ${live?.metadata.uid ?? ""}`,
    );
  const { status: _, ...rest } = body;
  return { ...rest, metadata: { ...body.metadata, name: target.name } };
}

/** What a client cannot change of an object. */
export function keptMetadata({ metadata }: KubeObject): Fields {
  const { name, namespace, uid, resourceVersion, creationTimestamp, generation, generateName } = metadata;
  const { deletionTimestamp, deletionGracePeriodSeconds, managedFields } = metadata;
  const kept = { name, namespace, uid, resourceVersion, creationTimestamp, generation, generateName, managedFields };
  const all = { ...kept, deletionTimestamp, deletionGracePeriodSeconds };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const letters = "bcdfghjklmnpqrstvwxz2456789";

/** As the real server makes names unique: without vowels, so that no words come of it. */
export function suffix(length = 5): string {
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
}
