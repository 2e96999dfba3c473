import type {
  V1Container,
  V1EnvVar,
  V1Job,
  V1OwnerReference,
  V1PodTemplateSpec,
  V1Secret,
  V1Toleration,
} from "@kubernetes/client-node";
import type { HostOrder } from "../host.js";
import { bytesQuantity, quantitiesOf } from "../quantities.js";
import { containerName, labelsOf, nameOf } from "./names.js";
import type { KubernetesConfig } from "./options.js";

/** What holds for every pod of a host. */
export type PodSettings = Pick<KubernetesConfig, "runtimeClass" | "pullSecrets" | "nodeSelector" | "tolerations">;

/** What an object of ours belongs to, so that the cluster takes it away with it. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** The user of the base agent image; for others any that is not root. */
const user = 10_001;
/** What a pod gets that somebody else than Muster ends; Muster says itself how long. */
const graceSeconds = 30;
/** After which the cluster takes away what ended while no Muster was there to do it: long enough for one to come back and read the log. */
const keepFinishedSeconds = 3_600;

const workspace = "/workspace";
/** The only places that can be written to: an image's user has a home that is not, or none. */
const writable = { HOME: workspace, TMPDIR: "/tmp" } as const;

/** `$(NAME)` is not to be replaced in what a client has written: `$$` stands for `$`. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

export function jobOf(order: HostOrder, settings: PodSettings): V1Job {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: nameOf(order.ref), labels: labelsOf(order), annotations: annotationsOf(order) },
    spec: {
      // A try is Muster's to repeat: with another key, in another sandbox.
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: deadlineSeconds(order),
      ttlSecondsAfterFinished: keepFinishedSeconds,
      template: podTemplateOf(order, settings),
    },
  };
}

export function deadlineSeconds({ maxAgeMs }: Pick<HostOrder, "maxAgeMs">): number {
  return Math.max(1, Math.ceil(maxAgeMs / 1000));
}

/** Labels of a client's may be anything, so they are annotations. They have no way to one of ours: `muster.dev/label.` stands before. */
export function annotationsOf({ labels }: Pick<HostOrder, "labels">): Record<string, string> {
  const entries = Object.entries(labels).filter(([key]) => annotationKey.test(key));
  return Object.fromEntries(entries.map(([key, value]) => [`muster.dev/label.${key}`, value]));
}

/** What can follow `muster.dev/label.` as a name: the others are left out, as they are for people only. */
const annotationKey = /^[A-Za-z0-9_.-]{0,55}[A-Za-z0-9]$/;

/** As the Pod Security Standard `restricted` demands, and without a way to the cluster's API. */
export function podTemplateOf(order: HostOrder, settings: PodSettings): V1PodTemplateSpec {
  const size = bytesQuantity(order.storageBytes);
  return {
    metadata: { labels: labelsOf(order), annotations: annotationsOf(order) },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: graceSeconds,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        seccompProfile: { type: "RuntimeDefault" },
      },
      ...placementOf(settings),
      containers: [containerOf(order)],
      volumes: [
        { name: "workspace", emptyDir: { sizeLimit: size } },
        { name: "tmp", emptyDir: { sizeLimit: size } },
        ...(order.files.length > 0
          ? // Readable and executable by all: what runs is not its owner.
            [{ name: "files", secret: { secretName: nameOf(order.ref), defaultMode: 0o555 } }]
          : []),
      ],
    },
  };
}

function placementOf(settings: PodSettings): Partial<NonNullable<V1PodTemplateSpec["spec"]>> {
  const { runtimeClass, pullSecrets, nodeSelector, tolerations } = settings;
  return {
    ...(runtimeClass !== null && { runtimeClassName: runtimeClass }),
    ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
    ...(nodeSelector.length > 0 && { nodeSelector: Object.fromEntries(nodeSelector.map(splitPair)) }),
    ...(tolerations.length > 0 && { tolerations: tolerations.map(tolerationOf) }),
  };
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

function tolerationOf(text: string): V1Toleration {
  const at = text.lastIndexOf(":");
  const [taint, effect] = [text.slice(0, at), text.slice(at + 1)];
  if (!taint.includes("=")) return { key: taint, operator: "Exists", effect };
  const [key, value] = splitPair(taint);
  return { key, operator: "Equal", value, effect };
}

function containerOf(order: HostOrder): V1Container {
  const { cpu, memory, ephemeralStorage } = quantitiesOf(order);
  const amounts = { cpu, memory, "ephemeral-storage": ephemeralStorage };
  return {
    name: containerName,
    image: order.image,
    // Also of `:latest`: a pod of the pool is not to ask a registry, and one that is away is not to stop what the machine has.
    imagePullPolicy: "IfNotPresent",
    ...(order.command && { command: order.command.map(literal) }),
    ...(order.args.length > 0 && { args: order.args.map(literal) }),
    workingDir: workspace,
    env: [
      ...Object.entries({ ...writable, ...order.env }).map(([name, value]) => ({ name, value: literal(value) })),
      ...Object.keys(order.secrets).map((name) => secretEnv(order.ref, name)),
    ],
    resources: { requests: { ...amounts }, limits: amounts },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "workspace", mountPath: workspace },
      { name: "tmp", mountPath: "/tmp" },
      ...foldersOf(order).map((folder) => ({
        name: "workspace",
        mountPath: `${workspace}/${folder}`,
        subPath: folder,
      })),
      ...order.files.map(({ path }, index) => ({
        name: "files",
        mountPath: `${workspace}/${path}`,
        subPath: fileKey(index),
        readOnly: true,
      })),
    ],
  };
}

/**
 * Folders that files lie in are mounted for themselves: so it is the machine's agent that makes them, as writable as the whole, and not the
 * container's runtime, which makes the place of a mounted file root's.
 */
function foldersOf({ files }: HostOrder): string[] {
  const paths = files.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));
  return [...new Set(paths)].filter((folder) => folder !== "").sort();
}

function secretEnv(ref: string, name: string): V1EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: nameOf(ref), key: secretKey(name) } } };
}

function secretKey(name: string): string {
  return `env.${name}`;
}

function fileKey(index: number): string {
  return `file.${index}`;
}

/** Null where the order has nothing to keep there. */
export function secretOf(order: HostOrder, owner: Owner): V1Secret | null {
  const secrets = Object.entries(order.secrets);
  if (secrets.length === 0 && order.files.length === 0) return null;
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: nameOf(order.ref), labels: labelsOf(order), ownerReferences: [ownerReference(owner)] },
    type: "Opaque",
    // The machines need not watch it.
    immutable: true,
    data: {
      ...Object.fromEntries(secrets.map(([name, value]) => [secretKey(name), Buffer.from(value).toString("base64")])),
      ...Object.fromEntries(order.files.map(({ base64 }, index) => [fileKey(index), base64])),
    },
  };
}

/** The owner stays until all that belongs to it is gone: then nothing of an older one is there for one of the same name. */
export function ownerReference({ apiVersion, kind, name, uid }: Owner): V1OwnerReference {
  return { apiVersion, kind, name, uid, blockOwnerDeletion: true };
}
