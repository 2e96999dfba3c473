import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { isKnown } from "../support/deployed-settings.js";
import { readManifests, type Manifests } from "../support/manifests.js";
import { findingsOf, planted } from "../support/planted-manifests.js";

let manifests: Manifests;

beforeAll(async () => {
  manifests = await readManifests();
});

function withSettings(from: string, to: string): Manifests {
  const text = manifests.settings.get("base/settings.env") ?? "";
  if (!text.includes(from)) throw new Error(`The settings have no ${from}`);
  return { ...manifests, settings: new Map([["base/settings.env", text.replace(from, to)]]) };
}

describe("the manifests", () => {
  it("are as Kubernetes, kustomize and Muster's own configuration want them", () => {
    expect(findingsOf(manifests)).toEqual([]);
  });

  it("are there: four Deployments, and what belongs to them", () => {
    const kinds = new Set(manifests.manifests.map(({ object }) => `${object.kind} ${object.metadata?.name ?? ""}`));
    for (const name of ["api", "worker", "wasm", "sandboxes"]) {
      expect(kinds).toContain(`Deployment muster-${name}`);
      expect(kinds).toContain(`PodDisruptionBudget muster-${name}`);
    }
  });

  it("alert on metrics that Muster has", () => {
    const alerts = JSON.stringify(manifests.manifests.find(({ object }) => object.kind === "PrometheusRule")?.object);
    const telemetry = readFileSync("docs/telemetry.md", "utf8");
    const names = new Set(alerts.match(/\b(muster|nodejs)_\w+/g));
    expect(names.size).toBeGreaterThan(8);
    for (const name of names) expect(telemetry).toContain(`\`${name}`);
  });

  it("ask PostgreSQL of tables that the migrations make", () => {
    const query = JSON.stringify(manifests.manifests.find(({ object }) => object.kind === "ScaledObject")?.object);
    const schema = readFileSync("prisma/schema.prisma", "utf8");
    const tables = [...query.matchAll(/(?:FROM|JOIN) (\w+) \w/g)].map(([, table = ""]) => table);
    expect(new Set(tables)).toEqual(new Set(["task_pools", "outbox"]));
    for (const table of tables) expect(schema).toContain(`@@map("${table}")`);
  });
});

describe("docs/deploy.md", () => {
  const page = readFileSync("docs/deploy.md", "utf8");

  it("names variables that Muster, the manifests or compose.yaml have", () => {
    const told = new Set(readFileSync("deploy/.env.example", "utf8").match(/[A-Z_]{6,}(?==)/g));
    const names = [...new Set(page.match(/\bMUSTER_[A-Z0-9_]+/g))];
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !isKnown(name) && !told.has(name))).toEqual([]);
  });

  it("tells of every alert, and of no other", () => {
    const alerts = manifests.manifests.find(({ object }) => object.kind === "PrometheusRule")?.object;
    const names = [...JSON.stringify(alerts).matchAll(/"alert":"(\w+)"/g)].map(([, name]) => name);
    expect([...page.matchAll(/^\| `(Muster\w+)` \|/gm)].map(([, name]) => name)).toEqual(names);
  });

  it("counts the connections that all replicas may hold", () => {
    const most = [
      "HorizontalPodAutoscaler muster-api",
      "Deployment muster-worker",
      "HorizontalPodAutoscaler muster-wasm",
    ].map((name) => {
      const found = manifests.manifests.find(({ object }) => `${object.kind} ${object.metadata?.name}` === name);
      return Number(/"(?:maxReplicas|replicas)":(\d+)/.exec(JSON.stringify(found?.object))?.[1]);
    });
    const sum = most.reduce((total, replicas) => total + replicas + 1, 0) * 10;
    expect(page).toContain(`at most ${most.join(" + ")} replicas`);
    expect(page).toContain(`: ${sum}.`);
  });
});

const violations: readonly [what: string, name: string, from: string, to: string, finding: RegExp][] = [
  ["a misspelt field", "Deployment muster-api", '"ports":', '"prots":', /containers\[0\]\.prots: unknown field/],
  ["a field at the wrong place", "Deployment muster-api", '"minReadySeconds":10', '"minReady":10', /minReady: unknown/],
  ["a wrong type", "Deployment muster-worker", '"replicas":2', '"replicas":"2"', /spec\.replicas: expected number/],
  ["a number for text", "Deployment muster-wasm", '"value":"4"', '"value":4', /env\[1\]\.value: expected string/],
  [
    "a quantity that is none",
    "Deployment muster-api",
    '"memory":"2Gi"',
    '"memory":"2GB"',
    /limits\.memory: expected a quant/,
  ],
  [
    "a field that is missing",
    "Deployment muster-api",
    '"containerPort":4000',
    '"hostPort":4000',
    /containerPort: is required/,
  ],
  ["no value", "Service muster-api", '"targetPort":"http"', '"targetPort":null', /targetPort: has no value/],
  ["a missing limit", "Deployment muster-wasm", '"limits":{"cpu":"4",', '"limits":{', /lacks a request or a limit/],
  [
    "an unknown variable",
    "Deployment muster-api",
    "MUSTER_WASM_WORKERS",
    "MUSTER_WASM_WORKER",
    /WORKER: no such variable/,
  ],
  [
    "a value that Muster refuses",
    "Deployment muster-wasm",
    '"value":"wasm"',
    '"value":"wasn"',
    /MUSTER_ROLES: Invalid/,
  ],
  ["a role that nobody has", "Deployment muster-worker", "feeder,reaper,", "feeder,", /nobody has the role reaper/],
  [
    "a selector of other pods",
    "Deployment muster-api",
    '"app.kubernetes.io/component":"api"}},"strat',
    '"app.kubernetes.io/component":"app"}},"strat',
    /a selector does not match/,
  ],
  ["a floating image", "Deployment muster-api", "muster:0.1.0", "muster:latest", /an image has no fixed tag/],
  [
    "a root that is written to",
    "Deployment muster-wasm",
    '"readOnlyRootFilesystem":true',
    '"privileged":false',
    /writes to its root/,
  ],
  ["root", "Deployment muster-worker", '"runAsNonRoot":true', '"runAsNonRoot":false', /runs as root/],
  ["capabilities", "Deployment muster-worker", '"drop":["ALL"]', '"drop":["CHOWN"]', /keeps capabilities/],
  ["a token in the pod", "Deployment muster-api", '"automountServiceAccountToken":false,', "", /a token of Kubernetes/],
  ["a probe of another path", "Deployment muster-api", '"path":"/readyz"', '"path":"/ready"', /has no readiness probe/],
  [
    "a probe of a port that is not there",
    "Deployment muster-api",
    '"port":"http"',
    '"port":"web"',
    /has no startup probe/,
  ],
  [
    "too little grace",
    "Deployment muster-api",
    '"terminationGracePeriodSeconds":60',
    '"terminationGracePeriodSeconds":44',
    /killed before it has drained/,
  ],
  ["no sleep before the end", "Deployment muster-api", '"seconds":10', '"seconds":1', /stops to listen while/],
  [
    "too little memory",
    "Deployment muster-wasm",
    '"limits":{"cpu":"4","memory":"2560Mi"',
    '"limits":{"cpu":"4","memory":"2Gi"',
    /less memory than it may need/,
  ],
  [
    "a Secret that is not there",
    "Deployment muster-api",
    '"name":"muster-identity"',
    '"name":"muster-keys"',
    /names muster-keys/,
  ],
  ["a key that is not there", "Deployment muster-wasm", '"key":"DATABASE_URL"', '"key":"PG_URL"', /names PG_URL/],
  [
    "a ConfigMap that is not there",
    "Deployment muster-api",
    '"name":"muster-settings"',
    '"name":"settings"',
    /names settings/,
  ],
  [
    "a key for who runs modules",
    "Deployment muster-wasm",
    '"name":"muster-connections"}}]',
    '"name":"muster-connections"}},{"secretRef":{"name":"muster-identity"}}]',
    /holds the key that signs/,
  ],
  [
    "a budget of nothing",
    "PodDisruptionBudget muster-api",
    '"matchLabels":{"app.kubernetes.io/name":"muster"',
    '"matchLabels":{"app.kubernetes.io/name":"mister"',
    /has no budget/,
  ],
  [
    "a scaler of nothing",
    "HorizontalPodAutoscaler muster-api",
    '"name":"muster-api"},"minR',
    '"name":"muster"},"minR',
    /is scaled to nothing/,
  ],
  [
    "a Service of nothing",
    "Service muster-api",
    '"targetPort":"http"',
    '"targetPort":"web"',
    /Service muster-api: selects nothing/,
  ],
  [
    "an open route to the metrics",
    "Ingress muster-api",
    '"path":"/hooks"',
    '"path":"/metrics"',
    /more or less than is for the outside/,
  ],
  [
    "another host",
    "overlays/example/ingress.yaml",
    "muster.example.org",
    "muster.example.net",
    /a host without a certificate/,
  ],
  [
    "a real secret in the example",
    "Secret muster-identity",
    '"MUSTER_JWT_SECRET":"REPLACE"',
    '"MUSTER_JWT_SECRET":"s3cret"',
    /has a value in the example/,
  ],
  [
    "a file that is not there",
    "base/kustomization.yaml",
    '"wasm.yaml"',
    '"wasm-pool.yaml"',
    /wasm-pool\.yaml, which does not exist/,
  ],
  [
    "a file that nobody names",
    "base/kustomization.yaml",
    '"wasm.yaml","network.yaml"',
    '"wasm.yaml"',
    /network\.yaml: is named by no kustomization/,
  ],
  [
    "a patch of nothing",
    "overlays/example/services.yaml",
    '"name":"services"',
    '"name":"servces"',
    /patches .*servces, which does not exist/,
  ],
  [
    "a misspelt field of KEDA",
    "ScaledObject muster-wasm",
    '"maxReplicaCount"',
    '"maxReplicas"',
    /ScaledObject\.spec.*[Uu]nrecognized key/,
  ],
  ["two autoscalers", "components/keda/without-autoscaler.yaml", '"$patch":"delete",', "", /has two autoscalers/],
  [
    "a misspelt field of Prometheus",
    "ServiceMonitor muster",
    '"interval"',
    '"intervall"',
    /ServiceMonitor\.spec.*[Uu]nrecognized key/,
  ],
  ["no policy that denies", "NetworkPolicy default-deny", '"Ingress","Egress"', '"Ingress"', /no policy denies/],
];

describe("a planted violation", () => {
  it.each(violations)("is found: %s", (_what, name, from, to, finding) => {
    expect(findingsOf(planted(manifests, { name, from, to }))).toContainEqual(expect.stringMatching(finding));
  });

  it("is found in the settings too", () => {
    const misspelt = withSettings("MUSTER_LOG_LEVEL=", "MUSTER_LOGLEVEL=");
    expect(findingsOf(misspelt)).toContain("MUSTER_LOGLEVEL: no such variable");
    const open = withSettings("MUSTER_LOG_LEVEL=info", "MUSTER_JWT_SECRET=0123456789abcdef0123456789abcdef");
    expect(findingsOf(open)).toContain("MUSTER_JWT_SECRET: a secret in a ConfigMap");
    const long = withSettings("MUSTER_WASM_MAX_MEMORY_MIB=256", "MUSTER_WASM_MAX_MEMORY_MIB=512");
    expect(findingsOf(long)).toContain("muster-wasm: has less memory than it may need");
  });
});
