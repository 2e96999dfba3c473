import { randomBytes } from "node:crypto";
import { stringify } from "yaml";
import { systemClock, type Clock } from "../../../src/platform/clock.js";
import { Access } from "./access.js";
import { issueCertificates, type Certificates } from "./certificates.js";
import { EventRecorder } from "./event-recorder.js";
import { Faults } from "./faults.js";
import { GarbageCollector } from "./garbage-collector.js";
import { JobController } from "./job-controller.js";
import { Nodes } from "./kubelet.js";
import { Endpoint } from "./listener.js";
import { metricsAnswer } from "./pod-metrics.js";
import type { Container, KubeObject, Pod } from "./objects.js";
import { OwnerIndex } from "./owner-index.js";
import { PodLogs } from "./pod-logs.js";
import { scriptOf, type PodScript } from "./pod-script.js";
import { Registry } from "./registry.js";
import { RequestCounters } from "./requests.js";
import { builtIn, namespaces, podMetrics, pods, sandboxes, type Resource } from "./resources.js";
import { ScriptedRuntime } from "./scripted-runtime.js";
import { ApiServer } from "./server.js";
import { ObjectStore } from "./store.js";
import { Watches, type OpenWatch } from "./watch.js";
import { WorkQueue } from "./work-queue.js";

export interface KubernetesApiOptions {
  /** With a certificate of an authority of its own, which the kubeconfig names. */
  readonly isSecure?: boolean;
  readonly clock?: Clock;
  /** Beside `default` and `kube-system`. */
  readonly namespaces?: readonly string[];
  readonly nodes?: readonly string[];
  /** How a pod fares; null for what its image's name says, and what no name says runs until it is ended. */
  readonly behave?: (pod: Pod, container: Container) => PodScript | null;
  readonly hasMetrics?: boolean;
  readonly hasSandboxes?: boolean;
  /** Changes that a watch can go back by, at least. */
  readonly maxHistory?: number;
  /** Objects of events that are kept; 0 for none. */
  readonly maxEvents?: number;
  readonly bookmarkMs?: number;
  readonly backoffMs?: number;
  readonly podBackoffMs?: number;
  readonly evictionMs?: number;
}

const defaults = {
  isSecure: true,
  clock: systemClock,
  namespaces: ["muster-sandboxes"],
  nodes: ["node-1"],
  behave: () => null,
  hasMetrics: true,
  hasSandboxes: false,
  maxHistory: 10_000,
  maxEvents: 1_000,
  bookmarkMs: 60_000,
  backoffMs: 10_000,
  podBackoffMs: 10_000,
  evictionMs: 300_000,
} satisfies Required<KubernetesApiOptions>;

const untilEnded: PodScript = { runMs: null };

/** A cluster, as far as a client of its API can tell: the server, and the controllers and kubelets that make things happen. */
export class KubernetesApi {
  readonly access: Access;
  readonly faults = new Faults();
  readonly requests = new RequestCounters();
  readonly registry: Registry;
  readonly #certificates: Certificates | null;
  readonly #endpoint: Endpoint;
  readonly #store: ObjectStore;
  readonly #watches: Watches;
  readonly #queue = new WorkQueue();
  readonly #nodes: Nodes;
  readonly #logs: PodLogs;
  readonly #jobs: JobController;
  #skewMs = 0;
  #hasMetrics: boolean;
  #hasSandboxes: boolean;

  constructor(given: KubernetesApiOptions, certificates: Certificates | null) {
    const options = { ...defaults, ...given };
    const { clock, hasMetrics, hasSandboxes, behave } = options;
    this.#certificates = certificates;
    this.#hasMetrics = hasMetrics;
    this.#hasSandboxes = hasSandboxes;
    this.access = new Access(randomBytes(24).toString("base64url"));
    const now = (): Date => new Date(clock.now().getTime() + this.#skewMs);
    this.#store = new ObjectStore(options.maxHistory);
    this.registry = new Registry(this.#store, now);
    this.#watches = new Watches({
      store: this.#store,
      clock,
      bookmarkMs: options.bookmarkMs,
      maxBufferBytes: 64 * 1_024 * 1_024,
    });
    const { registry } = this;
    const queue = this.#queue;
    const owners = new OwnerIndex();
    const events = new EventRecorder(registry, options.maxEvents);
    const script = (pod: Pod, container: Container): PodScript =>
      behave(pod, container) ?? scriptOf(pod, container.image) ?? untilEnded;
    const runtime = new ScriptedRuntime(clock, now, script);
    const { nodes, evictionMs, backoffMs, podBackoffMs } = options;
    this.#nodes = new Nodes({
      registry,
      clock,
      events,
      runtime,
      scriptOf: script,
      backoffMs,
      queue,
      nodes,
      evictionMs,
    });
    this.#logs = new PodLogs(registry, this.#nodes);
    this.#jobs = new JobController({ registry, queue, owners, clock, events, podBackoffMs });
    const collector = new GarbageCollector({ registry, queue, owners });
    for (const each of [owners, collector, this.#jobs, this.#nodes])
      this.#store.onChange((change) => each.onChange(change));
    const server = new ApiServer({
      access: this.access,
      clock,
      faults: this.faults,
      registry,
      requests: this.requests,
      resources: () => this.#resources(),
      watches: this.#watches,
      answerSpecial: (demand) => (demand.resource === podMetrics ? metricsAnswer(registry, this.#nodes, demand) : null),
      streamLog: (demand, response) => this.#logs.stream(demand, response),
      now,
    });
    this.#endpoint = new Endpoint(server.listen, certificates);
    server.attach(this.#endpoint);
    for (const name of ["default", "kube-system", ...options.namespaces]) this.createNamespace(name);
  }

  get url(): string {
    return this.#endpoint.url;
  }

  /** How many objects there are, of all kinds. */
  get size(): number {
    return this.#store.size;
  }

  get version(): number {
    return this.#store.version;
  }

  get watches(): readonly OpenWatch[] {
    return this.#watches.open;
  }

  async start(): Promise<void> {
    await this.#endpoint.open();
  }

  async stop(): Promise<void> {
    this.#queue.stop();
    this.#jobs.stop();
    await this.#nodes.stop();
    await this.#endpoint.close();
  }

  /** YAML, as a cluster's operator hands it out. */
  kubeconfig({
    namespace = "muster-sandboxes",
    token = this.access.token,
    server = this.url,
  }: KubeconfigOverrides = {}): string {
    const authority = this.#certificates && Buffer.from(this.#certificates.authority).toString("base64");
    return stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: "double", cluster: { server, ...(authority && { "certificate-authority-data": authority }) } },
      ],
      users: [{ name: "muster", user: { token } }],
      contexts: [{ name: "double", context: { cluster: "double", user: "muster", namespace } }],
      "current-context": "double",
    });
  }

  createNamespace(name: string): void {
    const labels = { "kubernetes.io/metadata.name": name };
    this.registry.create(
      { resource: namespaces, namespace: "", name: "" },
      { metadata: { name, labels } },
      { manager: "double" },
    );
  }

  /** All of a kind, past the API. */
  list(resource: Resource, namespace: string | null = null): KubeObject[] {
    return this.#store.list(resource, namespace);
  }

  /** Everything up to now is forgotten: watches and pages from before are refused as expired. */
  compact(): void {
    this.#store.compact();
  }

  dropWatches(): void {
    for (const watch of this.#watches.open) watch.drop();
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
    this.#skewMs = byMs;
  }

  /** As somebody does by hand. */
  deletePod(namespace: string, name: string, gracePeriodSeconds?: number): void {
    const options = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
    this.registry.delete({ resource: pods, namespace, name }, options);
  }

  killNode(node: string): void {
    this.#nodes.lose(node);
  }

  restoreNode(node: string): void {
    this.#nodes.restore(node);
  }

  removeNode(node: string): void {
    this.#nodes.remove(node);
  }

  offer(what: { readonly metrics?: boolean; readonly sandboxes?: boolean }): void {
    this.#hasMetrics = what.metrics ?? this.#hasMetrics;
    this.#hasSandboxes = what.sandboxes ?? this.#hasSandboxes;
  }

  #resources(): readonly Resource[] {
    return [...builtIn, ...(this.#hasMetrics ? [podMetrics] : []), ...(this.#hasSandboxes ? [sandboxes] : [])];
  }
}

interface KubeconfigOverrides {
  readonly namespace?: string;
  readonly token?: string;
  readonly server?: string;
}

export async function startKubernetesApi(options: KubernetesApiOptions = {}): Promise<KubernetesApi> {
  const isSecure = options.isSecure ?? defaults.isSecure;
  const api = new KubernetesApi(options, isSecure ? await issueCertificates() : null);
  await api.start();
  return api;
}
