import { ApiFailure, conflict, type Subject } from "./failure.js";
import type { Fields, KubeObject, Pod } from "./objects.js";
import { idOf, jobs, pods, type Resource } from "./resources.js";

/** https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion */
export type Propagation = "Foreground" | "Background" | "Orphan";

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: Propagation;
  readonly orphanDependents?: boolean;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

export const foregroundFinalizer = "foregroundDeletion";
export const orphanFinalizer = "orphan";

/** From the body, and from the query, which older clients use. */
export function deleteOptionsOf(body: Fields | null, query: URLSearchParams): DeleteOptions {
  const grace = query.get("gracePeriodSeconds");
  const policy = query.get("propagationPolicy");
  const { kind: _, apiVersion: __, ...said } = body ?? {};
  const options: DeleteOptions = {
    ...(grace !== null && { gracePeriodSeconds: Number(grace) }),
    ...(policy !== null && { propagationPolicy: policy as Propagation }),
    ...said,
  };
  const { propagationPolicy } = options;
  if (propagationPolicy !== undefined && !["Foreground", "Background", "Orphan"].includes(propagationPolicy))
    throw new ApiFailure({
      code: 422,
      reason: "Invalid",
      message: `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "${propagationPolicy}": supported values: "Foreground", "Background", "Orphan", "nil"`,
    });
  return options;
}

export function checkPreconditions(subject: Subject, object: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = object;
  if (uid !== undefined && uid !== metadata.uid)
    throw conflict(subject, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`);
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw conflict(
      subject,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    );
}

/** A Job leaves its pods behind unless told otherwise: batch/v1 has kept that for old clients. */
function propagationOf(resource: Resource, { propagationPolicy, orphanDependents }: DeleteOptions): Propagation {
  if (propagationPolicy) return propagationPolicy;
  if (orphanDependents !== undefined) return orphanDependents ? "Orphan" : "Background";
  return idOf(resource) === idOf(jobs) ? "Orphan" : "Background";
}

/** A pod that no node has, and one that has ended, need no grace. */
function graceOf(resource: Resource, object: KubeObject, options: DeleteOptions): number {
  if (idOf(resource) !== idOf(pods)) return 0;
  const { spec, status } = object as Pod;
  if (!spec.nodeName || status.phase === "Succeeded" || status.phase === "Failed") return 0;
  return Math.max(0, options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30);
}

/** As it stands once its deletion is asked for; `isGone` when nothing keeps it. */
export function withDeletion(
  resource: Resource,
  object: KubeObject,
  { options, now }: { readonly options: DeleteOptions; readonly now: Date },
): { readonly object: KubeObject; readonly isGone: boolean } {
  const finalizers = finalizersFor(object, propagationOf(resource, options));
  const { deletionTimestamp, deletionGracePeriodSeconds: before = 0, generation } = object.metadata;
  const wanted = graceOf(resource, object, options);
  // Grace is only ever shortened.
  const grace = deletionTimestamp === undefined ? wanted : Math.min(before, wanted);
  const isKept = deletionTimestamp !== undefined && grace === before;
  const { finalizers: _, ...metadata } = object.metadata;
  const deleted: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length > 0 && { finalizers }),
      deletionTimestamp: isKept ? deletionTimestamp : whole(now.getTime() + grace * 1_000),
      deletionGracePeriodSeconds: grace,
      ...(generation !== undefined && deletionTimestamp === undefined && { generation: generation + 1 }),
    },
  };
  return { object: deleted, isGone: isReleased(deleted) };
}

function whole(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z");
}

function finalizersFor(object: KubeObject, propagation: Propagation): readonly string[] {
  const others = (object.metadata.finalizers ?? []).filter(
    (each) => each !== foregroundFinalizer && each !== orphanFinalizer,
  );
  if (propagation === "Foreground") return [...others, foregroundFinalizer];
  return propagation === "Orphan" ? [...others, orphanFinalizer] : others;
}

/** Deleted, and nothing waits for it to end. */
export function isReleased({ metadata, kind, spec = {} }: KubeObject): boolean {
  // A namespace is kept by what is in it.
  if (kind === "Namespace" && (spec["finalizers"] as readonly string[] | undefined)?.length) return false;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = metadata;
  return deletionTimestamp !== undefined && deletionGracePeriodSeconds === 0 && finalizers.length === 0;
}
