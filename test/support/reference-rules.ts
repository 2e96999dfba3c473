import type {
  V1Ingress,
  V1NetworkPolicy,
  V1PodDisruptionBudget,
  V1Secret,
  V1Service,
  V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";
import { isKnown, isSecret } from "./deployed-settings.js";
import { kustomizationsOf, objectsOf, secretsFile, type KubernetesObject, type Manifests } from "./manifests.js";
import { baseSettings, deploymentsOf, matches, nameOf, secretKeys } from "./workload-rules.js";

/** What is to be reached from the outside; the rest asks no token. */
const publicPaths = ["/graphql", "/explorer", "/hooks", "/uploads", "/binaries", "/sandboxes"];

/** That whatever is named exists, and is what it is taken for. */
export function referenceFindings(all: Manifests): string[] {
  return [
    ...settingFindings(all),
    ...podReferenceFindings(all),
    ...selectionFindings(all),
    ...scalingFindings(all),
    ...ingressFindings(all),
  ];
}

function ofKind<Kind>(all: Manifests, kind: string): Kind[] {
  return objectsOf(all).filter((object) => object.kind === kind) as Kind[];
}

/** Of every ConfigMap that is made, with what overlays and components merge into it; of the Secrets' example. */
function settingFindings(all: Manifests): string[] {
  const literals = [...kustomizationsOf(all).values()].flatMap(({ configMapGenerator = [] }) =>
    configMapGenerator.flatMap((generator) => (generator.literals ?? []).map((literal) => literal.split("=")[0] ?? "")),
  );
  const public_ = [...Object.keys(baseSettings(all)), ...literals];
  const secrets = all.manifests.filter(({ file }) => file === secretsFile).map(({ object }) => object as V1Secret);
  const hidden = secrets.flatMap(({ stringData = {} }) => Object.entries(stringData));
  return [
    ...public_.filter((name) => !isKnown(name)).map((name) => `${name}: no such variable`),
    ...public_.filter(isSecret).map((name) => `${name}: a secret in a ConfigMap`),
    ...hidden.filter(([name]) => !isSecret(name)).map(([name]) => `${name}: in a Secret, and no secret variable`),
    ...hidden.filter(([, value]) => !value.includes("REPLACE")).map(([name]) => `${name}: has a value in the example`),
  ];
}

function podReferenceFindings(all: Manifests): string[] {
  const accounts = new Set(ofKind<KubernetesObject>(all, "ServiceAccount").map(({ metadata }) => metadata?.name));
  const maps = new Set(
    [...kustomizationsOf(all).values()].flatMap(({ configMapGenerator = [] }) =>
      configMapGenerator.filter(({ behavior }) => !behavior).map(({ name }) => name),
    ),
  );
  return deploymentsOf(all).flatMap((deployment) => {
    const pod = deployment.spec?.template.spec;
    const containers = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
    const sources = containers.flatMap(({ envFrom = [] }) => envFrom);
    const keys = containers.flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []));
    const findings = [
      ...[pod?.serviceAccountName ?? ""].filter((name) => !accounts.has(name)),
      ...sources.flatMap(({ configMapRef }) => configMapRef?.name ?? []).filter((name) => !maps.has(name)),
      ...sources.flatMap(({ secretRef }) => secretRef?.name ?? []).filter((name) => secretKeys(all, name).length === 0),
      ...keys.filter(({ name = "", key }) => !secretKeys(all, name).includes(key)).map(({ key }) => key),
    ].map((name) => `names ${name}, which does not exist`);
    const holds = sources.some(({ secretRef }) => secretRef?.name === "muster-identity");
    const runsModules = nameOf(deployment) === "muster-wasm";
    return [...findings, ...(holds && runsModules ? ["holds the key that signs tokens"] : [])].map(
      (finding) => `${nameOf(deployment)}: ${finding}`,
    );
  });
}

/** Whatever selects pods selects some; each Deployment has a budget that lets a node be emptied. */
function selectionFindings(all: Manifests): string[] {
  const pods = deploymentsOf(all).map(({ spec }) => spec?.template.metadata?.labels ?? {});
  const ports = new Set(["http"]);
  const selectsNone = (selector: Record<string, string> | undefined): boolean =>
    !pods.some((labels) => matches(selector, labels));
  const services = ofKind<V1Service>(all, "Service").filter(
    ({ spec }) => selectsNone(spec?.selector) || !spec?.ports?.every(({ targetPort }) => ports.has(String(targetPort))),
  );
  const policies = ofKind<V1NetworkPolicy>(all, "NetworkPolicy").filter(
    ({ spec, metadata }) => metadata?.name !== "default-deny" && selectsNone(spec?.podSelector?.matchLabels),
  );
  const budgets = ofKind<V1PodDisruptionBudget>(all, "PodDisruptionBudget");
  const covering = (labels: object): number =>
    budgets.filter(({ spec }) => matches(spec?.selector?.matchLabels, labels) && spec?.maxUnavailable === 1).length;
  return [
    ...[...services, ...policies].map(({ kind, metadata }) => `${kind} ${metadata?.name}: selects nothing`),
    ...pods.filter((labels) => covering(labels) !== 1).map((labels) => `${JSON.stringify(labels)}: has no budget`),
    ...denyFindings(all),
  ];
}

/** In every namespace. */
function denyFindings(all: Manifests): string[] {
  const denied = new Set(
    ofKind<V1NetworkPolicy>(all, "NetworkPolicy")
      .filter(
        ({ spec }) =>
          Object.keys(spec?.podSelector ?? {}).length === 0 &&
          spec?.policyTypes?.length === 2 &&
          !spec.ingress &&
          !spec.egress,
      )
      .map(({ metadata }) => metadata?.namespace),
  );
  return ofKind<KubernetesObject>(all, "Namespace")
    .filter(({ metadata }) => !denied.has(metadata?.name))
    .map(({ metadata }) => `${metadata?.name}: no policy denies what none allows`);
}

interface Scaler {
  readonly target: string | undefined;
  readonly least: number;
  readonly most: number;
}

function scalingFindings(all: Manifests): string[] {
  const scalers = ofKind<V2HorizontalPodAutoscaler>(all, "HorizontalPodAutoscaler").map(({ spec }): Scaler => ({
    target: spec?.scaleTargetRef.name,
    least: spec?.minReplicas ?? 1,
    most: spec?.maxReplicas ?? 0,
  }));
  const scaled = ofKind<{
    spec: { scaleTargetRef: { name: string }; minReplicaCount: number; maxReplicaCount: number };
  }>(all, "ScaledObject").map(({ spec }): Scaler => ({
    target: spec.scaleTargetRef.name,
    least: spec.minReplicaCount,
    most: spec.maxReplicaCount,
  }));
  const names = new Set(deploymentsOf(all).map(nameOf));
  const targets = new Set(scalers.map(({ target }) => target));
  return [
    ...[...scalers, ...scaled]
      .filter(({ target = "", least, most }) => !names.has(target) || least < 2 || most <= least)
      .map(({ target }) => `${target}: is scaled to nothing`),
    // An autoscaler and `replicas` in a manifest would undo one another with each apply.
    ...deploymentsOf(all)
      .filter((deployment) => (deployment.spec?.replicas === undefined) !== targets.has(nameOf(deployment)))
      .map((deployment) => `${nameOf(deployment)}: has no number of replicas, or two`),
    ...scaled.filter(({ target }) => !deletesScaler(all, target)).map(({ target }) => `${target}: has two autoscalers`),
    ...ofKind<{ spec: { secretTargetRef: { name: string; key: string }[] } }>(all, "TriggerAuthentication")
      .flatMap(({ spec }) => spec.secretTargetRef)
      .filter(({ name, key }) => !secretKeys(all, name).includes(key))
      .map(({ name, key }) => `TriggerAuthentication: names ${name} ${key}, which does not exist`),
  ];
}

function deletesScaler({ manifests }: Manifests, target: string | undefined): boolean {
  return manifests.some(
    ({ object }) =>
      object.kind === "HorizontalPodAutoscaler" &&
      object.metadata?.name === target &&
      Reflect.get(object, "$patch") === "delete",
  );
}

/** The Ingress and every patch of it, each with the settings beside it. */
function ingressFindings(all: Manifests): string[] {
  const services = new Set(ofKind<V1Service>(all, "Service").map(({ metadata }) => metadata?.name));
  const ingresses = all.manifests.filter(({ object }) => object.kind === "Ingress");
  return ingresses.flatMap(({ file, object }) => {
    const { spec, metadata } = object as V1Ingress;
    const [rule] = spec?.rules ?? [];
    const paths = rule?.http?.paths ?? [];
    const limit = metadata?.annotations?.["nginx.ingress.kubernetes.io/proxy-body-size"];
    const maxBytes = Number(baseSettings(all)["MUSTER_MAX_BINARY_BYTES"]);
    const rules = {
      "shows more or less than is for the outside": paths.map(({ path }) => path).join() === publicPaths.join(),
      "leads to no Service": paths.every(({ backend }) => services.has(backend.service?.name)),
      "has a host without a certificate": spec?.tls?.[0]?.hosts?.includes(rule?.host ?? "") === true,
      "has another host than MUSTER_PUBLIC_URL": publicUrlBeside(all, file) === `https://${rule?.host}`,
      "refuses binaries that Muster takes": !file.startsWith("base/") || limit === `${maxBytes / 1024 / 1024}m`,
    };
    return Object.entries(rules).flatMap(([finding, holds]) => (holds ? [] : [`${file}: ${finding}`]));
  });
}

function publicUrlBeside(all: Manifests, file: string): string | undefined {
  if (file.startsWith("base/")) return baseSettings(all)["MUSTER_PUBLIC_URL"];
  const beside = kustomizationsOf(all).get(file.replace(/[^/]+$/, "kustomization.yaml"));
  const literals = (beside?.configMapGenerator ?? []).flatMap((generator) => generator.literals ?? []);
  return literals.find((literal) => literal.startsWith("MUSTER_PUBLIC_URL="))?.replace("MUSTER_PUBLIC_URL=", "");
}
