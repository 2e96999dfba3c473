import { createHash } from "node:crypto";

/** What all that is ours carries, and what is asked for. */
export const managedLabel = "app.kubernetes.io/managed-by";
export const manager = "muster";
export const refLabel = "muster.dev/ref";
const tenantLabel = "muster.dev/tenant";

export const managedSelector = `${managedLabel}=${manager}`;

/** The container among those that a webhook may add to the pod. */
export const containerName = "sandbox";

/** Kubernetes makes a pod's name of its Job's: at most 63 characters with the six that it appends. */
const maxNameLength = 57;
const plain = /^[a-z][a-z0-9]*_[a-z0-9]+$/;

/**
 * The same for the same ref, another for another: `muster-sandbox-01h...` for `sandbox_01h...`. What is not shaped as our ids are is
 * named by its hash.
 */
export function nameOf(ref: string): string {
  const name = `muster-${ref.replace("_", "-")}`;
  if (plain.test(ref) && name.length <= maxNameLength) return name;
  return `muster-${createHash("sha256").update(ref).digest("hex").slice(0, 40)}`;
}

export function labelsOf(order: { readonly ref: string; readonly tenantId: string | null }): Record<string, string> {
  return {
    [managedLabel]: manager,
    [refLabel]: order.ref,
    ...(order.tenantId !== null && { [tenantLabel]: order.tenantId }),
  };
}

/** Where the API has objects of a kind; of one of them with its name. */
export interface Collection {
  /** As `/apis/batch/v1/namespaces/sandboxes/jobs`. */
  readonly path: string;
}

export function collection(groupVersion: string, namespace: string, plural: string): Collection {
  const root = groupVersion.includes("/") ? "apis" : "api";
  return { path: `/${root}/${groupVersion}/namespaces/${encodeURIComponent(namespace)}/${plural}` };
}

export function pathOf({ path }: Collection, name: string): string {
  return `${path}/${encodeURIComponent(name)}`;
}
