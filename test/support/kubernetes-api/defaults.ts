import type { Body } from "./schema.js";
import { isFields, type Container, type Fields, type PodSpec } from "./objects.js";
import { idOf, jobs, namespaces, networkPolicies, pods, secrets, type Resource } from "./resources.js";

/** What the real server fills in where a client says nothing. Once more changes nothing. */
export function withDefaults(resource: Resource, body: Body): Body {
  switch (idOf(resource)) {
    case idOf(pods):
      return withSpec(body, podDefaults);
    case idOf(jobs):
      return withSpec(body, (spec) => jobDefaults(spec, body.metadata));
    case idOf(secrets):
      return secretDefaults(body);
    case idOf(networkPolicies):
      return withSpec(body, policyDefaults);
    case idOf(namespaces):
      return { ...body, spec: { finalizers: ["kubernetes"], ...(isFields(body["spec"]) && body["spec"]) } };
    default:
      return resource.kind === "Sandbox"
        ? withSpec(body, (spec) => ({ replicas: 1, shutdownPolicy: "Retain", ...spec }))
        : body;
  }
}

function withSpec(body: Body, fill: (spec: Fields) => Fields): Body {
  return isFields(body["spec"]) ? { ...body, spec: fill(body["spec"]) } : body;
}

function podDefaults(spec: Fields): Fields {
  if (!Array.isArray(spec["containers"])) return spec;
  const { containers, volumes, ...rest } = spec as PodSpec;
  const account = typeof spec["serviceAccountName"] === "string" ? spec["serviceAccountName"] : "default";
  return {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    enableServiceLinks: true,
    schedulerName: "default-scheduler",
    securityContext: {},
    serviceAccountName: account,
    serviceAccount: account,
    preemptionPolicy: "PreemptLowerPriority",
    priority: 0,
    ...rest,
    containers: containers.map(containerDefaults),
    ...(volumes && { volumes: volumes.map(volumeDefaults) }),
  };
}

/** A limit is a request too, where no other is made. */
function containerDefaults(container: Container): Fields {
  const { resources = {}, ports } = container as Container & { ports?: readonly Fields[] };
  const { image = "" } = container as Partial<Container>;
  const isLatest = !image.includes("@") && /(^|\/)[^:/]+(:latest)?$/.test(image);
  const requests = { ...resources.limits, ...resources.requests };
  return {
    imagePullPolicy: isLatest ? "Always" : "IfNotPresent",
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    ...container,
    ...(ports && { ports: ports.map((port) => ({ protocol: "TCP", ...port })) }),
    resources: { ...resources, ...(Object.keys(requests).length > 0 && { requests }) },
  };
}

function volumeDefaults(volume: Fields): Fields {
  const { secret, configMap, projected } = volume;
  const mode = { defaultMode: 0o644 };
  return {
    ...volume,
    ...(isFields(secret) && { secret: { ...mode, ...secret } }),
    ...(isFields(configMap) && { configMap: { ...mode, ...configMap } }),
    ...(isFields(projected) && { projected: { ...mode, ...projected } }),
  };
}

/** The labels and the selector that tie a Job and its pods are the server's to choose. */
function jobDefaults(spec: Fields, { uid, name }: Fields): Fields {
  const template = isFields(spec["template"]) ? spec["template"] : {};
  const metadata = isFields(template["metadata"]) ? template["metadata"] : {};
  const labels = isFields(metadata["labels"]) ? metadata["labels"] : {};
  const own = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const podSpec = isFields(template["spec"]) ? templateDefaults(template["spec"]) : template["spec"];
  return {
    parallelism: 1,
    ...(spec["parallelism"] === undefined && { completions: 1 }),
    completionMode: "NonIndexed",
    backoffLimit: 6,
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: "TerminatingOrFailed",
    selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } },
    ...spec,
    ...(isFields(spec["template"]) && {
      template: {
        ...template,
        metadata: { ...metadata, labels: { ...labels, ...own } },
        ...(podSpec !== undefined && { spec: podSpec }),
      },
    }),
  };
}

/** A template has the defaults of a pod that are its author's; account and priority come when a pod is made of it. */
function templateDefaults(spec: Fields): Fields {
  const filled = podDefaults(spec);
  const late = ["serviceAccountName", "serviceAccount", "preemptionPolicy", "priority", "enableServiceLinks"];
  return Object.fromEntries(Object.entries(filled).filter(([field]) => field in spec || !late.includes(field)));
}

function secretDefaults(body: Body): Body {
  const { stringData, ...rest } = body as Body & { stringData?: Readonly<Record<string, string>> };
  const written = Object.entries(stringData ?? {}).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
  const data = isFields(body["data"]) ? body["data"] : {};
  return {
    ...(rest as Body),
    type: body["type"] ?? "Opaque",
    ...((stringData || body["data"] !== undefined) && { data: { ...data, ...Object.fromEntries(written) } }),
  };
}

function policyDefaults(spec: Fields): Fields {
  const types = ["Ingress", ...(spec["egress"] === undefined ? [] : ["Egress"])];
  const withProtocols = (rules: unknown): unknown => {
    if (!Array.isArray(rules)) return rules;
    return rules.map((rule: Fields) => {
      const ports = rule["ports"];
      return Array.isArray(ports)
        ? { ...rule, ports: ports.map((port: Fields) => ({ protocol: "TCP", ...port })) }
        : rule;
    });
  };
  return {
    policyTypes: types,
    podSelector: {},
    ...spec,
    ...(spec["ingress"] !== undefined && { ingress: withProtocols(spec["ingress"]) }),
    ...(spec["egress"] !== undefined && { egress: withProtocols(spec["egress"]) }),
  };
}
