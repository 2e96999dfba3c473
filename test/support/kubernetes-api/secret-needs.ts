import type { Container, Pod, Secret } from "./objects.js";
import type { Registry } from "./registry.js";
import { secrets } from "./resources.js";

export interface Missing {
  readonly reason: "CreateContainerConfigError" | "ContainerCreating";
  readonly message: string;
  readonly isOfVolume: boolean;
}

/** The first secret that a pod needs and that is not there, or has not what it needs; null where all is. */
export function missingSecret(registry: Registry, pod: Pod): Missing | null {
  const { namespace = "" } = pod.metadata;
  const find = (name: string): Secret | null => registry.find({ resource: secrets, namespace, name });
  for (const { name, secret } of pod.spec.volumes ?? []) {
    if (!secret || secret.optional) continue;
    const message = `MountVolume.SetUp failed for volume "${name}" : secret "${secret.secretName}" not found`;
    const found = find(secret.secretName);
    if (!found) return { reason: "ContainerCreating", message, isOfVolume: true };
    const lost = (secret.items ?? []).find(({ key }) => found.data?.[key] === undefined);
    const lacking = `MountVolume.SetUp failed for volume "${name}" : references non-existent secret key: ${lost?.key}`;
    if (lost) return { reason: "ContainerCreating", message: lacking, isOfVolume: true };
  }
  for (const container of pod.spec.containers) {
    const message = missingOf(container, { namespace, find });
    if (message !== null) return { reason: "CreateContainerConfigError", message, isOfVolume: false };
  }
  return null;
}

function missingOf(
  { env = [], envFrom = [] }: Container,
  { namespace, find }: { namespace: string; find: (name: string) => Secret | null },
): string | null {
  for (const { secretRef } of envFrom) {
    if (secretRef && !secretRef.optional && !find(secretRef.name)) return `secret "${secretRef.name}" not found`;
  }
  for (const { valueFrom } of env) {
    const reference = valueFrom?.secretKeyRef;
    if (!reference || reference.optional) continue;
    const found = find(reference.name);
    if (!found) return `secret "${reference.name}" not found`;
    if (found.data?.[reference.key] === undefined)
      return `couldn't find key ${reference.key} in Secret ${namespace}/${reference.name}`;
  }
  return null;
}
