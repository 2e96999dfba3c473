/** A kind of object as the server offers it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly subresources: readonly ("status" | "log")[];
  readonly verbs: readonly Verb[];
  /** The client's class that tells its fields; null where the double has a table of its own. */
  readonly model: string | null;
  /** Whether a change of its `spec` raises `metadata.generation`. */
  readonly hasGeneration: boolean;
}

export type Verb = "create" | "delete" | "deletecollection" | "get" | "list" | "patch" | "update" | "watch";

const all: readonly Verb[] = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

const ours = {
  version: "v1",
  group: "",
  isNamespaced: true,
  subresources: [],
  verbs: all,
  hasGeneration: false,
} as const satisfies Partial<Resource>;

export const pods: Resource = {
  ...ours,
  plural: "pods",
  singular: "pod",
  kind: "Pod",
  shortNames: ["po"],
  subresources: ["log", "status"],
  model: "V1Pod",
  hasGeneration: true,
};

export const secrets: Resource = { ...ours, plural: "secrets", singular: "secret", kind: "Secret", model: "V1Secret" };

export const namespaces: Resource = {
  ...ours,
  plural: "namespaces",
  singular: "namespace",
  kind: "Namespace",
  isNamespaced: false,
  shortNames: ["ns"],
  subresources: ["status"],
  verbs: all.filter((verb) => verb !== "deletecollection"),
  model: "V1Namespace",
};

export const events: Resource = { ...ours, plural: "events", singular: "event", kind: "Event", model: "CoreV1Event" };

export const resourceQuotas: Resource = {
  ...ours,
  plural: "resourcequotas",
  singular: "resourcequota",
  kind: "ResourceQuota",
  shortNames: ["quota"],
  subresources: ["status"],
  model: "V1ResourceQuota",
};

export const jobs: Resource = {
  ...ours,
  group: "batch",
  plural: "jobs",
  singular: "job",
  kind: "Job",
  subresources: ["status"],
  model: "V1Job",
  hasGeneration: true,
};

export const networkPolicies: Resource = {
  ...ours,
  group: "networking.k8s.io",
  plural: "networkpolicies",
  singular: "networkpolicy",
  kind: "NetworkPolicy",
  shortNames: ["netpol"],
  model: "V1NetworkPolicy",
  hasGeneration: true,
};

/** What pods use; made up by the double as it is asked. */
export const podMetrics: Resource = {
  ...ours,
  group: "metrics.k8s.io",
  version: "v1beta1",
  plural: "pods",
  singular: "pod",
  kind: "PodMetrics",
  verbs: ["get", "list"],
  model: null,
};

/** Of https://github.com/kubernetes-sigs/agent-sandbox. */
export const sandboxes: Resource = {
  ...ours,
  group: "agents.x-k8s.io",
  version: "v1alpha1",
  plural: "sandboxes",
  singular: "sandbox",
  kind: "Sandbox",
  shortNames: ["sandbox"],
  subresources: ["status"],
  model: null,
  hasGeneration: true,
};

export const builtIn: readonly Resource[] = [pods, secrets, namespaces, events, resourceQuotas, jobs, networkPolicies];

export function groupVersionOf({ group, version }: Pick<Resource, "group" | "version">): string {
  return group === "" ? version : `${group}/${version}`;
}

/** As a key of maps; a group has one version here. */
export function idOf({ group, plural }: Resource): string {
  return `${group}/${plural}`;
}
