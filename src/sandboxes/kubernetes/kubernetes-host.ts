import { Repeater } from "../../platform/repeater.js";
import { Signal } from "../../platform/signal.js";
import { HostError, type HostLogChunk, type HostOrder, type HostReport, type SandboxHost } from "../host.js";
import { agentSandboxes, sandboxGroup } from "./agent-sandboxes.js";
import { KubeClient } from "./client.js";
import { Connection } from "./connection.js";
import { podFactsOf, type PodFacts, type WorkloadFacts } from "./facts.js";
import { listAll } from "./listing.js";
import { followLog } from "./logs.js";
import { collection, managedSelector, nameOf, pathOf } from "./names.js";
import { basePolicies } from "./networks.js";
import { defaultLimits, defaultTimings, type CallLimits, type KubernetesHostOptions, type Timings } from "./options.js";
import { hasStatus, hostErrorOf } from "./refusals.js";
import { Provisioning } from "./provisioning.js";
import { Removal } from "./removal.js";
import { Transport } from "./transport.js";
import { Watching } from "./watching.js";
import { jobs, type Workload } from "./workload.js";

/** Pods of a Kubernetes cluster. Nothing of it is loaded before it is started. */
export function createKubernetesHost(options: KubernetesHostOptions): SandboxHost {
  return new KubernetesHost(options);
}

/** Between tries to make what has to be there before any sandbox is. */
const maxSettleMs = 5_000;

/** What there is once it is known of what a sandbox is made. */
interface Works {
  readonly watching: Watching;
  readonly workload: Workload;
  readonly provisioning: Provisioning;
  readonly removal: Removal;
}

class KubernetesHost implements SandboxHost {
  readonly name = "sandboxes on Kubernetes";
  readonly id: string;
  readonly isolates = true;
  readonly #options: KubernetesHostOptions;
  readonly #limits: CallLimits;
  readonly #timings: Timings;
  readonly #reports = new Signal<HostReport>();
  readonly #readings = new Set<AbortController>();
  readonly #settle: Repeater;
  #connection: Connection | null = null;
  #client: KubeClient | null = null;
  #works: Works | null = null;

  constructor(options: KubernetesHostOptions) {
    const { config, clock, log } = options;
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#timings = { ...defaultTimings, ...options.timings };
    this.id = `kubernetes:${config.namespace}`;
    const retryMs = Math.min(maxSettleMs, this.#timings.retryMaxMs);
    this.#settle = new Repeater({ name: this.name, clock, log, retryMs, run: () => this.#keepSettled() });
  }

  get isAvailable(): boolean {
    return this.#client?.isAvailable ?? false;
  }

  /** Rejects for a kubeconfig that cannot be used; a cluster that is away is waited for, while each order is refused. */
  async start(): Promise<void> {
    const { config, clock, log } = this.#options;
    // They are parsed here too, so that a mistake in the configuration is told at once.
    basePolicies(config);
    const { concurrency: maxSockets } = this.#limits;
    this.#connection = await Connection.open(config, { maxSockets, clock });
    const transport = new Transport(this.#connection, clock);
    this.#client = new KubeClient({ transport, limits: this.#limits, timings: this.#timings, clock, log });
    if (config.sandboxApi !== "auto") this.#begin(this.#client, config.sandboxApi);
    this.#settle.start();
  }

  async stop(): Promise<void> {
    const [client, works] = [this.#client, this.#works];
    this.#client = null;
    this.#works = null;
    for (const reading of this.#readings) reading.abort();
    const stopped = Promise.all([this.#settle.stop(), ...[client, works?.watching].map((each) => each?.stop())]);
    // What waits for an answer ends now.
    this.#connection?.close();
    await stopped;
    this.#connection?.close();
  }

  async provision(order: HostOrder): Promise<void> {
    await this.#get().provisioning.provision(order);
  }

  async remove(ref: string, graceMs: number): Promise<void> {
    await this.#get().removal.remove(ref, graceMs);
  }

  async list(): Promise<readonly HostReport[]> {
    const { watching, workload } = this.#get();
    const workloads = new Map<string, WorkloadFacts>();
    const pods = new Map<string, PodFacts>();
    try {
      // In this order: of a workload that is listed as failed the pod was there before.
      await this.#listAll(workload.collection.path, (object) => {
        const facts = workload.factsOf(object);
        if (facts) workloads.set(facts.ref, facts);
      });
      await this.#listAll(this.#pods.path, (object) => {
        const facts = podFactsOf(object);
        const other = facts && pods.get(facts.ref);
        if (facts && !(other && other.createdAt > facts.createdAt)) pods.set(facts.ref, facts);
      });
    } catch (error) {
      throw hostErrorOf(error);
    }
    const refs = new Set([...workloads.keys(), ...pods.keys()]);
    return [...refs].map((ref) =>
      watching.placements.reportNow(ref, workloads.get(ref) ?? null, pods.get(ref) ?? null),
    );
  }

  onReport(listener: (report: HostReport) => void): () => void {
    return this.#reports.on(listener);
  }

  async *logs(ref: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<HostLogChunk> {
    const { watching } = this.#get();
    const reading = new AbortController();
    const abort = (): void => reading.abort();
    if (signal.aborted) return;
    signal.addEventListener("abort", abort);
    this.#readings.add(reading);
    const { clock } = this.#options;
    const client = this.#clientOf();
    const findPod = (wanted: string): Promise<PodFacts | "LATER" | "NONE"> => this.#findPod(watching, wanted);
    try {
      const parts = { client, pods: this.#pods, findPod, timings: this.#timings, clock };
      yield* followLog(parts, ref, { cursor, signal: reading.signal });
    } finally {
      abort();
      signal.removeEventListener("abort", abort);
      this.#readings.delete(reading);
    }
  }

  async #findPod(watching: Watching, ref: string): Promise<PodFacts | "LATER" | "NONE"> {
    const { placements } = watching;
    const pod = placements.podOf(ref);
    if (pod) return pod;
    const awaits = placements.awaitsPod(ref);
    if (awaits !== null) return awaits ? "LATER" : "NONE";
    // What was ordered just now has not been heard of.
    const found = await watching.lookForPod(ref);
    if (found) return found;
    const path = pathOf(this.#get().workload.collection, nameOf(ref));
    try {
      const facts = this.#get().workload.factsOf(await this.#clientOf().get(path));
      return facts && !facts.isDeleting && !facts.verdict ? "LATER" : "NONE";
    } catch (error) {
      if (hasStatus(error, 404)) return "NONE";
      throw error;
    }
  }

  get #pods(): ReturnType<typeof collection> {
    return collection("v1", this.#options.config.namespace, "pods");
  }

  #listAll(path: string, take: Parameters<typeof listAll>[1]): Promise<string> {
    return listAll({ client: this.#clientOf(), collection: { path }, selector: managedSelector }, take);
  }

  #clientOf(): KubeClient {
    return this.#client ?? notYet();
  }

  #get(): Works {
    return this.#works ?? notYet();
  }

  /** What is to be there before any sandbox is, and again and again. */
  async #keepSettled(): Promise<number> {
    const client = this.#clientOf();
    if (!this.#works) this.#begin(client, await discover(client));
    await this.#get().provisioning.applyPolicies();
    return this.#timings.resyncMs;
  }

  #begin(client: KubeClient, kind: "jobs" | "agent-sandbox"): void {
    const { config, clock, log } = this.#options;
    const { namespace } = config;
    const workload = kind === "jobs" ? jobs(namespace, config) : agentSandboxes(namespace, config);
    const pods = this.#pods;
    const watching = new Watching({ client, workload, pods, config, timings: this.#timings, clock, log });
    const provisioning = new Provisioning({ client, workload, config, limits: this.#limits });
    const removal = new Removal({ client, workload, pods, watching });
    watching.placements.onReport((report) => this.#reports.emit(report));
    this.#works = { watching, workload, provisioning, removal };
    watching.start();
  }
}

async function discover(client: KubeClient): Promise<"jobs" | "agent-sandbox"> {
  try {
    const { versions = [] } = (await client.get(`/apis/${sandboxGroup}`)) as { versions?: { version?: string }[] };
    return versions.some(({ version }) => version === "v1alpha1") ? "agent-sandbox" : "jobs";
  } catch (error) {
    if (hasStatus(error, 404)) return "jobs";
    throw error;
  }
}

function notYet(): never {
  throw new HostError("HOST_UNREACHABLE", "The cluster is not being asked: not yet, or not any more.", {
    isPassing: true,
  });
}
