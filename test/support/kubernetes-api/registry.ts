import { afterUpdate, apply, type Writer } from "./apply.js";
import { checkPreconditions, isReleased, withDeletion, type DeleteOptions } from "./deletion.js";
import { alreadyExists, badRequest, conflict, forbidden, invalid, modifiedMeanwhile, notFound } from "./failure.js";
import { isSame } from "./field-sets.js";
import { changeProblems } from "./immutability.js";
import { refuseNotDoubled } from "./not-doubled.js";
import { timestamp, type KubeObject } from "./objects.js";
import { quotaRefusal } from "./quota.js";
import { groupVersionOf, idOf, namespaces, sandboxes, type Resource } from "./resources.js";
import { decode, type Body } from "./schema.js";
import type { ObjectStore } from "./store.js";
import { withDefaults } from "./defaults.js";
import { appliedFields, keptMetadata, newObject, type Target } from "./incoming.js";
import { initialStatus } from "./initial-status.js";
import { problemsOf } from "./validation.js";

export interface WriteOptions {
  /** Who answers for the fields that are written. */
  readonly manager: string;
  readonly isDryRun?: boolean;
  readonly subresource?: "status" | null;
}

export interface Deletion {
  /** As it is now, or was at last. */
  readonly object: KubeObject;
  readonly isGone: boolean;
}

/** The rules of writing: what the real server checks, fills in and keeps, in its order. */
export class Registry {
  readonly store: ObjectStore;
  readonly #now: () => Date;

  constructor(store: ObjectStore, now: () => Date) {
    this.store = store;
    this.#now = now;
  }

  now(): Date {
    return this.#now();
  }

  timestamp(): string {
    return timestamp(this.#now());
  }

  find({ resource, namespace, name }: Target): KubeObject | null {
    return this.store.get(resource, { namespace, name });
  }

  get(target: Target): KubeObject {
    const object = this.find(target);
    if (!object) throw notFound(target);
    return object;
  }

  create(target: Target, sent: unknown, options: WriteOptions): KubeObject {
    const { resource } = target;
    const body = newObject(target, decode(resource, sent), this.timestamp());
    const object = withDefaults(resource, body) as unknown as KubeObject;
    const managedFields = afterUpdate(null, object, this.#writer(resource, options));
    return this.#insert(resource, object, { ...options, managedFields });
  }

  /** In place of what is there; without a `resourceVersion` whatever that is. */
  update(target: Target, sent: unknown, options: WriteOptions): KubeObject {
    const before = this.get(target);
    const body = decode(target.resource, sent);
    const {
      name = target.name,
      uid,
      resourceVersion,
    } = body.metadata as { name?: string; uid?: string; resourceVersion?: string };
    if (name !== target.name)
      throw badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`);
    if (uid !== undefined && uid !== before.metadata.uid)
      throw conflict(
        target,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`,
      );
    if (idOf(target.resource) === idOf(sandboxes) && resourceVersion === undefined)
      throw invalid({ ...target, kind: "Sandbox" }, [
        {
          field: "metadata.resourceVersion",
          reason: "FieldValueInvalid",
          message: "Invalid value: 0: must be specified for an update",
        },
      ]);
    return this.#replace(target, { before, body }, options);
  }

  /** `change` gets what is there and answers what it is to be. */
  patch(target: Target, change: (object: KubeObject) => unknown, options: WriteOptions): KubeObject {
    const before = this.get(target);
    const body = decode(target.resource, change(before));
    if (body.metadata["name"] !== target.name) throw badRequest("the name of the object may not be changed");
    return this.#replace(target, { before, body }, options);
  }

  apply(
    target: Target,
    sent: unknown,
    options: WriteOptions & { readonly isForced: boolean },
  ): { object: KubeObject; isNew: boolean } {
    const { resource } = target;
    const writer = this.#writer(resource, options);
    const live = this.find(target);
    const applied = appliedFields(target, sent, live);
    const subject = { resource, name: target.name };
    if (!live) {
      const empty = { metadata: {} } as unknown as KubeObject;
      const { managedFields } = apply({ subject, live: empty, applied, writer, isForced: true });
      const object = withDefaults(resource, newObject(target, decode(resource, applied), this.timestamp()));
      return {
        object: this.#insert(resource, object as unknown as KubeObject, { ...options, managedFields }),
        isNew: true,
      };
    }
    const { merged, managedFields } = apply({ subject, live, applied, writer, isForced: options.isForced });
    const body = decode(resource, merged);
    return { object: this.#replace(target, { before: live, body, managedFields }, options), isNew: false };
  }

  delete(target: Target, options: DeleteOptions = {}): Deletion {
    const object = this.get(target);
    checkPreconditions(target, object, options);
    const deletion = withDeletion(target.resource, object, { options, now: this.#now() });
    if (options.dryRun?.includes("All")) return deletion;
    if (deletion.isGone) return { object: this.store.remove(target.resource, deletion.object), isGone: true };
    if (isSame(deletion.object, object)) return { object, isGone: false };
    return { object: this.store.put(target.resource, deletion.object), isGone: false };
  }

  /** For controllers: what they make of an object, unchecked. Null where it is gone, by that or before. */
  change(target: Target, change: (object: KubeObject) => KubeObject): KubeObject | null {
    const before = this.find(target);
    if (!before) return null;
    const after = change(before);
    if (isReleased(after)) {
      this.store.remove(target.resource, after);
      return null;
    }
    return after === before || isSame(after, before) ? before : this.store.put(target.resource, after);
  }

  #writer(resource: Resource, { manager, subresource = null }: WriteOptions): Writer {
    return { manager, apiVersion: groupVersionOf(resource), at: this.timestamp(), subresource };
  }

  #insert(
    resource: Resource,
    object: KubeObject,
    { isDryRun = false, managedFields }: WriteOptions & { managedFields: KubeObject["metadata"]["managedFields"] },
  ): KubeObject {
    const { name, namespace = "" } = object.metadata;
    const subject = { resource, name, kind: resource.kind };
    if (resource.isNamespaced) this.#checkNamespace(resource, { namespace, name });
    const problems = problemsOf(resource, object as unknown as Body);
    if (problems.length > 0) throw invalid(subject, problems);
    refuseNotDoubled(resource, object as unknown as Body);
    const refusal = quotaRefusal(this.store, resource, object);
    if (refusal) throw refusal;
    if (this.store.get(resource, { namespace, name })) throw alreadyExists(subject);
    const status = initialStatus(resource, object);
    const whole: KubeObject = {
      ...object,
      metadata: { ...object.metadata, ...(managedFields && { managedFields }) },
      ...(status && { status }),
    };
    return isDryRun ? whole : this.store.put(resource, whole);
  }

  #checkNamespace(resource: Resource, { namespace, name }: { namespace: string; name: string }): void {
    const space = this.get({ resource: namespaces, namespace: "", name: namespace });
    if (!space.metadata.deletionTimestamp) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw forbidden({ resource, name }, why, [
      {
        reason: "NamespaceTerminating",
        message: `namespace ${namespace} is being terminated`,
        field: "metadata.namespace",
      },
    ]);
  }

  #replace(
    { resource, name }: Target,
    {
      before,
      body,
      managedFields,
    }: { before: KubeObject; body: Body; managedFields?: KubeObject["metadata"]["managedFields"] },
    options: WriteOptions,
  ): KubeObject {
    const subject = { resource, name, kind: resource.kind };
    const version = body.metadata["resourceVersion"];
    if (version !== undefined && version !== before.metadata.resourceVersion)
      throw conflict(subject, modifiedMeanwhile);
    const isStatus = options.subresource === "status";
    const kept = keptMetadata(before);
    const parts = isStatus
      ? { ...before, status: body["status"] }
      : { ...body, ...(before.status && { status: before.status }) };
    const metadata = { ...(isStatus ? before.metadata : body.metadata), ...kept };
    let after = withDefaults(resource, { ...(parts as unknown as Body), metadata }) as unknown as KubeObject;
    if (!isStatus) {
      const problems = [...problemsOf(resource, after as unknown as Body), ...changeProblems(resource, before, after)];
      if (problems.length > 0) throw invalid(subject, problems);
    }
    const fields = managedFields ?? afterUpdate(before, after, this.#writer(resource, options));
    const isNewSpec = resource.hasGeneration && !isSame(before.spec, after.spec);
    const generation = (before.metadata.generation ?? 0) + 1;
    after = { ...after, metadata: { ...after.metadata, managedFields: fields, ...(isNewSpec && { generation }) } };
    if (options.isDryRun) return after;
    if (isReleased(after)) return this.store.remove(resource, after);
    return isSame(before, after) ? before : this.store.put(resource, after);
  }
}

/** The target that an object of a kind is. */
export function targetOf(resource: Resource, { metadata }: KubeObject): Target {
  return { resource, namespace: metadata.namespace ?? "", name: metadata.name };
}
