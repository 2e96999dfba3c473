import type { V1Container, V1Deployment, V1PodSpec, V1Probe } from "@kubernetes/client-node";
import { processRoles } from "../../src/variables.js";
import { bytesNeeded, bytesOf, readSettings, sampleOf } from "./deployed-settings.js";
import { objectsOf, secretsFile, type Manifests } from "./manifests.js";

const container = "muster";
const marginSeconds = 10;
/** The first replica of a release migrates before it listens. */
const minStartupSeconds = 600;

/** Checked against its model before: so its fields are what the type says. */
function podOf(deployment: V1Deployment): V1PodSpec {
  const pod = deployment.spec?.template.spec;
  if (!pod) throw new Error(`${nameOf(deployment)} has no pod.`);
  return pod;
}

export function nameOf({ metadata }: V1Deployment): string {
  return metadata?.name ?? "";
}

export function deploymentsOf(all: Manifests): V1Deployment[] {
  return objectsOf(all).filter(({ kind }) => kind === "Deployment");
}

/** Everything that the pods promise, and what they are run with. */
export function workloadFindings(all: Manifests): string[] {
  const deployments = deploymentsOf(all);
  const roles = new Set(deployments.flatMap((deployment) => [...(settingsOf(all, deployment).config?.roles ?? [])]));
  return [
    ...deployments.flatMap((deployment) =>
      [
        ...podFindings(deployment),
        ...scheduleFindings(deployment),
        ...containersOf(podOf(deployment)).flatMap((one) => containerFindings(podOf(deployment), one)),
        ...servingFindings(deployment),
        ...settingFindings(all, deployment),
      ].map((finding) => `${nameOf(deployment)}: ${finding}`),
    ),
    ...processRoles.filter((role) => !roles.has(role)).map((role) => `nobody has the role ${role}`),
  ];
}

function containersOf({ containers, initContainers = [] }: V1PodSpec): V1Container[] {
  return [...initContainers, ...containers];
}

function failed(rules: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(rules)
    .filter(([, holds]) => !holds)
    .map(([rule]) => rule);
}

/** The one whose work it is to have sandboxes made. */
function speaksToKubernetes(deployment: V1Deployment): boolean {
  return nameOf(deployment) === "muster-sandboxes";
}

function podFindings(deployment: V1Deployment): string[] {
  const pod = podOf(deployment);
  const { runAsNonRoot, runAsUser = 0, seccompProfile } = pod.securityContext ?? {};
  return failed({
    "a token of Kubernetes is in the pod": pod.automountServiceAccountToken === speaksToKubernetes(deployment),
    "services' addresses are in the environment": pod.enableServiceLinks === false,
    "runs as root": runAsNonRoot === true && runAsUser >= 1_000,
    "has no seccomp profile": seccompProfile?.type === "RuntimeDefault",
    "shares something of its node": !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    "has volumes that are not restricted": (pod.volumes ?? []).every(
      ({ emptyDir, persistentVolumeClaim }) => emptyDir?.sizeLimit !== undefined || persistentVolumeClaim !== undefined,
    ),
  });
}

function scheduleFindings({ spec }: V1Deployment): string[] {
  const labels = spec?.template.metadata?.labels ?? {};
  const selectors = [
    spec?.selector.matchLabels,
    ...(spec?.template.spec?.topologySpreadConstraints ?? []).map(({ labelSelector }) => labelSelector?.matchLabels),
  ];
  const rolling = spec?.strategy?.rollingUpdate;
  return failed({
    "a selector does not match the pod's labels": selectors.every((selector) => matches(selector, labels)),
    "is not spread over nodes": selectors.length > 1,
    "loses a replica while it is updated": rolling?.maxUnavailable === 0 && rolling.maxSurge === 1,
  });
}

export function matches(selector: Readonly<Record<string, string>> | undefined, labels: object): boolean {
  const entries = Object.entries(selector ?? {});
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => Object.entries(labels).some(([k, v]) => k === key && v === value))
  );
}

function containerFindings({ volumes = [] }: V1PodSpec, one: V1Container): string[] {
  const { image = "", resources, securityContext, volumeMounts = [] } = one;
  const amounts = [resources?.requests, resources?.limits];
  const there = new Set(volumes.map(({ name }) => name));
  return failed({
    "an image has no fixed tag": /:\d+\.\d+\.\d+$/.test(image),
    "lacks a request or a limit": amounts.every((amount) => amount?.["cpu"] && amount["memory"]),
    "may become more than it is": securityContext?.allowPrivilegeEscalation === false,
    "writes to its root": securityContext?.readOnlyRootFilesystem === true,
    "keeps capabilities":
      securityContext?.capabilities?.drop?.includes("ALL") === true && !securityContext.capabilities.add,
    "mounts a volume that is not there": volumeMounts.every(({ name }) => there.has(name)),
  }).map((finding) => `${one.name} ${finding}`);
}

function servingFindings(deployment: V1Deployment): string[] {
  const pod = podOf(deployment);
  const [main] = pod.containers;
  const ports = new Set((main?.ports ?? []).map(({ name }) => name ?? ""));
  const asks = (probe: V1Probe | undefined, path: string): boolean =>
    probe?.httpGet?.path === path && ports.has(String(probe.httpGet.port));
  const startup = main?.startupProbe;
  return failed({
    "has another main container": main?.name === container && pod.containers.length === 1,
    "has no startup probe": asks(startup, "/healthz"),
    "has no readiness probe": asks(main?.readinessProbe, "/readyz"),
    "has no liveness probe": asks(main?.livenessProbe, "/healthz"),
    // A check of /readyz gives up after 2 s.
    "asks for readiness too hastily": (main?.readinessProbe?.timeoutSeconds ?? 1) > 2,
    "leaves a migration no time":
      (startup?.periodSeconds ?? 10) * (startup?.failureThreshold ?? 3) >= minStartupSeconds &&
      (deployment.spec?.progressDeadlineSeconds ?? 600) > minStartupSeconds,
  });
}

/** The environment of the main container, with samples for what is in Secrets. */
function environmentOf(all: Manifests, deployment: V1Deployment): Record<string, string> {
  const [main] = podOf(deployment).containers;
  const sources = (main?.envFrom ?? []).map(({ configMapRef, secretRef }) =>
    configMapRef ? baseSettings(all) : secretSamples(all, secretRef?.name ?? ""),
  );
  const own = Object.fromEntries((main?.env ?? []).map(({ name, value = "" }) => [name, value]));
  return Object.assign({}, ...sources, own);
}

export function baseSettings({ settings }: Manifests): Record<string, string> {
  const lines = (settings.get("base/settings.env") ?? "").split("\n").filter((line) => /^[^#]/.test(line));
  return Object.fromEntries(lines.map((line) => [line.split("=")[0] ?? "", line.slice(line.indexOf("=") + 1)]));
}

/** Keys of a Secret of the example. */
export function secretKeys({ manifests }: Manifests, name: string): readonly string[] {
  const secret = manifests.find(({ file, object }) => file === secretsFile && object.metadata?.name === name);
  const { stringData = {} } = (secret?.object ?? {}) as { readonly stringData?: Readonly<Record<string, string>> };
  return Object.keys(stringData);
}

function secretSamples(all: Manifests, name: string): Record<string, string> {
  return Object.fromEntries(secretKeys(all, name).map((key) => [key, sampleOf(key)]));
}

function settingsOf(all: Manifests, deployment: V1Deployment): ReturnType<typeof readSettings> {
  return readSettings(environmentOf(all, deployment));
}

function settingFindings(all: Manifests, deployment: V1Deployment): string[] {
  const { config, problems } = settingsOf(all, deployment);
  if (!config) return [...problems];
  const pod = podOf(deployment);
  const [main] = pod.containers;
  const needed = bytesNeeded(config, environmentOf(all, deployment)["NODE_OPTIONS"]);
  const preStop = main?.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const ends = preStop + config.drainTimeoutMs / 1_000 + marginSeconds;
  const isAsked = config.roles.has("api");
  return [
    ...problems,
    ...failed({
      "is killed before it has drained": (pod.terminationGracePeriodSeconds ?? 30) >= ends,
      "stops to listen while others still route to it": !isAsked || preStop >= 5,
      "serves on another port": main?.ports?.some(({ containerPort }) => containerPort === config.port) === true,
      "has less memory than it may need":
        needed !== null && bytesOf(main?.resources?.limits?.["memory"] ?? "") >= needed,
      "runs as many modules as its node has cores": !config.roles.has("dispatcher") || config.wasmWorkers > 0,
      "keeps binaries to itself": config.s3Bucket !== null || config.blobsDir !== null,
      "cuts off tasks that run":
        config.roles.size > 2 || !config.roles.has("wasm") || config.drainTimeoutMs >= config.wasmMaxTimeoutMs,
    }),
  ];
}
