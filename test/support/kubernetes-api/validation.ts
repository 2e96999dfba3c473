import type { Problem } from "./failure.js";
import { labelNameProblems, labelProblems, annotationProblems, subdomainProblems, wrong } from "./names.js";
import { isFields, type Fields, type ObjectMeta, type PodTemplate } from "./objects.js";
import { podSpecProblems, required } from "./pod-validation.js";
import { idOf, jobs, namespaces, networkPolicies, pods, secrets, type Resource } from "./resources.js";
import { missingFields, type Body } from "./schema.js";

const maxSecretBytes = 1_048_576;

/** Everything that the real server answers 422 for, as far as the double knows. */
export function problemsOf(resource: Resource, body: Body): Problem[] {
  const missing = missingFields(resource, body);
  // What is not there cannot be looked at.
  return [...metadataProblems(resource, body.metadata), ...(missing.length > 0 ? missing : ofKind(resource, body))];
}

function metadataProblems(resource: Resource, metadata: Fields): Problem[] {
  const { name, labels, annotations, finalizers = [] } = metadata as unknown as ObjectMeta;
  const isLabel = [idOf(namespaces)].includes(idOf(resource));
  // A Job's name becomes a label of its pods, and their names are longer than it.
  const isShort = idOf(resource) === idOf(jobs);
  const problems = isLabel ? labelNameProblems("metadata.name", name) : subdomainProblems("metadata.name", name);
  return [
    ...problems,
    ...(isShort && problems.length === 0 && name.length > 63
      ? [wrong("metadata.name", name, "must be no more than 63 characters")]
      : []),
    ...labelProblems("metadata.labels", labels ?? {}),
    ...annotationProblems("metadata.annotations", annotations ?? {}),
    ...finalizers
      .filter((each) => !each.includes("/") && !["foregroundDeletion", "orphan"].includes(each))
      .map((each) =>
        wrong("metadata.finalizers[0]", each, "name is neither a standard finalizer name nor is it fully qualified"),
      ),
  ];
}

function ofKind(resource: Resource, body: Body): Problem[] {
  const spec = isFields(body["spec"]) ? body["spec"] : {};
  switch (idOf(resource)) {
    case idOf(pods):
      return podSpecProblems("spec", spec);
    case idOf(jobs):
      return jobProblems(spec);
    case idOf(secrets):
      return secretProblems(body);
    case idOf(networkPolicies):
      return policyProblems(spec);
    default:
      return resource.kind === "Sandbox" ? sandboxProblems(spec) : [];
  }
}

function jobProblems(spec: Fields): Problem[] {
  const counts = ["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"];
  const negative = counts.filter((field) => Number(spec[field] ?? 0) < 0);
  const { template } = spec as { template?: PodTemplate };
  const policy = template?.spec?.restartPolicy;
  const unsuitable: Problem = {
    field: "spec.template.spec.restartPolicy",
    reason: policy === "Always" ? "FieldValueNotSupported" : "FieldValueRequired",
    message:
      policy === "Always"
        ? 'Unsupported value: "Always": supported values: "OnFailure", "Never"'
        : 'Required value: valid values: "OnFailure", "Never"',
  };
  const deadline = spec["activeDeadlineSeconds"];
  return [
    ...negative.map((field) => wrong(`spec.${field}`, spec[field], "must be greater than or equal to 0")),
    ...(deadline === 0 ? [wrong("spec.activeDeadlineSeconds", 0, "must be greater than or equal to 1")] : []),
    ...labelProblems("spec.template.labels", template?.metadata?.labels ?? {}),
    ...(template?.spec ? podSpecProblems("spec.template.spec", template.spec) : []),
    ...(policy === "Never" || policy === "OnFailure" ? [] : [unsuitable]),
  ];
}

function secretProblems(body: Body): Problem[] {
  const data = Object.entries((body["data"] ?? {}) as Readonly<Record<string, string>>);
  const bytes = data.reduce((sum, [, value]) => sum + Buffer.byteLength(value, "base64"), 0);
  const keys = data.filter(([key]) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key));
  const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  return [
    ...keys.map(([key]) => wrong(`data[${key}]`, key, rule)),
    ...(bytes > maxSecretBytes
      ? [
          {
            field: "data",
            reason: "FieldValueTooLong" as const,
            message: `Too long: may not be more than ${maxSecretBytes} bytes`,
          },
        ]
      : []),
  ];
}

function policyProblems(spec: Fields): Problem[] {
  const rules = (["ingress", "egress"] as const).flatMap((way) =>
    ((spec[way] ?? []) as readonly Fields[]).map((rule, index) => ({ rule, at: `spec.${way}[${index}]`, way })),
  );
  return rules.flatMap(({ rule, at, way }) => {
    const peers = (rule[way === "ingress" ? "from" : "to"] ?? []) as readonly Fields[];
    const ports = (rule["ports"] ?? []) as readonly Fields[];
    return [
      ...peers.flatMap((peer, index) => peerProblems(`${at}.${way === "ingress" ? "from" : "to"}[${index}]`, peer)),
      ...ports.flatMap((port, index) => portProblems(`${at}.ports[${index}]`, port)),
    ];
  });
}

function peerProblems(field: string, peer: Fields): Problem[] {
  const { ipBlock } = peer as { ipBlock?: { cidr: string; except?: readonly string[] } };
  if (!ipBlock) return Object.keys(peer).length === 0 ? [required(field, "must specify a peer")] : [];
  if (Object.keys(peer).length > 1)
    return [
      { field, reason: "FieldValueForbidden", message: "Forbidden: may not specify both ipBlock and another peer" },
    ];
  return [ipBlock.cidr, ...(ipBlock.except ?? [])]
    .filter((cidr) => !isCidr(cidr))
    .map((cidr) =>
      wrong(`${field}.ipBlock.cidr`, cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
    );
}

function isCidr(text: string): boolean {
  const [, address = "", bits = ""] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const isSix = address.includes(":");
  if (Number(bits) > (isSix ? 128 : 32)) return false;
  return (
    URL.canParse(isSix ? `http://[${address}]` : `http://${address}`) &&
    (isSix || /^(\d{1,3}\.){3}\d{1,3}$/.test(address))
  );
}

function portProblems(field: string, { port, endPort, protocol }: Fields): Problem[] {
  const isPort = port === undefined || typeof port === "string" || (Number(port) >= 1 && Number(port) <= 65_535);
  return [
    ...(isPort ? [] : [wrong(`${field}.port`, port, "must be between 1 and 65535, inclusive")]),
    ...(endPort !== undefined && Number(endPort) < Number(port)
      ? [wrong(`${field}.endPort`, endPort, "must be greater than or equal to `port`")]
      : []),
    ...(["TCP", "UDP", "SCTP"].includes(String(protocol))
      ? []
      : [wrong(`${field}.protocol`, protocol, 'supported values: "SCTP", "TCP", "UDP"')]),
  ];
}

function sandboxProblems(spec: Fields): Problem[] {
  const { replicas, shutdownPolicy, shutdownTime } = spec;
  const isTime = shutdownTime === undefined || !Number.isNaN(Date.parse(JSON.stringify(shutdownTime).slice(1, -1)));
  return [
    ...(replicas === 0 || replicas === 1
      ? []
      : [wrong("spec.replicas", replicas, "should be less than or equal to 1")]),
    ...(["Delete", "Retain"].includes(String(shutdownPolicy))
      ? []
      : [wrong("spec.shutdownPolicy", shutdownPolicy, 'supported values: "Delete", "Retain"')]),
    ...(isTime ? [] : [wrong("spec.shutdownTime", shutdownTime, "must be of type date-time")]),
  ];
}
