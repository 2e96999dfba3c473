import type { V1ResourceQuota, V1Role, V1RoleBinding } from "@kubernetes/client-node";
import { objectsOf, type KubernetesObject, type Manifests } from "./manifests.js";

/** Where the only rights that Muster has on a cluster hold. */
const namespace = "muster-sandboxes";
/** What lets its holder become more than it is, or read what others keep. */
const never: Readonly<Record<string, readonly string[]>> = {
  secrets: ["get", "list", "watch"],
  "pods/exec": ["create", "get"],
  "pods/attach": ["create", "get"],
  "pods/ephemeralcontainers": ["patch", "update"],
  pods: ["create", "patch", "update"],
};

/** That whoever talks to Kubernetes may do what it has to, in the namespace of the sandboxes, and nothing else. */
export function rightsFindings(all: Manifests): string[] {
  const objects = objectsOf(all);
  return [
    ...objects
      .filter(({ kind }) => kind === "ClusterRole" || kind === "ClusterRoleBinding")
      .map(({ kind, metadata }) => `${kind} ${metadata?.name}: holds everywhere`),
    ...ofKind<V1Role>(objects, "Role").flatMap(roleFindings),
    ...ofKind<V1RoleBinding>(objects, "RoleBinding").flatMap((binding) => bindingFindings(binding, objects)),
    ...(ofKind<V1ResourceQuota>(objects, "ResourceQuota").some(({ metadata }) => metadata?.namespace === namespace)
      ? []
      : ["nothing bounds what all sandboxes take"]),
  ];
}

function ofKind<Kind>(objects: readonly KubernetesObject[], kind: string): Kind[] {
  return objects.filter((object) => object.kind === kind) as Kind[];
}

function roleFindings({ metadata, rules = [] }: V1Role): string[] {
  const name = `Role ${metadata?.name}`;
  const isAll = rules.some(({ apiGroups = [], resources = [], verbs }) =>
    [apiGroups, resources, verbs].some((words) => words.includes("*")),
  );
  const much = rules.flatMap(({ resources = [], verbs }) =>
    resources.flatMap((resource) =>
      (never[resource] ?? []).filter((verb) => verbs.includes(verb)).map((verb) => `${verb} ${resource}`),
    ),
  );
  return [
    ...(metadata?.namespace === namespace ? [] : [`${name}: is of another namespace`]),
    ...(isAll ? [`${name}: allows whatever there is`] : []),
    ...much.map((what) => `${name}: allows ${what}`),
  ];
}

function bindingFindings({ metadata, roleRef, subjects = [] }: V1RoleBinding, objects: readonly KubernetesObject[]) {
  const there = new Set(objects.map(({ kind, metadata: of }) => `${kind} ${of?.namespace}/${of?.name}`));
  const names = [
    `${roleRef.kind} ${metadata?.namespace}/${roleRef.name}`,
    ...subjects.map((subject) => `${subject.kind} ${subject.namespace}/${subject.name}`),
  ];
  return names.filter((name) => !there.has(name)).map((name) => `RoleBinding: names ${name}, which does not exist`);
}
