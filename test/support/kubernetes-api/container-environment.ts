import type { Container, Pod, Secret } from "./objects.js";
import type { Registry } from "./registry.js";
import { secrets } from "./resources.js";

export type Environment = Readonly<Record<string, string>>;

/**
 * `$(NAME)` is the variable's value, `$$` is one `$`, anything else is as it is:
 * https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function expand(text: string, variables: Environment): string {
  return text.replaceAll(/\$\$|\$\(([^()$]*)\)/g, (found, name: string | undefined) => {
    if (name === undefined) return "$";
    return variables[name] ?? found;
  });
}

/** The variables of a container, in order: a later one may use those before it. */
export function environmentOf(registry: Registry, pod: Pod, { env = [], envFrom = [] }: Container): Environment {
  const { namespace = "", name: podName } = pod.metadata;
  const dataOf = (name: string): Secret["data"] => {
    const secret: Secret | null = registry.find({ resource: secrets, namespace, name });
    return secret?.data;
  };
  const variables: Record<string, string> = { HOSTNAME: podName };
  for (const { secretRef, prefix = "" } of envFrom) {
    for (const [key, value] of Object.entries((secretRef && dataOf(secretRef.name)) ?? {}))
      variables[prefix + key] = decode(value);
  }
  for (const { name, value, valueFrom } of env) {
    const { secretKeyRef, fieldRef } = valueFrom ?? {};
    if (secretKeyRef) {
      const kept = dataOf(secretKeyRef.name)?.[secretKeyRef.key];
      if (kept !== undefined) variables[name] = decode(kept);
    } else if (fieldRef) variables[name] = fieldOf(pod, fieldRef.fieldPath);
    else variables[name] = expand(value ?? "", variables);
  }
  return variables;
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

function fieldOf({ metadata, spec, status }: Pod, path: string): string {
  const fields: Readonly<Record<string, string | undefined>> = {
    "metadata.name": metadata.name,
    "metadata.namespace": metadata.namespace,
    "metadata.uid": metadata.uid,
    "spec.nodeName": spec.nodeName,
    "status.podIP": status.podIP,
  };
  return fields[path] ?? "";
}
