import type { Pod } from "./objects.js";

/** How a pod fares; what is left out goes well. */
export interface PodScript {
  /** Why no node takes it: it waits. */
  readonly unschedulable?: string;
  readonly pull?: {
    readonly delayMs?: number;
    readonly reason?: "ErrImagePull" | "InvalidImageName";
    readonly message?: string;
  };
  /** The container cannot be made, or its program cannot be begun. */
  readonly start?: { readonly reason: "CreateContainerError" | "StartError"; readonly message: string };
  /** Null: until it is told to end. */
  readonly runMs?: number | null;
  readonly exitCode?: number;
  /** Of the end, in place of Completed and Error. */
  readonly reason?: "OOMKilled";
  /** The node throws it out once it has run for `runMs`. */
  readonly evicted?: string;
  readonly isReady?: boolean;
  /** Deaf to SIGTERM. */
  readonly ignoresTerm?: boolean;
  /** Its node is lost once it has run for `runMs`. */
  readonly losesNode?: boolean;
  readonly log?: LogScript;
}

/** What a container writes, made up line by line as it is read: of any length. */
export interface LogScript {
  readonly bytes: number;
  /** Of a line with its end. */
  readonly lineBytes?: number;
  /** The connection of each reader breaks after so many bytes. */
  readonly dropAfterBytes?: number;
}

const dockerHub = "docker.io/library";

/** By the last part of an image's name, whatever its registry and tag. */
const scripts: Readonly<Record<string, (image: string, pod: Pod) => PodScript>> = {
  ok: () => ({ runMs: 0, exitCode: 0 }),
  brief: () => ({ runMs: 20, exitCode: 0 }),
  forever: () => ({ runMs: null }),
  oom: () => ({ runMs: 0, exitCode: 137, reason: "OOMKilled" }),
  "pull-error": (image) => ({ pull: { reason: "ErrImagePull", message: pullFailure(image) } }),
  "invalid-image": (image) => ({ pull: { reason: "InvalidImageName", message: invalidName(image) } }),
  "crash-loop": () => ({ runMs: 0, exitCode: 1 }),
  "start-error": () => ({ start: { reason: "StartError", message: startFailure } }),
  "create-error": () => ({ start: { reason: "CreateContainerError", message: createFailure } }),
  unschedulable: () => ({ unschedulable: noRoom }),
  evicted: (_, pod) => ({ runMs: 0, evicted: memoryPressure(pod) }),
  "evicted-storage": (_, pod) => ({ runMs: 0, evicted: storageExceeded(pod) }),
  "never-ready": () => ({ runMs: null, isReady: false }),
  slow: () => ({ pull: { delayMs: 2_000 }, runMs: 0 }),
  "ignores-term": () => ({ runMs: null, ignoresTerm: true }),
  "node-lost": () => ({ runMs: 0, losesNode: true }),
  "logs-100m": () => ({ runMs: 0, log: { bytes: 100 * 1_024 * 1_024 } }),
};

/** Null for an image that none is written for. */
export function scriptOf(pod: Pod, image: string): PodScript | null {
  const name = /([^/:@]+)(?::[^/:@]*)?(?:@.*)?$/.exec(image)?.[1] ?? "";
  if (!isReference(image)) return { pull: { reason: "InvalidImageName", message: invalidName(image) } };
  const exitCode = /^exit-(\d{1,3})$/.exec(name)?.[1];
  if (exitCode !== undefined) return { runMs: 0, exitCode: Number(exitCode) };
  return Object.hasOwn(scripts, name) ? (scripts[name]?.(image, pod) ?? null) : null;
}

/** Paths of an image's name are in small letters. */
function isReference(image: string): boolean {
  const part = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  const host = String.raw`[A-Za-z0-9.-]+(?::\d+)?`;
  return new RegExp(
    String.raw`^(?:${host}/)?${part}(?:/${part})*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
  ).test(image);
}

function fullName(image: string): string {
  const withTag = /:[^/]+$/.test(image) ? image : `${image}:latest`;
  return image.includes("/") ? withTag : `${dockerHub}/${withTag}`;
}

function pullFailure(image: string): string {
  const full = fullName(image);
  return (
    `failed to pull and unpack image "${full}": failed to resolve reference "${full}": pull access denied, repository does not ` +
    "exist or may require authorization: server message: insufficient_scope: authorization failed"
  );
}

function invalidName(image: string): string {
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
}

const startFailure =
  "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start " +
  'container process: exec: "/no/such/program": stat /no/such/program: no such file or directory: unknown';
const createFailure = "failed to generate container spec: failed to apply OCI options: no command specified";
const noRoom =
  "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";

function memoryPressure({ spec }: Pod): string {
  const { name = "main", resources } = spec.containers[0] ?? {};
  return (
    `The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container ${name} was using 300Mi, request is ` +
    `${resources?.requests?.["memory"] ?? "0"}, has larger consumption of memory. `
  );
}

function storageExceeded({ spec }: Pod): string {
  const limit = spec.containers[0]?.resources?.limits?.["ephemeral-storage"] ?? "1Gi";
  return `Pod ephemeral local storage usage exceeds the total limit of containers ${limit}. `;
}
