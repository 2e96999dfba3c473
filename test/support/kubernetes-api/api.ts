import { randomBytes } from "node:crypto";
import { stringify } from "yaml";
import { Access } from "./access.js";
import { issueCertificates, type Certificates } from "./certificates.js";
import { Cluster } from "./cluster.js";
import { Faults } from "./faults.js";
import { Endpoint } from "./listener.js";
import type { KubeObject } from "./objects.js";
import { defaultOptions, type KubernetesApiOptions } from "./options.js";
import { PodLogs } from "./pod-logs.js";
import { metricsAnswer } from "./pod-metrics.js";
import type { Registry } from "./registry.js";
import { RequestCounters } from "./requests.js";
import { builtIn, namespaces, podMetrics, pods, sandboxes, type Resource } from "./resources.js";
import { ApiServer } from "./server.js";
import { Watches, type OpenWatch } from "./watch.js";

interface KubeconfigOverrides {
  readonly namespace?: string;
  readonly token?: string;
  readonly server?: string;
}

/** A cluster, as far as a client of its API can tell, and what a test may do to it. */
export class KubernetesApi {
  readonly access = new Access(randomBytes(24).toString("base64url"));
  readonly faults = new Faults();
  readonly requests = new RequestCounters();
  readonly #cluster: Cluster;
  readonly #certificates: Certificates | null;
  readonly #endpoint: Endpoint;
  readonly #watches: Watches;
  readonly #logs: PodLogs;
  #hasMetrics: boolean;
  #hasSandboxes: boolean;

  constructor(options: Required<KubernetesApiOptions>, certificates: Certificates | null) {
    this.#certificates = certificates;
    this.#hasMetrics = options.hasMetrics;
    this.#hasSandboxes = options.hasSandboxes;
    this.#cluster = new Cluster(options);
    const { registry, nodes, store, time } = this.#cluster;
    const { clock, bookmarkMs, maxWatchBytes } = options;
    this.#watches = new Watches({ store, clock, bookmarkMs, maxBufferBytes: maxWatchBytes });
    this.#logs = new PodLogs(registry, nodes);
    const server = new ApiServer({
      access: this.access,
      clock,
      faults: this.faults,
      registry,
      requests: this.requests,
      resources: () => this.#resources(),
      watches: this.#watches,
      answerSpecial: (demand) => (demand.resource === podMetrics ? metricsAnswer(registry, nodes, demand) : null),
      streamLog: (demand, response) => this.#logs.stream(demand, response),
      now: () => time.now(),
    });
    this.#endpoint = new Endpoint(server.listen, certificates);
    server.attach(this.#endpoint);
    for (const name of ["default", "kube-system", ...options.namespaces]) this.createNamespace(name);
  }

  get url(): string {
    return this.#endpoint.url;
  }

  /** The rules of writing, past the API: nobody is asked who they are, and no fault is had. */
  get registry(): Registry {
    return this.#cluster.registry;
  }

  /** How many objects there are, of all kinds. */
  get size(): number {
    return this.#cluster.store.size;
  }

  /** Of the last write. */
  get version(): number {
    return this.#cluster.store.version;
  }

  get watches(): readonly OpenWatch[] {
    return this.#watches.open;
  }

  async start(): Promise<void> {
    await this.#endpoint.open();
  }

  async stop(): Promise<void> {
    await this.#cluster.stop();
    await this.#endpoint.close();
  }

  /** YAML, as a cluster's operator hands it out. */
  kubeconfig(overrides: KubeconfigOverrides = {}): string {
    const { namespace = "muster-sandboxes", token = this.access.token, server = this.url } = overrides;
    const trust = this.#certificates
      ? { "certificate-authority-data": Buffer.from(this.#certificates.authority).toString("base64") }
      : { "insecure-skip-tls-verify": true };
    return stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "double", cluster: { server, ...trust } }],
      users: [{ name: "muster", user: { token } }],
      contexts: [{ name: "double", context: { cluster: "double", user: "muster", namespace } }],
      "current-context": "double",
    });
  }

  createNamespace(name: string): void {
    const metadata = { name, labels: { "kubernetes.io/metadata.name": name } };
    this.registry.create({ resource: namespaces, namespace: "", name: "" }, { metadata }, { manager: "double" });
  }

  /** All of a kind, past the API. */
  list(resource: Resource, namespace: string | null = null): KubeObject[] {
    return this.#cluster.store.list(resource, namespace);
  }

  /** Everything up to now is forgotten: watches and pages from before are refused as expired. */
  compact(): void {
    this.#cluster.store.compact();
  }

  /** As a network breaks. */
  dropWatches(): void {
    for (const watch of this.#watches.open) watch.drop();
  }

  /** As the server ends them when their time is over. */
  endWatches(): void {
    for (const watch of this.#watches.open) watch.end();
  }

  /** The watches that are open stay so, and nothing comes any more. */
  silenceWatches(): void {
    for (const watch of this.#watches.open) watch.silence();
  }

  sendBookmarks(): void {
    for (const watch of this.#watches.open) watch.bookmark();
  }

  garbleWatches(bytes = '{"type":"MODIFIED","object":{"kind"\n'): void {
    for (const watch of this.#watches.open) watch.garble(bytes);
  }

  dropLogs(): void {
    this.#logs.drop();
  }

  /** Resets all connections and refuses new ones, until `acceptConnections`. */
  async refuseConnections(): Promise<void> {
    await this.#endpoint.close();
  }

  async acceptConnections(): Promise<void> {
    await this.#endpoint.open();
  }

  /** The server's clock against ours. */
  skewClock(byMs: number): void {
    this.#cluster.time.skew(byMs);
  }

  /** As somebody does by hand. */
  deletePod(namespace: string, name: string, gracePeriodSeconds?: number): void {
    const options = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
    this.registry.delete({ resource: pods, namespace, name }, options);
  }

  /** Nothing is heard of it any more. */
  killNode(node: string): void {
    this.#cluster.nodes.lose(node);
  }

  restoreNode(node: string): void {
    this.#cluster.nodes.restore(node);
  }

  /** As when a cloud tells that the machine is gone. */
  removeNode(node: string): void {
    this.#cluster.nodes.remove(node);
  }

  /** Whether the cluster has the metrics server, and the Sandboxes of agents.x-k8s.io. */
  offer({ metrics, sandboxes: hasSandboxes }: { readonly metrics?: boolean; readonly sandboxes?: boolean }): void {
    this.#hasMetrics = metrics ?? this.#hasMetrics;
    this.#hasSandboxes = hasSandboxes ?? this.#hasSandboxes;
  }

  #resources(): readonly Resource[] {
    const further = [...(this.#hasMetrics ? [podMetrics] : []), ...(this.#hasSandboxes ? [sandboxes] : [])];
    return [...builtIn, ...further];
  }
}

export async function startKubernetesApi(given: KubernetesApiOptions = {}): Promise<KubernetesApi> {
  const options = { ...defaultOptions, ...given };
  const api = new KubernetesApi(options, options.isSecure ? await issueCertificates() : null);
  await api.start();
  return api;
}
